"""On what conditions a service is done: approval, money, and whose price it is."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from booking import policy
from booking.catalog import Catalog
from booking.money import Money
from booking.schedule import staff_open
from tests.booking.catalogues import catalogue, changed, imported, problems

_SALON = """horizon_days = 45
approval_if_sooner = 120
requests_block = false
answer_within = 60
prepay_after = 1
approval_after = false
free_moves = 2
move_until = 180
vat = "5%"
"""
_COLOR = """minutes = 90
approval = true
approval_if_sooner = 0
requests_block = true
prepay = true
vat = "0%"
minimum_notice = 0
"""
_SARA = """telegram_id = 1001
prices = { color = "400.00" }
minutes = { haircut = 60, color = 100 }
timezone = "Asia/Dubai"
hours_off = [
    { from = "2027-03-07 13:00", to = "2027-03-07 15:30" },
    { from = 2027-03-07T15:00:00, to = 2027-03-07T16:00:00 },
]
"""
_CHANGES = (
    ("horizon_days = 45\n", _SALON),
    ("minutes = 90\n", _COLOR),
    ("telegram_id = 1001\n", _SARA),
    ('deposit = "50.00"', 'deposit = "33.333%"'),
)


@pytest.fixture
async def salon(database):
    done = await imported(database, *_CHANGES)
    async with database.unit_of_work(done.tenant_id) as work:
        return await Catalog().salon(work)


async def test_a_service_has_the_salons_approval_unless_it_says_otherwise(salon):
    haircut, color = salon.services
    soon = timedelta(hours=2)
    assert (haircut.approval, haircut.approval_if_sooner, haircut.requests_block) == (
        False,
        soon,
        False,
    )
    assert (color.approval, color.approval_if_sooner, color.requests_block) == (True, None, True)
    assert salon.answer_within == timedelta(hours=1)


async def test_what_is_paid_first_and_what_moving_costs(salon):
    haircut, color = salon.services
    assert policy.prepayment([haircut], "SAR") == Money(3833, "SAR")
    assert policy.prepayment([color], "SAR") == color.price
    assert (salon.prepay_after, salon.approval_after) == (1, None)
    assert (salon.free_moves, salon.move_until) == (2, timedelta(hours=3))
    assert color.notice == timedelta(0)


async def test_a_service_may_have_a_rate_of_tax_of_its_own(salon):
    assert [one.vat_percent for one in salon.services] == [Decimal(5), Decimal(0)]


async def test_a_staff_member_may_have_prices_and_lengths_of_their_own(salon):
    haircut, color = salon.services
    own = salon.staff[0].own_terms
    assert (own[haircut.id].price, own[haircut.id].length) == (None, timedelta(hours=1))
    assert (own[color.id].price, own[color.id].length) == (
        Money(40000, "SAR"),
        timedelta(minutes=100),
    )
    assert salon.staff[1].own_terms == {}


async def test_hours_off_are_of_the_persons_clock(salon):
    day = date(2027, 3, 7)
    riyadh_midnight = (day.toordinal() - date(1970, 1, 1).toordinal()) * 1440 - 180
    spans = staff_open(salon, salon.staff[0], day, day)
    own = [(a - riyadh_midnight, b - riyadh_midnight) for a, b in spans]
    # From noon in Dubai (11:00 in Riyadh) on; off from 12:00 to 15:00, and the salon's break.
    assert [span for span in own if 0 <= span[0] < 1440] == [(660, 720), (960, 1140)]


def test_no_shows_count_where_the_file_says_nothing():
    rules = catalogue().salon.rules
    assert (rules["prepay_after"], rules["approval_after"]) == (2, 4)


async def test_the_same_conditions_imported_again_change_nothing(database, salon):
    assert not (await imported(database, *_CHANGES)).changed


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ('approval = "yes"', "salon.approval: must be true or false"),
        ("approval_if_sooner = -1", "salon.approval_if_sooner: is -1"),
        ("requests_block = 1", "salon.requests_block: must be true or false"),
        ("answer_within = 4", "salon.answer_within: is 4"),
        ("prepay_after = 0", "salon.prepay_after: must be a number of no-shows from 1 to 100, or"),
        ("approval_after = true", "salon.approval_after: must be a number of no-shows"),
        ("free_moves = -1", "salon.free_moves: is -1"),
        ("move_until = 1.5", "salon.move_until: must be a whole number"),
        ('vat = "101%"', 'salon.vat: must be a rate from "0%" to "100%"'),
        ("vat = 15", "salon.vat: must be a rate"),
    ],
)
def test_a_wrong_condition_of_the_salon_is_named_once(rule, told):
    found = problems(changed(("horizon_days = 45\n", f"horizon_days = 45\n{rule}\n")))
    assert len(found) == 1, found
    assert found[0].startswith(f"16 {told}"), found


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ('prepay = "full"', "services[color].prepay: must be true or false"),
        ('vat = "15"', "services[color].vat: must be a rate"),
        ("approval = 1", "services[color].approval: must be true or false"),
    ],
)
def test_a_wrong_condition_of_a_service_is_named(rule, told):
    found = problems(changed(("minutes = 90\n", f"minutes = 90\n{rule}\n")))
    assert [one.partition(" ")[2][: len(told)] for one in found] == [told]


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ('prices = { colour = "1.00" }', 'prices.colour: "colour" is no service of this person;'),
        ('prices = { haircut = "115.001" }', 'prices.haircut: "115.001" has too many decimals'),
        ('prices = { haircut = "-1" }', 'prices.haircut: "-1" is no sum'),
        ('prices = { haircut = "49.99" }', 'prices.haircut: is "49.99", less than the deposit of'),
        ("prices = 5", "prices: must be a table of services that this person does"),
        ("minutes = { color = 0 }", "minutes.color: is 0, but must be a whole number from 1"),
        ("minutes = { color = 1441 }", "minutes.color: is 1441"),
        ('hours_off = ["2027-03-07"]', "hours_off[1]: must be a table with the keys from, to"),
        (
            'hours_off = [{ from = "2027-03-07", to = "2027-03-08 10:00" }]',
            'hours_off[1].from: must be a time such as "2026-09-23 13:00"',
        ),
        (
            'hours_off = [{ from = "2027-03-07 13:00", to = "2027-03-07 13:00" }]',
            "hours_off[1]: ends at",
        ),
        (
            'hours_off = [{ from = "2027-03-07 13:00", to = "2027-04-07 13:01" }]',
            "hours_off[1]: is longer than 31 days",
        ),
    ],
)
def test_wrong_terms_of_a_staff_member_are_named(rule, told):
    found = problems(changed(("telegram_id = 1001\n", f"telegram_id = 1001\n{rule}\n")))
    assert [one.partition("staff[sara].")[2][: len(told)] for one in found] == [told], found


def test_a_share_of_a_persons_own_price_must_be_worth_asking_for():
    found = problems(
        changed(
            ('deposit = "50.00"', 'deposit = "10%"'),
            ("telegram_id = 1001\n", 'telegram_id = 1001\nprices = { haircut = "9.94" }\n'),
        )
    )
    assert [one.partition("staff[sara].")[2] for one in found] == [
        'prices.haircut: is "9.94": its deposit of 10 % is less than 1.00 SAR'
    ]


def test_processing_must_end_before_the_person_does():
    found = problems(
        changed(
            ("minutes = 90\n", "minutes = 90\nprocessing = [30, 75]\n"),
            ("telegram_id = 1001\n", "telegram_id = 1001\nminutes = { color = 75 }\n"),
        )
    )
    assert [one.partition("staff[sara].")[2] for one in found] == [
        "minutes.color: is 75, but the processing ends only after 75"
    ]
