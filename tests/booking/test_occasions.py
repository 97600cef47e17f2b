"""Ramadan, public holidays and prayers, known years ahead without asking anybody."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from booking.catalog import Catalog
from booking.instants import instant_of
from booking.plan import Prayers, Season, WeeklyHours
from booking.public_holidays import is_public_holiday
from booking.schedule import staff_open
from booking.sky import PRAYERS, hijri_of, is_ramadan, prayer_times
from tests.booking.catalogues import changed, imported, problems
from tests.booking.scenario.situation import Names, Situation, ZoneInfo

RIYADH = ZoneInfo("Asia/Riyadh")
PLACE = (24.7136, 46.6753)


def salon(**rules):
    given = {"tz": "Asia/Riyadh", "hours": "10:00-18:00"}
    return replace(Situation(given, Names()).salon, **rules)


def opened(salon, day, member=None):
    """The open spans that begin on this day, by the salon's clock."""
    spans = staff_open(salon, member or salon.staff[0], day, day)
    local = [[instant_of(edge).astimezone(RIYADH) for edge in span] for span in spans]
    return [f"{start:%H:%M}-{end:%H:%M}" for start, end in local if start.date() == day]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2025, 3, 1), date(2025, 3, 29)),
        (date(2026, 2, 18), date(2026, 3, 19)),
        (date(2030, 1, 5), date(2030, 2, 3)),
        (date(2030, 12, 26), date(2031, 1, 23)),
    ],
)
def test_ramadan_is_that_of_the_calendar_of_umm_al_qura(first, last):
    day = timedelta(days=1)
    assert not is_ramadan(first - day)
    assert is_ramadan(first)
    assert is_ramadan(last)
    assert not is_ramadan(last + day)


def test_ramadan_begins_later_where_the_moon_was_seen_later():
    assert not is_ramadan(date(2025, 3, 1), begins_later=1)
    assert is_ramadan(date(2025, 3, 30), ends_later=1)


def test_a_season_of_ramadan_has_its_hours_every_year():
    hours = WeeklyHours((((20 * 60, 26 * 60),),) * 7)
    plain = salon()
    season = Season(date.min, date.max, hours, ramadan=(0, 0))
    member = replace(plain.staff[0], plan=replace(plain.plan, seasons=(season,)))
    assert opened(plain, date(2025, 3, 29), member) == ["20:00-02:00"]
    assert opened(plain, date(2025, 3, 30), member) == ["10:00-18:00"]
    assert opened(plain, date(2026, 3, 19), member) == ["20:00-02:00"]


def test_public_holidays_are_those_of_the_country_but_for_those_worked():
    assert is_public_holiday(date(2027, 9, 23), "SA", frozenset())
    assert not is_public_holiday(date(2027, 9, 23), "SA", frozenset({"National Day"}))
    assert not is_public_holiday(date(2027, 9, 22), "SA", frozenset())


def test_of_two_holidays_on_one_day_both_must_be_worked():
    both = date(2048, 9, 23)
    assert is_public_holiday(both, "SA", frozenset({"Eid al-Adha"}))
    assert is_public_holiday(both, "SA", frozenset({"National Day"}))
    assert not is_public_holiday(both, "SA", frozenset({"Eid al-Adha", "National Day"}))


@pytest.mark.parametrize(
    ("day", "method", "minutes"),
    [
        (date(2027, 2, 7), "umm_al_qura", 90),
        (date(2027, 2, 8), "umm_al_qura", 120),
        (date(2027, 3, 9), "umm_al_qura", 90),
    ],
)
def test_isha_is_half_an_hour_later_in_ramadan(day, method, minutes):
    *_, maghrib, isha = prayer_times(day, PLACE, method, RIYADH)
    assert isha - maghrib == minutes


def test_other_methods_have_no_later_isha():
    times = [prayer_times(date(2027, 2, day), PLACE, "egyptian", RIYADH)[-1] for day in (7, 8)]
    assert abs(times[1] - times[0]) <= 2


def test_prayers_close_the_salon_on_fridays_for_longer():
    lengths = tuple(20 * (name in ("dhuhr", "asr")) for name in PRAYERS)
    pausing = salon(prayers=Prayers(PLACE, "umm_al_qura", lengths, 60))
    times = prayer_times(date(2027, 3, 1), PLACE, "umm_al_qura", RIYADH)
    assert [f"{at // 60}:{at % 60:02}" for at in times[1:4]] == ["12:06", "15:27", "17:55"]
    assert opened(pausing, date(2027, 3, 1)) == ["10:00-12:06", "12:26-15:27", "15:47-18:00"]
    assert opened(pausing, date(2027, 3, 5)) == ["10:00-12:05", "13:05-15:27", "15:47-18:00"]


async def test_occasions_of_the_file_come_back_from_the_database(database):
    rules = """horizon_days = 45
public_holidays = { country = "SA", open = ["National Day"] }
prayers = { minutes = { dhuhr = 20, isha = 15 }, friday = 45 }
seasons = [{ ramadan = { begins_later = 1 }, hours = { sun = ["20:30-02:00"] } }]
hijri = { begins_later = 1 }
"""
    done = await imported(database, ("horizon_days = 45\n", rules))
    async with database.unit_of_work(done.tenant_id) as work:
        read = await Catalog().salon(work)
    assert (read.holidays.country, read.holidays.worked) == ("SA", {"National Day"})
    assert read.prayers == Prayers(PLACE, "umm_al_qura", (0, 20, 0, 0, 15), 45)
    assert read.plan.seasons[0].ramadan == (1, 0)
    assert read.hijri == 1


@pytest.mark.parametrize(
    ("rule", "kept"), [("hijri = true", 0), ("hijri = false", None), ("", None)]
)
async def test_dates_are_hijri_too_where_the_salon_wants_it(database, rule, kept):
    done = await imported(database, ("horizon_days = 45\n", f"horizon_days = 45\n{rule}\n"))
    async with database.unit_of_work(done.tenant_id) as work:
        assert (await Catalog().salon(work)).hijri == kept


def test_a_day_has_a_hijri_date_as_far_as_the_calendar_is_settled():
    assert hijri_of(date(2025, 3, 1)) == (1446, 9, 1)
    assert hijri_of(date(2025, 3, 1), begins_later=1) == (1446, 8, 29)
    assert hijri_of(date(2025, 3, 1), begins_later=-1) == (1446, 9, 2)
    assert hijri_of(date(2077, 11, 16)) == (1500, 12, 30)
    assert hijri_of(date(2077, 11, 17)) is None


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ('public_holidays = { country = "XX" }', 'salon.public_holidays.country: "XX" is no'),
        (
            'public_holidays = { country = "SA", open = ["Christmas"] }',
            'salon.public_holidays.open[1]: "Christmas" is no public holiday',
        ),
        ('prayers = { method = "mine", minutes = {} }', "salon.prayers.method:"),
        ("prayers = { minutes = { noon = 5 } }", "salon.prayers.minutes.noon:"),
        ("hijri = 1447", "salon.hijri: must be true or false, or a table"),
        ("hijri = { begins_later = 3 }", "salon.hijri.begins_later:"),
        ("seasons = [{ ramadan = 1447, hours = {} }]", "salon.seasons[1].ramadan: must be true"),
    ],
)
def test_a_wrong_occasion_is_named(rule, told):
    found = problems(changed(("horizon_days = 45\n", f"horizon_days = 45\n{rule}\n")))
    assert len(found) == 1, found
    assert found[0].startswith(f"16 {told}"), found
