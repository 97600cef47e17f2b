"""What a correct catalogue file comes to, and files that are wrong as a whole."""

from decimal import Decimal
from pathlib import Path

import pytest

from booking.catalog_file import read_catalogue
from booking.catalog_file.salon_table import DEFAULTS
from booking.money import Money
from booking.salon import WeeklyHours
from tests.booking.catalogues import VALID, catalogue, changed, problems

_SAMPLE = Path(__file__).parents[2] / "sandbox" / "salon.toml"
_RULES = """slot_step = 20
hold_minutes = 10
first_weekday = "sun"
cancel_until = 720
minimum_notice = 90
horizon_days = 45
"""


def sar(minor):
    return Money(minor, "SAR")


def test_a_salon_is_what_its_table_says():
    salon = catalogue().salon
    assert (salon.slug, salon.timezone, salon.currency) == ("noor", "Asia/Riyadh", "SAR")
    assert salon.languages == ("ar", "en")
    assert salon.phone == "+966500000000"
    assert (salon.weekend, salon.first_weekday) == ((4, 5), 6)
    assert (salon.slot_step, salon.hold_minutes) == (20, 10)
    assert (salon.cancel_until, salon.minimum_notice, salon.horizon_days) == (720, 90, 45)


def test_what_the_file_leaves_out_has_a_default():
    given = (('slug = "noor"\n', ""), (_RULES, ""), ('weekend = ["fri", "sat"]\n', ""))
    salon = catalogue(*given).salon
    assert salon.slug == "main"
    assert (salon.weekend, salon.first_weekday) == ((4, 5), 6)
    assert {name: getattr(salon, name) for name in ("slot_step", "hold_minutes")} == {
        "slot_step": 15,
        "hold_minutes": 15,
    }
    assert (salon.cancel_until, salon.minimum_notice, salon.horizon_days) == (1440, 60, 30)
    assert catalogue().staff[1].role == "staff"
    assert catalogue().services[1].buffer_after == 0
    assert set(DEFAULTS) >= {"slug", "weekend", "first_weekday"}


def test_phone_location_categories_and_credentials_may_be_absent():
    start, end = VALID.index("[credentials]"), VALID.index("[[categories]]")
    bare = VALID[:start].replace(VALID[end : VALID.index("[[services]]")], "")
    bare = bare.replace('category = "hair"\n', "").replace('phone = "+966500000000"\n', "")
    bare = "\n".join(line for line in bare.splitlines() if not line.startswith("location"))
    read = read_catalogue(bare, "salon.toml")
    assert (read.salon.phone, read.salon.location, read.categories) == (None, None, ())
    assert read.credentials is None
    assert read.services[0].category is None


def test_names_come_in_the_order_of_the_salons_languages():
    name = catalogue().salon.name
    assert list(name.texts) == ["ar", "en"]
    assert name.in_("fr") == "صالون نور"


def test_a_name_in_a_language_that_the_salon_does_not_speak_is_left_out():
    assert list(catalogue(('["ar", "en"]', '["en"]')).salon.name.texts) == ["en"]


def test_a_phone_number_is_kept_as_e164():
    written = catalogue(('"+966500000000"', '"+966 50 000 0000"'))
    assert written.salon.phone == "+966500000000"


@pytest.mark.parametrize(
    ("span", "minutes"),
    [
        ("10:00-22:00", (600, 1320)),
        ("10:00-24:00", (600, 1440)),
        ("10:00-23:59", (600, 1440)),
        ("10:00-00:00", (600, 1440)),
        ("16:00-02:00", (960, 1560)),
        ("00:00-24:00", (0, 1440)),
        ("23:59-00:30", (1439, 1470)),
    ],
)
def test_an_end_before_the_start_is_on_the_next_day(span, minutes):
    hours = catalogue(('"10:00-23:59"', f'"{span}"')).hours
    assert hours.days[0] == (minutes,)


@pytest.mark.parametrize("span", ["10:00-10:00", "00:00-00:00", "23:59-23:59"])
def test_a_span_that_ends_when_it_starts_is_empty(span):
    assert catalogue(('"10:00-23:59"', f'"{span}"')).hours.days[0] == ()


def test_spans_may_touch_within_a_day_and_across_midnight():
    hours = catalogue(('"16:00-22:00"', '"14:00-10:00"')).hours
    assert hours.days[6] == ((600, 840), (840, 2040))
    assert hours.days[0] == ((600, 1440),)


def test_a_staff_members_own_hours_are_the_whole_week():
    sara, huda = catalogue().staff
    assert sara.hours == WeeklyHours(((),) * 6 + (((720, 1200),),))
    assert huda.hours is None


def test_own_hours_without_a_day_are_a_week_off():
    idle = catalogue(('hours = { sun = ["12:00-20:00"] }', "hours = {}"))
    assert idle.staff[0].hours == WeeklyHours(((),) * 7)


