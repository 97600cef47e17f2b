"""Open intervals minus what is blocked: the starts worth offering; pure arithmetic on minutes."""

from dataclasses import dataclass
from math import gcd
from zoneinfo import ZoneInfo

from booking.instants import offset_at
from booking.intervals import Interval, merge, subtract


@dataclass(frozen=True, slots=True)
class Fit:
    """What a start must leave room for, in minutes."""

    length: int
    before: int  # buffers: kept clear of other claims, but may reach outside open time
    after: int
    step: int


def free_starts(
    open_time: list[Interval],
    blocked: list[Interval],
    fit: Fit,
    zone: ZoneInfo,
    earliest: int,
    latest: int,
) -> list[int]:
    """The offered starts from `earliest` to before `latest`, in minutes since 1970.

    In each free range the first is the first minute divisible by gcd(step, 60) on the clock of
    `zone`, further ones follow every step while the service fits.
    """
    widened = merge((start - fit.after, end + fit.before) for start, end in blocked)
    grid = gcd(fit.step, 60)
    starts: list[int] = []
    for opens, closes in subtract(open_time, widened):
        first = max(opens, earliest)
        while past := (first + offset_at(first, zone)) % grid:  # again if the clock changes
            first += grid - past
        starts.extend(range(first, min(closes - fit.length + 1, latest), fit.step))
    return starts


def blocks(blocked: list[Interval], fit: Fit, start: int) -> bool:
    """Would a visit at `start`, buffers included, overlap what is blocked?"""
    begins, ends = start - fit.before, start + fit.length + fit.after
    return any(begins < end and start < ends for start, end in blocked)
