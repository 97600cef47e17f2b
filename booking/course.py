"""The course of a visit: which person and which resource it takes, from when to when; pure.

All times here are minutes from the start of the visit.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from operator import itemgetter

from booking.intervals import Interval, merge, subtract
from booking.salon import Service

LONGEST_CLAIM = timedelta(hours=36)  # the tables refuse longer ones
_MINUTE = timedelta(minutes=1)

# For each service in order who does it: one person, or several together.
Team = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One service of the visit, and from when to when."""

    service: Service
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class Run:
    """Services of a visit, one after the other, that one person does or one resource serves."""

    at_work: Interval
    busy: tuple[Interval, ...]  # blocked, buffers included; between them others may be served

    @property
    def is_too_long(self) -> bool:
        return any((ends - begins) * _MINUTE > LONGEST_CLAIM for begins, ends in self.busy)


def parts_of(services: Sequence[Service]) -> tuple[Part, ...]:
    """The services in the order chosen, each beginning when the one before ends."""
    parts: list[Part] = []
    begins = 0
    for service in services:
        ends = begins + service.length // _MINUTE
        parts.append(Part(service, begins, ends))
        begins = ends
    return tuple(parts)


def runs_of_people(parts: Sequence[Part], team: Team) -> Mapping[int, list[Run]]:
    """What the visit takes of each person; processing time leaves them free, but at work."""
    people = dict.fromkeys(person for together in team for person in together)
    return {
        person: [
            _run(own, processing=True)
            for own in _unbroken(parts, [person in together for together in team])
        ]
        for person in people
    }


def runs_of_resources(parts: Sequence[Part]) -> Mapping[str, list[Run]]:
    """What the visit takes of each kind of resource, one unit for each run."""
    names = dict.fromkeys(name for part in parts for name in part.service.uses)
    return {
        name: [
            _run(own, processing=False)
            for own in _unbroken(parts, [name in part.service.uses for part in parts])
        ]
        for name in names
    }


def _unbroken(parts: Sequence[Part], is_own: Sequence[bool]) -> Iterator[list[Part]]:
    for own, marked in groupby(zip(is_own, parts, strict=True), key=itemgetter(0)):
        if own:
            yield [part for _, part in marked]


def _run(parts: list[Part], *, processing: bool) -> Run:
    first, last = parts[0], parts[-1]
    whole = (
        first.begins - first.service.buffer_before // _MINUTE,
        last.ends + last.service.buffer_after // _MINUTE,
    )
    free = merge(_processing(part) for part in parts) if processing else []
    return Run((first.begins, last.ends), tuple(subtract([whole], free)))


def _processing(part: Part) -> Interval:
    if part.service.processing is None:
        return (0, 0)
    begins, ends = part.service.processing
    return (part.begins + begins, min(part.begins + ends, part.ends))
