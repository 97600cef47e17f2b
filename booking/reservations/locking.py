"""The lock on calendars that everything which takes time of theirs must hold.

Calendars are locked in the order of their ids, in one statement, once per transaction, so that two
bookings never wait for each other. Giving time back needs no lock.
"""

from collections.abc import Awaitable, Callable, Collection

from sqlalchemy import bindparam, select

from booking.errors import NotYours
from booking.limits import Per
from booking.salon import Salon
from booking.slots import units_for
from booking.store.database import Work
from booking.store.tables.salon import calendars
from booking.store.tenancy import scoped
from booking.teams import people_in
from booking.wish import Wish

Lock = Callable[[Work, Collection[int]], Awaitable[None]]


def calendars_of(salon: Salon, wish: Wish) -> list[int]:
    """All that the visit may take or use up.

    Everybody's where a limit counts what others do too: two who lock nothing in common would both
    find room for one.
    """
    people = people_in(wish.teams(salon))
    if any(limit.per is not Per.STAFF for limit in salon.limits):
        people += [one.id for one in salon.staff]
    return [*people, *units_for(salon, wish.services)]


async def lock_calendars(work: Work, calendar_ids: Collection[int]) -> None:
    """Lock these calendars until the transaction ends; NotYours if one is not this tenant's."""
    locked = await work.rows(_LOCK, {"calendars": list(calendar_ids)})
    if len(locked) != len(set(calendar_ids)):
        raise NotYours


# FOR UPDATE would also block the foreign-key checks of unrelated inserts.
_LOCK = (
    select(calendars.c.id)
    .where(scoped(calendars), calendars.c.id.in_(bindparam("calendars", expanding=True)))
    .order_by(calendars.c.id)
    .with_for_update(key_share=True)
)
