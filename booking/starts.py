"""Sets of instants at which a visit could start, and the grid laid in them; pure arithmetic.

A set is a merged list of half-open intervals of minutes, so that sets of different conditions may
be intersected.
"""

from collections.abc import Callable, Iterable
from math import gcd

from booking.course import Run
from booking.intervals import Interval, intersect, merge, subtract


def while_open(opened: Iterable[Interval], part: Interval) -> list[Interval]:
    """The starts of a visit whose `part`, in minutes from its start, lies within what is open."""
    begins, ends = part
    return [
        (opens - begins, closes - ends + 1)
        for opens, closes in opened
        if closes - opens >= ends - begins
    ]


def clashing(blocked: Iterable[Interval], busy: Iterable[Interval]) -> list[Interval]:
    """The starts of a visit that would overlap what is blocked."""
    stretches = [(begins, ends) for begins, ends in busy if begins < ends]
    return merge(
        (start - ends + 1, end - begins)
        for start, end in blocked
        if start < end
        for begins, ends in stretches
    )


def possible(
    runs: Iterable[Run], opened: list[Interval], blocked: Iterable[Interval]
) -> list[Interval]:
    """The starts at which one person is at work and free in all these runs."""
    found: list[Interval] | None = None
    taken = list(blocked)
    for run in runs:
        starts = subtract(while_open(opened, run.at_work), clashing(taken, run.busy))
        found = starts if found is None else intersect(found, starts)
    return found or []


def used_up(blocks: Iterable[Interval], units: int) -> list[Interval]:
    """When so many of these are under way at once."""
    edges = sorted(edge for start, end in blocks if start < end for edge in ((start, 1), (end, -1)))
    full: list[Interval] = []
    under_way, since = 0, None
    for minute, change in edges:
        under_way += change
        if under_way >= units and since is None:
            since = minute
        elif under_way < units and since is not None:
            full.append((since, minute))
            since = None
    return merge(full)


def on_grid(ranges: Iterable[Interval], step: int, offset_at: Callable[[int], int]) -> list[range]:
    """The offered starts of each range.

    The first is the first minute divisible by gcd(step, 60) on the clock that is so far ahead of
    UTC; further ones follow every step.
    """
    grid = gcd(step, 60)
    starts: list[range] = []
    for first, beyond in ranges:
        while past := (first + offset_at(first)) % grid:  # again if the clock changes
            first += grid - past
        starts.append(range(first, beyond, step))
    return starts


def with_edges(
    starts: Iterable[Iterable[int]], ranges: Iterable[Interval], shortest: int
) -> dict[int, bool]:
    """The starts in "no gaps" mode, also the first of each range, each with whether it wastes time.

    It does where it leaves a gap in which not even the shortest service fits.
    """
    return {
        start: 0 < start - first < shortest or 0 < beyond - 1 - start < shortest
        for (first, beyond), own in zip(ranges, starts, strict=True)
        for start in sorted({first, *own})
    }
