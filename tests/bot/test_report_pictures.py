"""A report as a table and as a picture, which is mirrored where one reads from the right."""

import csv
import io
from datetime import UTC, date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from PIL import Image

from booking.salon import LocalName
from bot.reports.chart import Chart
from bot.reports.csv_table import as_csv
from bot.reports.making import Material
from bot.wording.localization import Wording
from payments.report import Figures, Report

REPORT = Report(
    date(2027, 3, 1),
    date(2027, 3, 10),
    "SAR",
    {
        (date(2027, 3, 1), 1): Figures(takings=123450, refunds=5000),
        (date(2027, 3, 2), 2): Figures(kept=5000, outstanding=18005),
    },
)
NAMES = {
    1: LocalName({"ar": "سارة", "en": "Sara"}),
    2: LocalName({"ar": "هدى عبدالرحمن", "en": "Huda"}),
}
TEAL = (20, 110, 120)


def draw(language, report=REPORT):
    words = Wording.load().in_(language, ZoneInfo("Asia/Riyadh"))
    title = LocalName({"ar": "صالون نور", "en": "Noor Salon"})
    drawn = Chart(title, NAMES, words, datetime(2027, 3, 11, tzinfo=UTC)).draw(report)
    return Image.open(io.BytesIO(drawn)).convert("RGB")


def bars(picture):
    """The columns of the picture's upper half in which a bar of takings stands."""
    middle = picture.height // 3
    return [x for x in range(picture.width) if picture.getpixel((x, middle)) == TEAL]


def test_the_bar_of_a_day_stands_where_the_reader_looks_for_it():
    english, arabic = draw("en"), draw("ar")
    assert 0 < max(bars(english)) < english.width / 4
    assert arabic.width * 3 / 4 < min(bars(arabic))


def test_days_without_money_are_drawn_without_bars():
    empty = Report(REPORT.first, REPORT.last, "SAR", {})
    assert bars(draw("en", empty)) == []


def test_the_table_has_a_row_for_each_day_and_staff_member():
    salon = SimpleNamespace(slug="main")
    table = as_csv(Material(salon, REPORT, NAMES, {1: "sara", 2: "huda"})).decode()
    sara, huda = csv.DictReader(io.StringIO(table))
    assert (sara["day"], sara["staff"], sara["takings"]) == ("2027-03-01", "sara", "1234.50")
    assert (huda["refunds"], huda["deposits_kept"], huda["outstanding"]) == (
        *("0.00", "50.00", "180.05"),
    )
