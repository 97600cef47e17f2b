"""A sheet of paper on which Arabic and English stand side by side."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Literal

import segno
from fpdf import FPDF
from fpdf.enums import Align, XPos, YPos

FONTS = Path(__file__).parent.parent / "fonts"
_FAMILY = "salon"
_WIDTH, _HEIGHT, _MARGIN = 105.0, 175.0, 8.0  # mm: as wide as a phone shows legibly
_INNER = _WIDTH - 2 * _MARGIN
_QR = 34.0
_Direction = Literal["ltr", "rtl"]


class Sheet:
    """Pages that are written from the top; the same words make the same bytes."""

    def __init__(self, made_at: datetime) -> None:
        self._pdf = FPDF(format=(_WIDTH, _HEIGHT))
        self._pdf.set_creation_date(made_at)
        self._pdf.set_margin(_MARGIN)
        self._pdf.c_margin = 0.6
        self._pdf.set_auto_page_break(auto=True, margin=_MARGIN)
        for style, weight in (("", "Regular"), ("B", "Bold")):
            self._pdf.add_font(_FAMILY, style, FONTS / f"SalonSans-{weight}.ttf")

    def page(self) -> None:
        self._pdf.add_page()

    def heading(self, arabic: str, english: str, size: float = 12) -> None:
        """Arabic above, English below, both in the middle."""
        self._line(arabic, "rtl", Align.C, size, bold=True)
        if english != arabic:
            self._line(english, "ltr", Align.C, size - 2, bold=True)

    def note(self, arabic: str, english: str) -> None:
        self._line(arabic, "rtl", Align.C, 8)
        if english != arabic:
            self._line(english, "ltr", Align.C, 8)

    def fact(self, arabic: str, value: str, english: str) -> None:
        """A value between its two labels; it is read from the left, as numbers and dates are."""
        self._columns(arabic, value, english, (32, 36, 32))

    def sum(self, arabic: str, amount: str, english: str, *, bold: bool = False) -> None:
        """An amount between what it is for, in both languages."""
        self._columns(arabic, amount, english, (39, 22, 39), bold=bold)

    def rule(self) -> None:
        """A line across."""
        y = self._pdf.get_y() + 1.2
        self._pdf.set_draw_color(160)
        self._pdf.line(_MARGIN, y, _WIDTH - _MARGIN, y)
        self._pdf.set_y(y + 1.2)

    def qr(self, text: str) -> None:
        picture = BytesIO()
        segno.make_qr(text, error="m").save(picture, kind="png", scale=8, border=4)
        self._pdf.ln(1)
        self._pdf.image(picture, x=(_WIDTH - _QR) / 2, w=_QR, h=_QR)

    def finish(self) -> bytes:
        return bytes(self._pdf.output())

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
        columns: Sequence[tuple[str, _Direction, Align]] = (
            (english, "ltr", Align.L),
            (middle, "ltr", Align.C),
            (arabic, "rtl", Align.R),
        )
        top = lowest = self._pdf.get_y()
        x = _MARGIN
        for (text, direction, align), share in zip(columns, shares, strict=True):
            width = _INNER * share / 100
            self._speak(direction, 8.5, bold=bold)
            self._pdf.set_xy(x, top)
            self._pdf.multi_cell(
                width, 4.6, text, align=align, padding=0, new_x=XPos.RIGHT, new_y=YPos.NEXT
            )
            lowest, x = max(lowest, self._pdf.get_y()), x + width
        self._pdf.set_xy(_MARGIN, lowest + 0.6)

    def _line(
        self, text: str, direction: _Direction, align: Align, size: float, *, bold: bool = False
    ) -> None:
        self._speak(direction, size, bold=bold)
        self._pdf.multi_cell(
            _INNER, size * 0.5, text, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )

    def _speak(self, direction: _Direction, size: float, *, bold: bool) -> None:
        self._pdf.set_font(_FAMILY, "B" if bold else "", size)
        self._pdf.set_text_shaping(use_shaping_engine=True, direction=direction)
