"""What came in, went back, was kept and is still to come, by day and by who did it; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from booking.money import Money
from booking.terms import over_lines
from payments.books import Entry, add_up


@dataclass(frozen=True, slots=True)
class Figures:
    """In minor units of the report's currency."""

    takings: int = 0  # on the day on which it came
    refunds: int = 0  # on the day on which it went back
    kept: int = 0  # of visits that did not take place, on the day of the visit
    outstanding: int = 0  # of visits that do, as far as written down, on the day of the visit

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.takings + other.takings,
            self.refunds + other.refunds,
            self.kept + other.kept,
            self.outstanding + other.outstanding,
        )


Weights = Sequence[tuple[int, Money]]  # the staff of a visit, and the prices of what each did
Rows = dict[tuple[date, int], Figures]  # by day and staff member


@dataclass(frozen=True, slots=True)
class Report:
    """The days from `first` to `last`, both included, as the salon's clock counts them."""

    first: date
    last: date
    currency: str
    rows: Mapping[tuple[date, int], Figures]

    @property
    def by_day(self) -> Mapping[date, Figures]:
        days: dict[date, Figures] = {}
        for (day, _), figures in sorted(self.rows.items()):
            days[day] = days.get(day, Figures()) + figures
        return days

    @property
    def by_staff(self) -> Mapping[int, Figures]:
        staff: dict[int, Figures] = {}
        for (_, member), figures in self.rows.items():
            staff[member] = staff.get(member, Figures()) + figures
        return staff

    @property
    def total(self) -> Figures:
        return sum(self.rows.values(), Figures())

    def money(self, minor: int) -> Money:
        return Money(minor, self.currency)


def movements(entries: Sequence[Entry], currency: str) -> Iterable[tuple[Entry, Figures]]:
    """What each entry of one payment changed about the money that came and went, in order."""
    before = add_up((), currency)
    for number, entry in enumerate(entries, 1):
        after = add_up(entries[:number], currency)
        yield (
            entry,
            Figures(
                takings=(after.received - before.received).minor,
                refunds=(after.refunded - before.refunded).minor,
            ),
        )
        before = after


def shared(figures: Figures, weights: Weights) -> Iterable[tuple[int, Figures]]:
    """The figures of one visit, by who did it; they add up."""
    prices = [price for _, price in weights]
    if not any(prices):
        prices = [Money(1, price.currency) for price in prices]
    columns = [
        over_lines(Money(minor, prices[0].currency), prices)
        for minor in (figures.takings, figures.refunds, figures.kept, figures.outstanding)
    ]
    for (staff_id, _), parts in zip(weights, zip(*columns, strict=True), strict=True):
        yield staff_id, Figures(*(part.minor for part in parts))


def add(rows: Rows, day: date, figures: Figures, weights: Weights) -> None:
    for staff_id, part in shared(figures, weights):
        if part != Figures():
            rows[day, staff_id] = rows.get((day, staff_id), Figures()) + part
