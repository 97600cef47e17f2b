"""The customer's own holds: they block only others, and give way to what the customer takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from booking import bookings
from booking.course import Team, parts_of
from booking.events import Event
from booking.occupied import Claim
from booking.reservations.lapse import release
from booking.reservations.taking import people_spans, resource_spans
from booking.salon import Salon, Service
from booking.store.database import Work
from booking.visit import Actor, Booking, Status


@dataclass(frozen=True, slots=True)
class OwnHold:
    """An open hold and what it claims."""

    booking: Booking
    claims: Sequence[Claim]


async def own_holds(work: Work, claims: Sequence[Claim], customer_id: int) -> list[OwnHold]:
    """The customer's open holds among these claims."""
    ids = dict.fromkeys(one.booking_id for one in claims if one.held_for == customer_id)
    return [
        OwnHold(
            await bookings.get(work, booking_id),
            [claim for claim in claims if claim.booking_id == booking_id],
        )
        for booking_id in ids
    ]


async def release_in_the_way(
    work: Work,
    salon: Salon,
    services: Sequence[Service],
    team: Team,
    starts_at: datetime,
    holds: Sequence[OwnHold],
) -> None:
    """End those that take the same person or kind of resource at an overlapping time."""
    for held in holds:
        if _in_the_way(salon, services, team, starts_at, held.claims):
            by = Actor("customer", str(held.booking.customer_id))
            await release(work, held.booking, Status.CANCELLED, Event.CANCELLED, by)


def _in_the_way(
    salon: Salon,
    services: Sequence[Service],
    team: Team,
    starts_at: datetime,
    claims: Sequence[Claim],
) -> bool:
    """Does it take the same person or the same kind of resource at an overlapping time?"""
    parts = parts_of(services)
    taken = [({person}, spans) for person, spans in people_spans(parts, team, starts_at)]
    for name, spans in resource_spans(parts, starts_at):
        resource = salon.resource(name)
        taken.append((set(resource.all_units if resource else ()), spans))
    return any(
        claim.calendar_id in calendars and claim.starts_at < end and start < claim.ends_at
        for calendars, spans in taken
        for start, end in spans
        for claim in claims
    )
