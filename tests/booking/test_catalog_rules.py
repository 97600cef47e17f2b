"""The rules of a catalogue file come back from the database as the engine's values."""

from datetime import date, timedelta

import pytest

from booking.catalog import Catalog
from booking.horizon import Horizon
from booking.limits import Limit, Per
from booking.plan import Pause, Season, Trip
from booking.salon import LocalName, Seller, ZoneInfo
from tests.booking.catalogues import changed, imported, problems

_SALON = """horizon_days = 45
horizon = "business_days"
closures = ["2027-09-23", ["2027-03-09", "2027-03-12"]]
pauses = [
    { weekdays = ["fri"], at = "12:00", minutes = 45 },
    { day = 2027-03-01, at = "15:00", minutes = 10 },
]
resources = { chair = 2 }
limits = [
    { per = "customer", week = 2 },
    { per = "team", services = ["color"], day = 90, minutes = true },
]
no_gaps = true
any_staff = "last"
max_holds = 1
cancel_steps = [[1440, 100], [360, 50]]
vat_number = "310122393500003"
legal_name = { ar = "مؤسسة نور", en = "Noor Est." }
einvoice_phase = 2
overrides = { "2027-03-07" = ["09:00-11:00"] }
[[salon.seasons]]
from = "2027-02-08"
to = "2027-03-08"
hours = { sun = ["20:30-02:00"] }
cancel_steps = []
"""
_SERVICE = """minutes = 90
slot_step = 30
minimum_notice = 1440
horizon_days = 10
dates = ["2027-01-01", "2027-12-31"]
hours = { sun = ["12:00-18:00"] }
processing = [30, 75]
uses = ["chair"]
preferred = "huda"
"""
_STAFF = """hours = { sun = ["12:00-20:00"] }
breaks = { sun = ["15:00-15:30"] }
days_off = ["2027-03-08"]
timezone = "Asia/Dubai"
trips = [{ from = "2027-06-01", timezone = "Europe/Berlin" }]
"""


@pytest.fixture
async def salon(database):
    done = await imported(
        database,
        ("horizon_days = 45\n", _SALON),
        ("minutes = 90\n", _SERVICE),
        ('hours = { sun = ["12:00-20:00"] }\n', _STAFF),
    )
    async with database.unit_of_work(done.tenant_id) as work:
        return await Catalog().salon(work)


async def test_the_rules_of_a_salon(salon):
    color = salon.services[1]
    assert salon.horizon == Horizon(days=45, business=True)
    assert salon.closures == (
        (date(2027, 9, 23), date(2027, 9, 23)),
        (date(2027, 3, 9), date(2027, 3, 12)),
    )
    assert salon.pauses == (
        Pause(720, 45, frozenset({4})),
        Pause(900, 10, day=date(2027, 3, 1)),
    )
    assert [(one.name, len(one.units)) for one in salon.resources] == [("chair", 2)]
    assert salon.limits == (
        Limit(Per.CUSTOMER, week=2),
        Limit(Per.TEAM, day=90, minutes=True, services=frozenset({color.id})),
    )
    assert (salon.no_gaps, salon.choose, salon.max_holds) == (True, "last", 1)
    assert salon.terms == ((1440, 100), (360, 50))
    name = LocalName({"ar": "مؤسسة نور", "en": "Noor Est."})
    assert salon.seller == Seller("310122393500003", name, einvoice_phase=2)
    assert salon.plan.overrides == {date(2027, 3, 7): ((540, 660),)}
    hours = ((),) * 6 + (((1230, 1560),),)
    season = salon.plan.seasons[0]
    assert (season.hours.days, season.terms) == (hours, ())
    assert season == Season(date(2027, 2, 8), date(2027, 3, 8), season.hours, ())


async def test_the_rules_of_a_service(salon):
    color = salon.services[1]
    assert color.step == timedelta(minutes=30)
    assert color.notice == timedelta(days=1)
    assert color.horizon == Horizon(days=10, business=True)
    assert color.dates == (date(2027, 1, 1), date(2027, 12, 31))
    assert color.hours.days[6] == ((720, 1080),)
    assert color.processing == (30, 75)
    assert color.uses == ("chair",)
    assert color.preferred == salon.staff[1].id


async def test_a_service_counts_its_horizon_as_the_salon_does(database):
    done = await imported(
        database,
        ("horizon_days = 45\n", 'horizon_days = 45\nhorizon = "open_days"\n'),
        ("minutes = 90\n", "minutes = 90\nhorizon_days = 10\n"),
    )
    async with database.unit_of_work(done.tenant_id) as work:
        salon = await Catalog().salon(work)
    assert salon.services[1].horizon == Horizon(open_days=10)


