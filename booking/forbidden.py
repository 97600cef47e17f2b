"""Bookings to come that the rules, as they are now, would refuse: they stand, and are told of."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import bindparam, select

from booking import bookings
from booking.counted import About, quota_of
from booking.diary import Diary, diary_of
from booking.errors import NoLongerOffered
from booking.instants import local_day
from booking.limits import Quota
from booking.policy import services_of
from booking.reservations.looking import is_free
from booking.salon import Salon
from booking.store.columns import Instant
from booking.store.database import Work
from booking.store.tables.bookings import bookings as bookings_table
from booking.store.tables.bookings import claims
from booking.store.tables.salon import calendars
from booking.store.tenancy import scoped
from booking.teams import people_in
from booking.visit import Booking
from booking.wish import Wish
from booking.within_limits import visited


class Rule(StrEnum):
    """The rule that is broken; of several the first of these."""

    SKILL = "skill"  # who is to do it does not do that service any more
    OPEN = "open"  # nobody works then, or the service is not to be had then
    DATES = "dates"  # the service is bookable on other days
    RESOURCE = "resource"  # what it uses is there no more
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class Forbidden:
    """One such booking, by its code."""

    code: str
    rule: Rule


async def forbidden(work: Work, salon: Salon) -> list[Forbidden]:
    """In the order of their starts; three queries, however many there are.

    Bookings whose service or staff member is retired are not among them.
    """
    coming = await bookings.to_come(work)
    if not coming:
        return []
    days = local_day(work.now, salon.zone), local_day(coming[-1].starts_at, salon.zone)
    staff = [member.id for member in salon.staff]
    diary = diary_of(salon, Wish(salon.services), staff, {}, days)
    services = [service.id for service in salon.services]
    about = About(services, staff, {booking.customer_id for booking in coming})
    quota = await quota_of(work, salon, about, days)
    stranded = {row.code for row in await work.rows(_STRANDED, {"at": work.now})}
    found = [(one, _broken(salon, one, diary, quota, stranded)) for one in coming]
    return [Forbidden(booking.code, rule) for booking, rule in found if rule]


def _broken(
    salon: Salon, booking: Booking, diary: Diary, quota: Quota | None, stranded: Collection[str]
) -> Rule | None:
    try:
        services = services_of(salon, booking)
    except NoLongerOffered:
        return None
    if any(salon.staff_member(one) is None for one in people_in([booking.team])):
        return None
    wish = Wish(services, customer_id=booking.customer_id, is_booked=True)
    if not _is_able(salon, booking):
        return Rule.SKILL
    if not is_free(salon, wish, booking.team, diary, booking.starts_at):
        return Rule.OPEN
    day = local_day(booking.starts_at, salon.zone)
    if any(one.dates and not one.dates[0] <= day <= one.dates[1] for one in services):
        return Rule.DATES
    if booking.code in stranded:
        return Rule.RESOURCE
    visit = visited(salon, wish, booking.team, day, booking.customer_id)
    return Rule.LIMIT if quota is not None and quota.exceeded(visit) else None


def _is_able(salon: Salon, booking: Booking) -> bool:
    members = [(salon.staff_member(line.staff_id), line.service_id) for line in booking.lines]
    return all(member and service_id in member.services for member, service_id in members)


def by_rule(found: Sequence[Forbidden]) -> dict[Rule, list[str]]:
    """The codes under the rule that each breaks."""
    codes: dict[Rule, list[str]] = {}
    for one in found:
        codes.setdefault(one.rule, []).append(one.code)
    return codes


# A unit that was taken away keeps what was claimed of it.
_STRANDED = (
    select(bookings_table.c.code)
    .join(claims, claims.c.booking_id == bookings_table.c.id)
    .join(calendars, calendars.c.id == claims.c.calendar_id)
    .where(
        scoped(bookings_table, claims, calendars),
        calendars.c.kind == "unit",
        calendars.c.retired_at.is_not(None),
        claims.c.active,
        bookings_table.c.starts_at > bindparam("at", type_=Instant),
    )
    .distinct()
)
