"""Customers and the addresses that they write from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Row, and_, bindparam, select, update

from booking.store.columns import Instant
from booking.store.database import Work
from booking.store.ids import new_id
from booking.store.tables.bookings import bookings
from booking.store.tables.people import addresses, customers
from booking.store.tenancy import scoped
from booking.visit import Person


@dataclass(frozen=True, slots=True)
class Reach:
    """Somebody at one of their addresses, and whether something may be said there."""

    person: Person
    heard_at: datetime
    is_reachable: bool  # has nobody blocked us there since they last wrote?
    is_silent: bool  # they want to hear of nothing that they need not know


async def meet(work: Work, channel: str, address: str, phone: str | None) -> Person:
    """Make a new customer known; `phone` is what the channel vouches for, in E.164."""
    customer_id = new_id()
    await work.insert(customers, {"id": customer_id, "phone": phone, "created_at": work.now})
    await work.insert(
        addresses,
        {
            "channel": channel,
            "external_id": address,
            "customer_id": customer_id,
            "heard_at": work.now,
        },
    )
    return Person(customer_id, channel, address, name=None, phone=phone, language=None)


async def find(work: Work, customer_id: int) -> Person | None:
    """The customer, with the address they wrote from last."""
    row = await work.row(_BY_ID, {"customer": customer_id})
    return row and Person(row.id, row.channel, row.external_id, row.name, row.phone, row.language)


async def heard(work: Work, channel: str, address: str) -> None:
    """They wrote just now: they can be reached, and free answers may be sent for a while."""
    await work.execute(_HEARD, {"on": channel, "at_address": address, "at": work.now})


async def remember(work: Work, customer_id: int, known: Mapping[str, str]) -> None:
    """Write down the customer's name, phone (E.164) or language."""
    await work.execute(
        update(customers)
        .where(scoped(customers), customers.c.id == bindparam("customer", type_=BigInteger))
        .values(**known),
        {"customer": customer_id},
    )


async def mark_unreachable(work: Work, channel: str, address: str) -> None:
    """Blocked or gone: no news is sent there until they write again."""
    await work.execute(_UNREACHABLE, {"on": channel, "at_address": address, "at": work.now})


async def reach(work: Work, channel: str, address: str) -> Reach | None:
    """Who is there, and how; null: nobody who ever wrote."""
    row = await work.row(_REACH, {"on": channel, "at_address": address})
    return row and _reach(row)


async def reach_of_bookings(work: Work, booking_ids: Collection[int]) -> Mapping[int, Reach]:
    """The same for where each booking was made, in one statement."""
    rows = await work.rows(_REACH_OF_BOOKINGS, {"bookings": list(booking_ids)})
    return {row.booking_id: _reach(row) for row in rows}


async def other_address(
    work: Work, customer_id: int, channels: Collection[str]
) -> tuple[str, str] | None:
    """Channel and address of these on which the customer was heard last and can be reached."""
    row = await work.row(_OTHER, {"customer": customer_id, "channels": list(channels)})
    return row and (row.channel, row.external_id)


def _reach(row: Row[Any]) -> Reach:
    return Reach(
        person=Person(row.id, row.channel, row.external_id, row.name, row.phone, row.language),
        heard_at=row.heard_at,
        is_reachable=row.unreachable_at is None,
        is_silent=row.silent_since is not None,
    )


_address = (
    scoped(addresses),
    addresses.c.channel == bindparam("on"),
    addresses.c.external_id == bindparam("at_address"),
)
_at = bindparam("at", type_=Instant)
_HEARD = update(addresses).where(*_address).values(heard_at=_at, unreachable_at=None)
_UNREACHABLE = update(addresses).where(*_address).values(unreachable_at=_at)
_known = (customers.c.id, customers.c.name, customers.c.phone, customers.c.language)
_reached = (
    *(*_known, customers.c.silent_since, addresses.c.channel, addresses.c.external_id),
    *(addresses.c.heard_at, addresses.c.unreachable_at),
)
_REACH = (
    select(*_reached)
    .join(addresses, addresses.c.customer_id == customers.c.id)
    .where(scoped(customers), *_address)
)
_REACH_OF_BOOKINGS = (
    select(*_reached, bookings.c.id.label("booking_id"))
    .select_from(bookings)
    .join(
        addresses,
        and_(addresses.c.channel == bookings.c.channel, addresses.c.external_id == bookings.c.chat),
    )
    .join(customers, customers.c.id == addresses.c.customer_id)
    .where(
        scoped(bookings, addresses, customers),
        bookings.c.id.in_(bindparam("bookings", expanding=True)),
    )
)
_OTHER = (
    select(addresses.c.channel, addresses.c.external_id)
    .where(
        scoped(addresses),
        addresses.c.customer_id == bindparam("customer", type_=BigInteger),
        addresses.c.channel.in_(bindparam("channels", expanding=True)),
        addresses.c.unreachable_at.is_(None),
    )
    .order_by(addresses.c.heard_at.desc())
)
_BY_ID = (
    select(*_known, addresses.c.channel, addresses.c.external_id)
    .join(addresses, addresses.c.customer_id == customers.c.id)
    .where(
        scoped(customers, addresses),
        customers.c.id == bindparam("customer", type_=BigInteger),
    )
    .order_by(addresses.c.heard_at.desc())
)
