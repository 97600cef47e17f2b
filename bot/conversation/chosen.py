"""What the draft has chosen, as the salon knows it, and whether its time fits it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from booking import policy
from booking.conditions import cheapest
from booking.errors import NoLongerOffered
from booking.instants import local_day
from booking.salon import Salon, Service, Staff
from booking.teams import people_in, teams_for
from booking.visit import FreeDay, Slot
from booking.wish import Wish
from bot.conversation.draft import Draft
from bot.conversation.ports import Ports

MOST_SERVICES = 4  # in one visit; more than that is arranged with a person


def chosen_services(draft: Draft, salon: Salon) -> tuple[Service, ...]:
    """The services of the draft in order; NoLongerOffered if there are none, or one is gone."""
    found = [salon.service(service_id) for service_id in draft.services]
    known = tuple(one for one in found if one is not None)
    if not known or len(known) < len(found):
        raise NoLongerOffered
    return known


def addable(draft: Draft, salon: Salon) -> Sequence[Service]:
    """What may be added to the visit."""
    if len(draft.services) >= MOST_SERVICES:
        return ()
    return [one for one in salon.services if one.id not in draft.services]


def able(services: Sequence[Service], salon: Salon) -> Sequence[Staff]:
    """Who can be asked for: who takes part in the visit where nobody is asked for."""
    people = set(people_in(teams_for(salon, services, None)))
    return [member for member in salon.staff if member.id in people]


def does(staff_id: int, services: Sequence[Service], salon: Salon) -> bool:
    """Does this person take part in the visit?"""
    try:
        return bool(teams_for(salon, services, staff_id))
    except NoLongerOffered:
        return False


async def free_slots(draft: Draft, ports: Ports, first: date, last: date) -> Sequence[Slot]:
    """The free times of the visit on these days."""
    services = chosen_services(draft, ports.salon)
    return await ports.free_slots(services, draft.staff, first, last, draft.moving)


async def free_days(draft: Draft, ports: Ports, first: date, last: date) -> Sequence[FreeDay]:
    """Those of these days that have free times for the visit, and those that are full."""
    services = chosen_services(draft, ports.salon)
    return await ports.free_days(services, draft.staff, first, last, draft.moving)


def length_at(slot: Slot, draft: Draft, ports: Ports) -> timedelta:
    """How long the visit takes at this time, as those do it who are offered for it."""
    wish = Wish(chosen_services(draft, ports.salon))
    return policy.length_of(cheapest(ports.salon, wish, slot.teams))


def bookable_days(draft: Draft, ports: Ports) -> tuple[date, date]:
    """Today and the last day on which the visit may start."""
    services = chosen_services(draft, ports.salon)
    today = local_day(ports.now, ports.salon.zone)
    return today, policy.last_bookable_day(ports.salon, ports.now, services)


async def chosen_slot(draft: Draft, ports: Ports) -> Slot | None:
    """The free slot that the draft has chosen; None if it is not free for the visit."""
    if draft.starts_at is None:
        return None
    day = local_day(draft.starts_at, ports.salon.zone)
    free = await free_slots(draft, ports, day, day)
    return next((slot for slot in free if slot.starts_at == draft.starts_at), None)


def with_services(draft: Draft, services: Sequence[int], salon: Salon) -> Draft:
    """The draft of other services; who does none of them is not asked for any more."""
    first, *more = services
    changed = replace(draft, service=first, more=tuple(more))
    member = salon.staff_member(draft.staff) if draft.staff else None
    if member and not member.services.intersection(services):
        return replace(changed, staff=None)
    return changed


def with_only_staff(draft: Draft, salon: Salon) -> Draft:
    """Nobody is asked to choose where only one person works, or all do it together; nor where
    a booking is changed to what only one does.
    """
    if draft.has_staff:
        return draft
    services = chosen_services(draft, salon)
    people = able(services, salon) if draft.moving else salon.staff
    if len(people) == 1:
        return replace(draft, staff=people[0].id)
    return replace(draft, anyone=all(service.together for service in services))
