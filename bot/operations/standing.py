"""What the database says of one salon, read in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Row, Select, Table, bindparam, func, select

from booking.catalog import Catalog
from booking.forbidden import Forbidden, forbidden
from booking.policy import prepayment
from booking.store.columns import Instant
from booking.store.database import Database, Work
from booking.store.tables.bookings import booking_lines, bookings
from booking.store.tables.salon import calendars, services
from booking.store.tables.work import queue
from booking.store.tenancy import scoped
from bot.tables import staff_chats
from bot.worker.staff_messages import STAFF


@dataclass(frozen=True, slots=True)
class StaffChat:
    """The staff's group under the id that it has now."""

    id: str
    lost_at: datetime | None = None
    alerts_kept: int = 0


@dataclass(frozen=True, slots=True)
class Parked:
    """Rows of the queue that nobody tries any more."""

    topic: str
    error: str
    rows: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Booking codes, counts and errors; nothing of any customer."""

    deposits: int
    staff_chat: StaffChat
    parked: Sequence[Parked]
    without_staff: Sequence[str]  # codes of bookings to come, whose member has left
    without_service: Sequence[str]
    forbidden: Sequence[Forbidden] = ()
    holds: bool = False  # deposits are to be held on cards


async def standing(database: Database, tenant_id: int, staff_chat_id: str | None) -> Standing:
    async with database.unit_of_work(tenant_id) as work:
        salon = await Catalog().salon(work)
        parked = [_parked(row) for row in await work.rows(_PARKED)]
        return Standing(
            deposits=sum(bool(prepayment([service], salon.currency)) for service in salon.services),
            staff_chat=await _staff_chat(work, staff_chat_id or "", parked),
            parked=parked,
            without_staff=await _codes(work, _WITHOUT_STAFF),
            without_service=await _codes(work, _WITHOUT_SERVICE),
            forbidden=await forbidden(work, salon),
            holds=salon.hold_deposits,
        )


async def _staff_chat(work: Work, chat: str, parked: Sequence[Parked]) -> StaffChat:
    kept = sum(rows.rows for rows in parked if rows.topic == STAFF)
    row = await work.row(_STAFF_CHAT, {"in_chat": chat})
    if row is not None and row.moved_to:
        chat = row.moved_to
        row = await work.row(_STAFF_CHAT, {"in_chat": chat})
    return StaffChat(chat, row.lost_at if row else None, kept)


async def _codes(work: Work, statement: Select[tuple[str]]) -> Sequence[str]:
    return [row.code for row in await work.rows(statement, {"at": work.now})]


def _parked(row: Row[Any]) -> Parked:
    """Other errors than our own may quote what people wrote: of those only the kind is told."""
    kind, _, said = (row.last_error or "unknown").partition(": ")
    told = f"{kind}: {said}" if kind in _OUR_ERRORS and said else kind
    return Parked(row.topic, told, row.rows)


_OUR_ERRORS = ("Misuse", "Refused", "Rejected", "Unavailable", "HeardElsewhere")
_PARKED = (
    select(queue.c.topic, queue.c.last_error, func.count().label("rows"))
    .where(scoped(queue), queue.c.state == "parked")
    .group_by(queue.c.topic, queue.c.last_error)
    .order_by(queue.c.topic, queue.c.last_error)
)
_STAFF_CHAT = select(staff_chats.c.moved_to, staff_chats.c.lost_at).where(
    scoped(staff_chats), staff_chats.c.chat == bindparam("in_chat")
)


def _bookings_with(retired: Table, reference: Column[int]) -> Select[tuple[str]]:
    """Codes of bookings to come, one of whose lines refers to what is retired."""
    return (
        select(bookings.c.code)
        .join(booking_lines, booking_lines.c.booking_id == bookings.c.id)
        .join(retired, retired.c.id == reference)
        .where(
            scoped(bookings, booking_lines, retired),
            retired.c.retired_at.is_not(None),
            bookings.c.status.in_(("requested", "held", "confirmed")),
            bookings.c.ends_at > bindparam("at", type_=Instant),
        )
        .distinct()
        .order_by(bookings.c.code)
    )


_WITHOUT_STAFF = _bookings_with(calendars, booking_lines.c.calendar_id)
_WITHOUT_SERVICE = _bookings_with(services, booking_lines.c.service_id)
