"""The waiting list: first come, first served with what becomes free."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, Date, Row, bindparam, select, update

from booking.instants import local_day
from booking.store.database import Work
from booking.store.ids import new_id
from booking.store.tables.people import addresses, customers
from booking.store.tables.waiting import waitlist
from booking.store.tenancy import scoped
from booking.visit import Booking, Person
from booking.waiting import Entry, Part, Wanted, start_key

_MOST = 200  # entries that are looked at for one day


async def join(work: Work, person: Person, wanted: Wanted) -> int:
    """Put somebody on the list; who waits for the same already keeps their place."""
    for entry in await of_customer(work, person.id, wanted.first):
        if entry.wanted == wanted:
            return entry.id
    entry_id = new_id()
    await work.insert(
        waitlist,
        {
            "id": entry_id,
            "customer_id": person.id,
            "channel": person.channel,
            "chat": person.address,
            "services": list(wanted.services),
            "staff_id": wanted.staff_id,
            "for_whom": wanted.for_whom,
            "first_day": wanted.first,
            "last_day": wanted.last,
            "part": wanted.part,
            "status": "waiting",
            "passed": [],
            "created_at": work.now,
        },
    )
    return entry_id


async def leave(work: Work, customer_id: int, entry_id: int) -> bool:
    """Take the customer's own entry off; whether it stood."""
    return await work.count(_LEAVE, {"entry": entry_id, "customer": customer_id}) == 1


async def of_customer(work: Work, customer_id: int, today: date) -> Sequence[Entry]:
    """What the customer waits for, or has just been offered."""
    rows = await work.rows(_OF_CUSTOMER, {"customer": customer_id, "today": today})
    return [_entry(row) for row in rows]


async def in_order(work: Work, day: date) -> Sequence[Entry]:
    """Who waits for this day and can be told, who came first first."""
    return [_entry(row) for row in await work.rows(_IN_ORDER, {"day": day, "most": _MOST})]


async def is_wanted(work: Work, day: date) -> bool:
    """Does anybody wait for this day?"""
    return await work.row(_WANTED, {"day": day}) is not None


async def is_offered_now(work: Work, entry_id: int) -> bool:
    """Write down that it is offered something; False if it was already, or has left."""
    return await work.count(_OFFER, {"entry": entry_id}) == 1


async def passed(work: Work, entry_id: int, starts_at: datetime) -> None:
    """This start was not taken: it is not offered again, but whatever else becomes free."""
    row = await work.row(_PASSED, {"entry": entry_id})
    if row is not None:
        starts = [*row.passed, start_key(starts_at)]
        await work.execute(_PASS, {"entry": entry_id, "starts": starts})


async def satisfied(work: Work, booking: Booking, zone: ZoneInfo) -> None:
    """Who has booked that service on such a day waits no more."""
    day = local_day(booking.starts_at, zone)
    for entry in await of_customer(work, booking.customer_id, day):
        wanted = entry.wanted
        if wanted.services[0] in booking.service_ids and wanted.first <= day <= wanted.last:
            await work.execute(_BOOKED, {"entry": entry.id})


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        id=row.id,
        customer_id=row.customer_id,
        channel=row.channel,
        chat=row.chat,
        wanted=Wanted(
            services=tuple(row.services),
            staff_id=row.staff_id,
            first=row.first_day,
            last=row.last_day,
            part=Part(row.part),
            for_whom=row.for_whom,
        ),
        passed=tuple(row.passed),
    )


_day = bindparam("day", type_=Date)
_covers_day = (
    scoped(waitlist),
    waitlist.c.status == "waiting",
    waitlist.c.last_day >= _day,
    waitlist.c.first_day <= _day,
)
_WANTED = select(waitlist.c.id).where(*_covers_day).limit(1)
_IN_ORDER = (
    select(waitlist)
    .join(customers, customers.c.id == waitlist.c.customer_id)
    .join(
        addresses,
        (addresses.c.channel == waitlist.c.channel) & (addresses.c.external_id == waitlist.c.chat),
    )
    .where(
        *_covers_day,
        scoped(customers, addresses),
        customers.c.silent_since.is_(None),
        addresses.c.unreachable_at.is_(None),
    )
    .order_by(waitlist.c.created_at, waitlist.c.id)
    .limit(bindparam("most"))
)
_OF_CUSTOMER = (
    select(waitlist)
    .where(
        scoped(waitlist),
        waitlist.c.customer_id == bindparam("customer", type_=BigInteger),
        waitlist.c.status.in_(("waiting", "offered")),
        waitlist.c.last_day >= bindparam("today", type_=Date),
    )
    .order_by(waitlist.c.created_at, waitlist.c.id)
)
_one = (scoped(waitlist), waitlist.c.id == bindparam("entry", type_=BigInteger))
_OFFER = update(waitlist).where(*_one, waitlist.c.status == "waiting").values(status="offered")
_LEAVE = (
    update(waitlist)
    .where(
        *_one,
        waitlist.c.customer_id == bindparam("customer", type_=BigInteger),
        waitlist.c.status.in_(("waiting", "offered")),
    )
    .values(status="left")
)
_PASSED = (
    select(waitlist.c.passed)
    .where(*_one, waitlist.c.status.in_(("waiting", "offered")))
    .with_for_update()
)
_PASS = update(waitlist).where(*_one).values(status="waiting", passed=bindparam("starts"))
_BOOKED = update(waitlist).where(*_one).values(status="booked")
