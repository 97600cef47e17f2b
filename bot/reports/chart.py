"""A report as a picture: a bar for each day, and a table of who brought in what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from booking.salon import LocalName
from bot.conversation.screen import msg
from bot.paper import Color, Direction, Paper, Side
from bot.wording.localization import Localization
from payments.report import Figures, Report

_WIDTH, _MARGIN, _INNER = 110.0, 8.0, 94.0
_BARS_AT, _BARS_HIGH, _ROW = 26.0, 42.0, 6.5
_TAKINGS: Color = (20, 110, 120)
_REFUNDS: Color = (200, 80, 60)
_GREY: Color = (160, 160, 160)
_MOST_LABELS = 11
_SHARES = (25, 18, 17, 19, 21)  # percent of the width: names, then sums


@dataclass(frozen=True, slots=True)
class Chart:
    """Mirrored as a whole where the language runs from right to left."""

    title: LocalName
    names: Mapping[int, LocalName]
    words: Localization
    made_at: datetime

    def draw(self, report: Report) -> bytes:
        """As a PNG."""
        staff = report.by_staff
        below = _BARS_AT + _BARS_HIGH + 14
        paper = Paper(_WIDTH, below + (len(staff) + 2) * _ROW + _MARGIN + 8, self.made_at)
        paper.page()
        self._heading(paper, report)
        self._bars(paper, report)
        self._table(paper, report, staff, below)
        return paper.picture()

    def _heading(self, paper: Paper, report: Report) -> None:
        at = (_MARGIN, _MARGIN, _INNER)
        name = self.title.in_(self.words.language)
        below = paper.write(name, at, self._direction, "center", 12, bold=True)
        days = msg(
            "{first} to {last}, in {currency}",
            first=f"{report.first:%Y-%m-%d}",
            last=f"{report.last:%Y-%m-%d}",
            currency=report.currency,
        )
        at = (_MARGIN, below, _INNER)
        paper.write(self.words.say(days), at, self._direction, "center", 8.5)

    def _bars(self, paper: Paper, report: Report) -> None:
        """Takings upwards, what went back upwards in front of them."""
        days = _days(report)
        found = report.by_day
        highest = max((max(one.takings, one.refunds) for one in found.values()), default=0)
        base, width = _BARS_AT + _BARS_HIGH, _INNER / len(days)
        for number, day in enumerate(days):
            figures = found.get(day, Figures())
            x = self._across(number * width, width)
            for minor, color, share in (
                (figures.takings, _TAKINGS, 0.8),
                (figures.refunds, _REFUNDS, 0.4),
            ):
                high = _BARS_HIGH * max(minor, 0) / highest if highest else 0
                paper.box((x + width * 0.1, base - high), (width * share, high), color)
            if number % -(-len(days) // _MOST_LABELS) == 0:
                at = (x + width / 2 - 5, base + 1, 10.0)
                paper.write(f"{day.day}", at, "ltr", "center", 7)
        paper.line((_MARGIN, base), (_MARGIN + _INNER, base), _GREY)
        if highest:
            paper.line((_MARGIN, _BARS_AT), (_MARGIN + _INNER, _BARS_AT), _GREY)
            at = (_MARGIN, _BARS_AT - 3.6, _INNER)
            paper.write(_sum(report, highest), at, "ltr", self._start, 7)

    def _table(self, paper: Paper, report: Report, staff: Mapping[int, Figures], y: float) -> None:
        say = self.words.say
        heads = (msg("Takings"), msg("Refunds"), msg("Deposits kept"), msg("Outstanding"))
        self._row(paper, y, ("", *(say(head) for head in heads)), bold=True)
        for color, column in ((_TAKINGS, 1), (_REFUNDS, 2)):
            left = self._across(_before(column), _share(column))
            paper.box((left + 1, y - 1.4), (_share(column) - 2, 1), color)
        y += _ROW + 2
        for staff_id, figures in staff.items():
            name = self.names[staff_id].in_(self.words.language)
            self._row(paper, y, (name, *_sums(report, figures)))
            y += _ROW
        paper.line((_MARGIN, y), (_MARGIN + _INNER, y), _GREY)
        self._row(paper, y + 0.5, (say(msg("Total")), *_sums(report, report.total)), bold=True)

    def _row(self, paper: Paper, y: float, texts: Sequence[str], *, bold: bool = False) -> None:
        end: Side = "right" if self._start == "left" else "left"
        for column, text in enumerate(texts):
            x = self._across(_before(column), _share(column))
            side = self._start if column == 0 else end
            paper.write(text, (x, y, _share(column)), self._direction, side, 7.5, bold=bold)

    def _across(self, from_start: float, width: float) -> float:
        """Where something begins on the paper that begins so far from the reader's start."""
        if self._direction == "ltr":
            return _MARGIN + from_start
        return _MARGIN + _INNER - from_start - width

    @property
    def _direction(self) -> Direction:
        return "rtl" if self.words.language == "ar" else "ltr"

    @property
    def _start(self) -> Side:
        return "right" if self.words.language == "ar" else "left"


def _days(report: Report) -> Sequence[date]:
    first, last = report.first.toordinal(), report.last.toordinal()
    return [date.fromordinal(day) for day in range(first, last + 1)]


def _share(column: int) -> float:
    return _INNER * _SHARES[column] / 100


def _before(column: int) -> float:
    return sum(_share(one) for one in range(column))


def _sums(report: Report, figures: Figures) -> Sequence[str]:
    minors = (figures.takings, figures.refunds, figures.kept, figures.outstanding)
    return [_sum(report, minor) for minor in minors]


def _sum(report: Report, minor: int) -> str:
    amount = report.money(minor).amount
    return f"{amount:,f}" if amount != amount.to_integral_value() else f"{amount:,.0f}"
