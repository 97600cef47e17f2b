"""The offered starts are those that trying every minute finds."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from booking.course import Run
from booking.instants import minute_of, offset_at
from booking.intervals import intersect, merge
from booking.starts import clashing, on_grid, possible, used_up


@dataclass(frozen=True)
class Fit:
    """A service, in minutes."""

    length: int
    before: int
    after: int
    step: int

    @property
    def run(self):
        return Run((0, self.length), ((-self.before, self.length + self.after),))


# Where minutes of the hour differ from those of UTC, and instants at which clocks change.
_PLACES = [
    ("Asia/Riyadh", datetime(2027, 3, 1, 7, tzinfo=UTC)),
    ("Asia/Kathmandu", datetime(2027, 3, 1, 7, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2025, 10, 26, 1, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2025, 10, 4, 15, 30, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2025, 4, 5, 15, 0, tzinfo=UTC)),
]
_minute = st.integers(-200, 200)
_spans = st.lists(st.tuples(_minute, st.integers(1, 150)), max_size=5).map(
    lambda spans: [(start, start + length) for start, length in spans]
)
_fit = st.builds(
    Fit,
    length=st.integers(1, 90),
    before=st.sampled_from([0, 5, 20]),
    after=st.sampled_from([0, 10, 15]),
    step=st.sampled_from([5, 15, 20, 30, 45, 60, 90, 120]),
)


def overlap(one, other):
    return one[0] < other[1] and other[0] < one[1]


def fits(start, opened, blocked, fit):
    whole = (start - fit.before, start + fit.length + fit.after)
    return set(range(start, start + fit.length)) <= opened and not any(
        overlap(whole, span) for span in blocked
    )


def starts_by_trying(open_time, blocked, fit, zone, earliest, latest):
    """Walk over every minute; a free range begins where the minute before it was not free."""
    opened = {minute for start, end in open_time for minute in range(start, end)}
    grid = next(size for size in range(60, 0, -1) if 60 % size == 0 == fit.step % size)
    found, upcoming = [], None
    for minute in range(earliest, latest):
        if not fits(minute, opened, blocked, fit):
            upcoming = None
        elif upcoming is None and (minute + offset_at(minute, zone)) % grid == 0:
            upcoming = minute
        if minute == upcoming:
            found.append(minute)
            upcoming += fit.step
    return found


@given(st.sampled_from(_PLACES), _spans, _spans, _fit, _minute, _minute)
@example(_PLACES[3], [(-90, 150)], [], Fit(60, 0, 0, 60), -30, 200)
def test_every_start_is_found_and_no_other(place, open_time, blocked, fit, earliest, latest):
    zone, around = ZoneInfo(place[0]), minute_of(place[1])
    opened = merge((around + start, around + end) for start, end in open_time)
    taken = merge((around + start, around + end) for start, end in blocked)
    limits = (around + earliest, around + latest)
    ranges = intersect(possible([fit.run], opened, taken), [limits] if earliest < latest else [])
    grid = on_grid(ranges, fit.step, lambda at: offset_at(at, zone))
    found = [start for own in grid for start in own]
    assert found == starts_by_trying(opened, taken, fit, zone, *limits)


@given(_spans, _fit, _minute)
def test_what_clashes_with_a_start_is_what_overlaps_the_visit_with_its_buffers(blocked, fit, start):
    everywhere = set(range(start, start + fit.length))
    clashes = any(first <= start < beyond for first, beyond in clashing(blocked, fit.run.busy))
    assert clashes != fits(start, everywhere, blocked, fit)


@given(_spans, st.integers(1, 3))
def test_units_are_used_up_while_so_many_are_in_use(blocks, units):
    full = used_up(blocks, units)
    assert {minute for start, end in full for minute in range(start, end)} == {
        minute
        for minute in range(-200, 400)
        if sum(start <= minute < end for start, end in blocks) >= units
    }
