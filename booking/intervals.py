"""Sets of half-open intervals of integers: sorted lists of pairs that do not touch."""

from collections.abc import Iterable

Interval = tuple[int, int]


def merge(spans: Iterable[Interval]) -> list[Interval]:
    """Sort, drop empty spans, join those that overlap or touch."""
    merged: list[Interval] = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def subtract(spans: list[Interval], holes: list[Interval]) -> list[Interval]:
    """What is left of `spans` without `holes`; both merged."""
    left: list[Interval] = []
    first = 0
    for start, end in spans:
        while first < len(holes) and holes[first][1] <= start:
            first += 1
        at = first
        while at < len(holes) and holes[at][0] < end:
            if start < holes[at][0]:
                left.append((start, holes[at][0]))
            start = max(start, holes[at][1])
            at += 1
        if start < end:
            left.append((start, end))
    return left


def intersect(some: list[Interval], others: list[Interval]) -> list[Interval]:
    """What both have; both merged."""
    common: list[Interval] = []
    one = other = 0
    while one < len(some) and other < len(others):
        mine, theirs = some[one], others[other]
        start = mine[0] if mine[0] > theirs[0] else theirs[0]  # several times as fast as max()
        end = mine[1] if mine[1] < theirs[1] else theirs[1]
        if start < end:
            common.append((start, end))
        if mine[1] < theirs[1]:
            one += 1
        else:
            other += 1
    return common
