"""Interval arithmetic gives what counting minute by minute gives."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from booking.intervals import intersect, merge, subtract

_minute = st.integers(-30, 30)
_spans = st.lists(st.tuples(_minute, _minute), max_size=8)  # also empty ones, and backward ones
_merged = _spans.map(merge)


def minutes(spans):
    return {minute for start, end in spans for minute in range(start, end)}


def is_tidy(spans):
    """Sorted, none empty, none touching."""
    return all(start < end for start, end in spans) and all(
        one[1] < other[0] for one, other in pairwise(spans)
    )


@given(_spans)
def test_merging_keeps_every_minute(spans):
    assert minutes(merge(spans)) == minutes(spans)
    assert is_tidy(merge(spans))


@given(_merged, _merged)
def test_subtracting_takes_away_what_the_holes_cover(spans, holes):
    left = subtract(spans, holes)
    assert minutes(left) == minutes(spans) - minutes(holes)
    assert is_tidy(left)


@given(_merged, _merged)
def test_intersecting_keeps_what_both_cover(some, others):
    common = intersect(some, others)
    assert minutes(common) == minutes(some) & minutes(others)
    assert is_tidy(common)
