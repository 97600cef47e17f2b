"""Terms of cancellation in the file: `[[1440, 100], [360, 50]]`."""

from itertools import pairwise

from booking.catalog_file.fields import whole
from booking.catalog_file.node import Node
from booking.terms import Terms

_LONGEST = 730 * 1440  # minutes


def cancel_steps(node: Node) -> Terms:
    """Pairs of minutes before the start and the percent that comes back; the longest first."""
    steps = tuple(_step(one) for one in node.elements())
    for (minutes, percent), (fewer, less) in pairwise(steps):
        if fewer >= minutes:
            node.wrong(f"names {fewer} minutes after {minutes}: the longest time comes first")
        elif less > percent:
            node.wrong(
                f"gives back {less} % at {fewer} minutes, more than {percent} % at {minutes}"
            )
    return steps


def _step(node: Node) -> tuple[int, int]:
    parts = node.elements()
    if len(parts) != 2:
        if isinstance(node.value, list):
            node.wrong("must be [minutes before the start, percent that comes back]")
        return (0, 0)
    return whole(parts[0], 0, _LONGEST), whole(parts[1], 0, 100)
