"""Ids rise within a process and fit in 63 bits."""

from itertools import pairwise

from booking.store.ids import IdSource


def test_ids_of_one_process_rise():
    new_id = IdSource()
    ids = [new_id() for _ in range(20_000)]  # many per millisecond
    assert all(earlier < later for earlier, later in pairwise(ids))


def test_ids_fit_in_a_signed_column():
    assert 0 < IdSource()() < 2**63


def test_two_processes_make_different_ids():
    one, other = IdSource(), IdSource()
    assert not {one() for _ in range(1000)} & {other() for _ in range(1000)}