@pytest.mark.parametrize(
    ("price", "deposit", "due"),
    [
        ("115.00", "50.00", 5000),
        ("115.00", "1", 100),
        ("115.00", "full", 11500),
        ("115.00", "115.00", 11500),
        ("115.01", "50%", 5751),
        ("115.00", "0.8696%", 100),
        ("115.50", "12.5%", 1444),
        ("2.00", "50%", 100),
    ],
)
def test_a_deposit_is_a_sum_or_a_share_rounded_half_up(price, deposit, due):
    service = catalogue(('"115.00"', f'"{price}"'), ('"50.00"', f'"{deposit}"')).services[0]
    share = service.rules.get("deposit_percent")
    asked = service.deposit if share is None else service.price.share(Decimal(share))
    assert asked == sar(due)


def test_a_service_may_be_free_and_without_deposit():
    service = catalogue(('"350.50"', '"0"')).services[1]
    assert (service.price, service.deposit) == (sar(0), None)


def test_the_currency_says_how_many_decimals_there_are():
    dinars = catalogue(('"SAR"', '"KWD"'), ('"115.00"', '"115.125"'))
    assert dinars.services[0].price == Money(115125, "KWD")
    assert problems(changed(('"SAR"', '"JPY"'))) == [
        '35 services[haircut].price: "115.00" has too many decimals: JPY has 0',
        '36 services[haircut].deposit: "50.00" has too many decimals: JPY has 0',
        '44 services[color].price: "350.50" has too many decimals: JPY has 0',
    ]


def test_work_and_buffers_of_36_hours_are_the_most():
    service = catalogue(("minutes = 90", "minutes = 1440\nbuffer_before = 720")).services[1]
    assert service.minutes + service.buffer_before == 36 * 60


def test_credentials_are_kept_aside_and_out_of_sight():
    read = catalogue()
    assert read.credentials == {
        "telegram_bot_token": "42:secret",
        "twilio_whatsapp_number": "+966500000009",
    }
    assert "42:secret" not in repr(read)


def test_a_problem_repeats_no_secret():
    (told,) = problems(changed(('"42:secret"', r'"42:\nsecret"')))
    assert "secret" not in told


def test_all_problems_come_at_once_by_line():
    wrong = changed(('"SAR"', '"SRA"'), ("horizon_days = 45", "horizon_days = 0"), ("1001", "-1"))
    assert [told.split(":")[0] for told in problems(wrong)] == [
        "5 salon.currency",
        "15 salon.horizon_days",
        "51 staff[sara].telegram_id",
    ]


def test_an_empty_file_lacks_its_tables():
    assert [told.split(": it must")[0] for told in problems("")] == [
        f"1 {table}: is missing" for table in ("salon", "services", "staff", "hours")
    ]


@pytest.mark.parametrize("table", ["services", "staff"])
def test_at_least_one_is_needed(table):
    before = VALID[: VALID.index("[[services]]")]
    told = problems(f"{table} = []\n{before}")
    assert f"1 {table}: must have at least one entry, under [[{table}]]" in told


@pytest.mark.parametrize("value", ["3", '"x"', "[1]", "{ x = 1 }", "[[]]"])
@pytest.mark.parametrize(
    "table", ["salon", "hours", "categories", "services", "staff", "credentials"]
)
def test_anything_else_in_the_place_of_a_table_is_a_problem(table, value):
    assert any(told.startswith(f"1 {table}") for told in problems(f"{table} = {value}"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[salon]\nslug = \n", "2: is not TOML: Invalid value"),
        ('[salon]\nslug = "a"\nslug = "b"\n', "3: is not TOML: Cannot overwrite a value"),
        ("[salon]\nslug", "2: is not TOML: Expected '=' after a key in a key/value pair"),
        ('[salon]\nslug = "a', "2: is not TOML: Unterminated string"),
        ("a = " + "[" * 5000, "1: is nested too deeply"),
        ("a = " + "9" * 5000, "1: is not TOML: "),
    ],
)
def test_what_is_not_toml_is_told_with_its_line(text, told):
    (problem,) = problems(text)
    assert problem.startswith(told)


def test_a_mark_of_byte_order_is_no_problem():
    assert read_catalogue("\ufeff" + VALID, "salon.toml") == catalogue()


def test_windows_lines_count_the_same():
    wrong = changed(("horizon_days = 45", "horizon_days = 0")).replace("\n", "\r\n")
    assert problems(wrong)[0].startswith("15 salon.horizon_days")


def test_the_sample_salon_is_a_correct_catalogue():
    sample = read_catalogue(_SAMPLE.read_text(), str(_SAMPLE))
    assert (len(sample.categories), len(sample.services), len(sample.staff)) == (2, 5, 3)
    assert {member.telegram_id for member in sample.staff} == {1001, 1002, None}
