"""A narrow sheet, as wide as a phone shows legibly, on which two languages stand side by side."""

from collections.abc import Sequence
from datetime import datetime

from bot.paper import Direction, Paper, Side

_WIDTH, _HEIGHT, _MARGIN = 105.0, 175.0, 8.0
_INNER = _WIDTH - 2 * _MARGIN
_LOWEST = _HEIGHT - _MARGIN
_QR = 34.0
_GREY = (160, 160, 160)


class Sheet:
    """Pages that are written from the top."""

    def __init__(self, made_at: datetime) -> None:
        self._paper = Paper(_WIDTH, _HEIGHT, made_at)
        self._y = _MARGIN

    def page(self) -> None:
        self._paper.page()
        self._y = _MARGIN

    def heading(self, arabic: str, english: str, size: float = 12) -> None:
        """Arabic above, English below, both in the middle."""
        self._middle(arabic, "rtl", size, bold=True)
        if english != arabic:
            self._middle(english, "ltr", size - 2, bold=True)

    def note(self, arabic: str, english: str) -> None:
        self._middle(arabic, "rtl", 8)
        if english != arabic:
            self._middle(english, "ltr", 8)

    def fact(self, arabic: str, value: str, english: str) -> None:
        """A value between its two labels; it is read from the left, as numbers and dates are."""
        self._columns(arabic, value, english, (32, 36, 32))

    def sum(self, arabic: str, amount: str, english: str, *, bold: bool = False) -> None:
        """An amount between what it is for, in both languages."""
        self._columns(arabic, amount, english, (39, 22, 39), bold=bold)

    def rule(self) -> None:
        """A line across."""
        y = self._y + 1.2
        self._paper.line((_MARGIN, y), (_WIDTH - _MARGIN, y), _GREY)
        self._y = y + 1.2

    def qr(self, text: str) -> None:
        self._have_room(_QR + 1)
        self._paper.code(text, ((_WIDTH - _QR) / 2, self._y + 1), _QR)
        self._y += _QR + 1

    def finish(self) -> bytes:
        return self._paper.document()

    def _columns(
        self,
        arabic: str,
        middle: str,
        english: str,
        shares: tuple[int, int, int],
        *,
        bold: bool = False,
    ) -> None:
        """Texts beside each other, each in as many lines as it needs."""
        columns: Sequence[tuple[str, Direction, Side]] = (
            (english, "ltr", "left"),
            (middle, "ltr", "center"),
            (arabic, "rtl", "right"),
        )
        self._have_room(15)
        lowest, x = self._y, _MARGIN
        for (text, direction, side), share in zip(columns, shares, strict=True):
            at = (x, self._y, _INNER * share / 100)
            ends = self._paper.write(text, at, direction, side, 8.5, bold=bold)
            lowest, x = max(lowest, ends), x + at[2]
        self._y = lowest + 0.6

    def _middle(self, text: str, direction: Direction, size: float, *, bold: bool = False) -> None:
        at = (_MARGIN, self._y, _INNER)
        self._y = self._paper.write(text, at, direction, "center", size, bold=bold)

    def _have_room(self, height: float) -> None:
        """Go on at the top of another page where this one ends."""
        if self._y + height > _LOWEST:
            self.page()
