"""What was measured, beside what was promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the table: the values of several runs against a bar."""

    what: str
    values: Sequence[float]
    bar: float
    unit: str = ""
    at_least: bool = False  # else: at most

    @property
    def median(self) -> float:
        return median(self.values)

    @property
    def is_met(self) -> bool:
        return self.median >= self.bar if self.at_least else self.median <= self.bar

    def cells(self) -> tuple[str, str, str, str, str]:
        runs = " ".join(_rounded(value) for value in self.values)
        sign = ">=" if self.at_least else "<="
        bar = f"{sign} {_rounded(self.bar)}{self.unit}"
        verdict = "ok" if self.is_met else "MISSED"
        return self.what, bar, f"{_rounded(self.median)}{self.unit}", runs, verdict


def table(measured: Sequence[Measured]) -> str:
    """All lines as a table in plain text."""
    rows = [("what", "bar", "median", "runs", ""), *(one.cells() for one in measured)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of them does not exceed."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def _rounded(value: float) -> str:
    if value == int(value) or value >= 100:
        return f"{value:.0f}"
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"
