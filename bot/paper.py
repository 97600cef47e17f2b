"""Paper to write and draw on, in any language: as a document (PDF) or as a picture (PNG)."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Literal

import pypdfium2
import segno
from fpdf import FPDF
from fpdf.enums import Align, XPos, YPos

Direction = Literal["ltr", "rtl"]
Side = Literal["left", "center", "right"]
Color = tuple[int, int, int]

_FONTS = Path(__file__).parent / "fonts"
_FAMILY = "salon"
_ALIGN = {"left": Align.L, "center": Align.C, "right": Align.R}
_LINE = 0.19  # mm from one line to the next, for each point of the letters' size
_SCALE = 3.0  # pixels of a picture for each point
_drawing = Lock()  # PDFium draws for one thread at a time


class Paper:
    """Measures are mm from the upper left corner; the same strokes make the same bytes."""

    def __init__(self, width: float, height: float, made_at: datetime) -> None:
        self._pdf = FPDF(format=(width, height))
        self._pdf.set_creation_date(made_at)
        self._pdf.set_auto_page_break(auto=False)
        self._pdf.c_margin = 0.6
        for style, weight in (("", "Regular"), ("B", "Bold")):
            self._pdf.add_font(_FAMILY, style, _FONTS / f"SalonSans-{weight}.ttf")

    def page(self) -> None:
        self._pdf.add_page()

    def write(
        self,
        text: str,
        at: tuple[float, float, float],
        direction: Direction,
        side: Side,
        size: float,
        *,
        bold: bool = False,
    ) -> float:
        """Write at (x, y, width) in as many lines as it needs; where they end below."""
        x, y, width = at
        self._pdf.set_font(_FAMILY, "B" if bold else "", size)
        self._pdf.set_text_shaping(use_shaping_engine=True, direction=direction)
        self._pdf.set_xy(x, y)
        self._pdf.multi_cell(
            width,
            size * _LINE * 2.8,
            text,
            align=_ALIGN[side],
            new_x=XPos.LEFT,
            new_y=YPos.NEXT,
        )
        return float(self._pdf.get_y())

    def line(self, from_: tuple[float, float], to: tuple[float, float], color: Color) -> None:
        self._pdf.set_draw_color(*color)
        self._pdf.line(*from_, *to)

    def box(self, at: tuple[float, float], size: tuple[float, float], color: Color) -> None:
        self._pdf.set_fill_color(*color)
        self._pdf.rect(*at, *size, style="F")

    def code(self, text: str, at: tuple[float, float], size: float) -> None:
        """A QR code with the quiet border that readers need."""
        picture = BytesIO()
        segno.make_qr(text, error="m").save(picture, kind="png", scale=8, border=4)
        self._pdf.image(picture, *at, w=size, h=size)

    def document(self) -> bytes:
        return bytes(self._pdf.output())

    def picture(self) -> bytes:
        """The first page as a PNG."""
        content = BytesIO()
        with _drawing:
            document = pypdfium2.PdfDocument(self.document())
            try:
                document[0].render(scale=_SCALE).to_pil().save(content, "PNG", optimize=True)
            finally:
                document.close()
        return content.getvalue()
