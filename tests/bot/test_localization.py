"""Dates in words, in one calendar or in both."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.conversation.screen import Briefly, HijriDay, PlainDay, msg, shown
from bot.wording.localization import Wording

RIYADH = ZoneInfo("Asia/Riyadh")
WORDING = Wording.load()
DAY = date(2027, 3, 2)
EVENING = datetime(2027, 3, 2, 21, 30, tzinfo=UTC)  # after midnight in Riyadh


def words(language, hijri=None):
    return WORDING.in_(language, RIYADH, hijri)


@pytest.mark.parametrize(
    ("language", "hijri", "said"),
    [
        ("en", None, "Tuesday 2 March"),
        ("en", 0, "Tuesday 2 March (23 Ramadan)"),
        ("en", 1, "Tuesday 2 March (22 Ramadan)"),
        ("ar", None, "الثلاثاء 2 مارس"),
        ("ar", 0, "الثلاثاء 2 مارس (23 رمضان)"),
    ],
)
def test_a_day_has_its_hijri_date_beside_it_where_that_is_wanted(language, hijri, said):
    assert words(language, hijri).say(shown(DAY)) == said


def test_a_moment_has_the_date_of_the_salons_clock():
    moment = msg("When: {moment}", moment=EVENING)
    assert words("en", 0).say(moment) == "When: Wednesday 3 March (24 Ramadan), 12:30 AM"
    assert words("ar", 0).say(moment) == "الموعد: الأربعاء 3 مارس (24 رمضان)، 12:30 ص"


def test_what_can_be_tapped_has_one_calendar():
    assert words("en", 0).say(shown(PlainDay(DAY))) == "Tuesday 2 March"
    assert words("en", 0).say(shown(HijriDay(DAY))) == "23 Ramadan"
    assert words("en", 0).say(shown(Briefly(EVENING))) == "Wed 3 Mar, 12:30 AM"


def test_a_day_beyond_the_settled_hijri_years_is_gregorian_alone():
    assert words("en", 0).say(shown(date(2080, 1, 1))) == "Monday 1 January"


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_month_has_a_name_that_fits_below_a_row(language, month):
    said = words(language, 0).say(shown(HijriDay(date(2027, month, 1))))
    assert 4 < len(said) <= 21