async def test_the_rules_of_a_staff_member(salon):
    plan = salon.staff[0].plan
    assert [member.name.in_("en") for member in salon.staff] == ["Sara", "Huda"]
    assert plan.breaks.days[6] == ((900, 930),)
    assert plan.days_off == ((date(2027, 3, 8), date(2027, 3, 8)),)
    assert plan.zone == ZoneInfo("Asia/Dubai")
    assert plan.trips == (Trip(date(2027, 6, 1), None, ZoneInfo("Europe/Berlin")),)


async def test_a_file_with_rules_imported_again_changes_nothing(database, salon):
    again = await imported(
        database,
        ("horizon_days = 45\n", _SALON),
        ("minutes = 90\n", _SERVICE),
        ('hours = { sun = ["12:00-20:00"] }\n', _STAFF),
    )
    assert not again.changed


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ('closures = ["2027-13-01"]', 'salon.closures[1]: must be a day such as "2026-09-23"'),
        ('closures = [["2027-03-02", "2027-03-01"]]', "salon.closures[1]: ends on"),
        ('closures = [["2027-03-02"]]', "salon.closures[1]: must be the first and the last day"),
        ('overrides = { "monday" = [] }', "salon.overrides.monday: must be a day"),
        (
            'overrides = { "2027-03-02" = ["10:00-12:00", "11:00-13:00"] }',
            "salon.overrides.2027-03-02: 10:00-12:00 and 11:00-13:00 overlap",
        ),
        ('pauses = [{ at = "12:00", minutes = 5 }]', "salon.pauses[1]: must have either"),
        (
            'pauses = [{ weekdays = ["fri"], at = "25:00", minutes = 5 }]',
            'salon.pauses[1].at: must be a time such as "12:30"',
        ),
        ("resources = { chair = 0 }", "salon.resources.chair: is 0, but must be"),
        (
            'limits = [{ per = "customer", week = 3, month = 2 }]',
            "salon.limits[1]: allows less in a longer time",
        ),
        ('limits = [{ per = "customer" }]', "salon.limits[1]: limits nothing"),
        ('limits = [{ per = "team", day = 1 }]', "salon.limits[1]: must name services"),
        ('limits = [{ per = "nobody", day = 1 }]', "salon.limits[1].per:"),
        ("cancel_steps = [[360, 50], [1440, 100]]", "salon.cancel_steps: names 1440 minutes"),
        ("cancel_steps = [[1440, 50], [360, 100]]", "salon.cancel_steps: gives back 100 %"),
        ("cancel_steps = [[1440, 101]]", "salon.cancel_steps[1][2]: is 101"),
        ("cancel_steps = [[1440]]", "salon.cancel_steps[1]: must be [minutes"),
        ('no_gaps = "yes"', "salon.no_gaps: must be true or false"),
        ('any_staff = "best"', "salon.any_staff:"),
        (
            'seasons = [{ from = "2027-03-01", to = "2027-03-02" }]',
            "salon.seasons[1]: changes nothing",
        ),
        (
            'seasons = [{ from = "2027-03-01", to = "2027-03-09", hours = {} },'
            ' { from = "2027-03-09", to = "2027-03-10", hours = {} }]',
            "salon.seasons[2]: begins on 2027-03-09, before the season until 2027-03-09 is over",
        ),
    ],
)
def test_a_wrong_rule_of_the_salon_is_named(rule, told):
    found = problems(changed(("horizon_days = 45\n", f"horizon_days = 45\n{rule}\n")))
    assert len(found) == 1
    assert found[0].startswith(f"16 {told}"), found


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("slot_step = 0", "slot_step: is 0"),
        ('uses = ["laser"]', "uses[1]:"),
        ("processing = [30, 90]", "processing: must begin before it ends"),
        ("processing = [30]", "processing: must be [from, to]"),
        ('required = ["nobody"]', "required[1]:"),
        ('dates = ["2027-03-02", "2027-03-01"]', "dates: ends on"),
        ('overrides = { "2027-03-02" = [] }', " has overrides or seasons"),
    ],
)
def test_a_wrong_rule_of_a_service_is_named(rule, told):
    found = problems(changed(("minutes = 90\n", f"minutes = 90\n{rule}\n")))
    assert len(found) == 1, found
    assert (
        f"services[color]{'' if told[0] == ' ' else '.'}{told}".replace("] has", "]: has")
        in (found[0])
    )


def test_who_is_preferred_must_do_the_service():
    found = problems(changed(("minutes = 45\n", 'minutes = 45\npreferred = "huda"\n')))
    assert [problem.partition(" ")[2] for problem in found] == [
        'services[haircut]: names "huda", who does not do it'
    ]


def test_an_open_horizon_is_searched_only_so_far():
    found = problems(changed(("horizon_days = 45\n", 'horizon_days = 62\nhorizon = "open_days"\n')))
    assert "at most 61 open days" in found[0]
