"""Claiming all that a visit takes: the people's time, and units of resources."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from booking.course import Part, Run, Team, runs_of_people, runs_of_resources
from booking.intervals import merge
from booking.reservations.claiming import take
from booking.reservations.units import Span, free_unit
from booking.salon import Salon
from booking.store.database import Work

Held = tuple[datetime, int]  # until when, for which customer
_MINUTE = timedelta(minutes=1)


async def take_all(
    work: Work,
    salon: Salon,
    booking_id: int,
    parts: Sequence[Part],
    team: Team,
    starts_at: datetime,
    held: Held | None,
) -> None:
    """Claim it, buffers included; SlotTaken if something of it is not free."""
    for person, spans in people_spans(parts, team, starts_at):
        for span in spans:
            await take(work, booking_id, person, span, held)
    for name, spans in resource_spans(parts, starts_at):
        resource = salon.resource(name)
        for span in spans if resource else ():
            unit = await free_unit(work, resource, span) if resource else 0
            await take(work, booking_id, unit, span, held)


def people_spans(
    parts: Sequence[Part], team: Team, starts_at: datetime
) -> list[tuple[int, list[Span]]]:
    return [
        (person, _spans(runs, starts_at)) for person, runs in runs_of_people(parts, team).items()
    ]


def resource_spans(parts: Sequence[Part], starts_at: datetime) -> list[tuple[str, list[Span]]]:
    return [(name, _spans(runs, starts_at)) for name, runs in runs_of_resources(parts).items()]


def _spans(runs: Sequence[Run], starts_at: datetime) -> list[Span]:
    """What the runs claim; where the buffers of two overlap it is claimed once."""
    return [
        (starts_at + begins * _MINUTE, starts_at + ends * _MINUTE)
        for begins, ends in merge(span for run in runs for span in run.busy)
    ]
