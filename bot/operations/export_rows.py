"""What is exported of one salon, read in one transaction, in an order that does not change."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Table, select

from booking.catalog import Catalog
from booking.salon import Salon
from booking.store.database import Database, Work
from booking.store.tables.bookings import booking_lines, bookings
from booking.store.tables.people import customers, persons
from booking.store.tables.salon import calendars, services
from booking.store.tenancy import scoped
from payments.tables import payment_entries, payments

Rows = Sequence[Row[Any]]


@dataclass(frozen=True, slots=True)
class Exported:
    """One salon's rows; those that belong to others are found by the id of their owner."""

    salon: Salon
    services: Mapping[int, Row[Any]]  # retired ones too: bookings refer to them
    staff: Mapping[int, Row[Any]]
    customers: Mapping[int, Row[Any]]
    persons: Mapping[int, Row[Any]]  # for whom customers book besides themselves
    bookings: Rows
    lines: Mapping[int, Rows]  # by booking
    payments: Mapping[int, Rows]  # by booking
    entries: Mapping[int, Rows]  # by payment

    def person_of(self, row: Row[Any]) -> str | None:
        """For whom this booking is, unless it is the customer."""
        return self.persons[row.person_id].name if row.person_id else None


async def exported(database: Database, tenant_id: int) -> Exported:
    async with database.unit_of_work(tenant_id) as work:
        return Exported(
            salon=await Catalog().salon(work),
            services=_by_id(await work.rows(_SERVICES)),
            staff=_by_id(await work.rows(_STAFF)),
            customers=_by_id(await work.rows(_CUSTOMERS)),
            persons=_by_id(await work.rows(_PERSONS)),
            bookings=await work.rows(_BOOKINGS),
            lines=await _grouped(work, booking_lines, "booking_id", "ordinal"),
            payments=await _grouped(work, payments, "booking_id", "created_at", "id"),
            entries=await _grouped(work, payment_entries, "payment_id", "at", "id"),
        )


def _by_id(rows: Rows) -> Mapping[int, Row[Any]]:
    return {row.id: row for row in rows}


async def _grouped(work: Work, table: Table, owner: str, *order: str) -> Mapping[int, Rows]:
    grouped: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    statement = select(table).where(scoped(table)).order_by(*(table.c[name] for name in order))
    for row in await work.rows(statement):
        grouped[getattr(row, owner)].append(row)
    return grouped


_SERVICES = select(services).where(scoped(services)).order_by(services.c.slug)
_STAFF = select(calendars).where(scoped(calendars)).order_by(calendars.c.slug)
_CUSTOMERS = (
    select(customers).where(scoped(customers)).order_by(customers.c.created_at, customers.c.id)
)
_PERSONS = select(persons).where(scoped(persons)).order_by(persons.c.id)
_BOOKINGS = select(bookings).where(scoped(bookings)).order_by(bookings.c.starts_at, bookings.c.id)
