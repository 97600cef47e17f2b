"""What is done to a payment at Moyasar: refunds in part, captures, voids; and its lists."""

from datetime import timedelta

import pytest

from booking.money import Money
from payments.provider import Part, Refused, Standing
from tests.payments.shop import SECRET_KEY

HUNDRED, FORTY, SIXTY, NOTHING = (Money(sum_, "SAR") for sum_ in (10000, 4000, 6000, 0))
FEE = Money(275, "SAR")


@pytest.fixture
async def held(quiet_shop):
    """The id of a payment that is held on a card."""
    account = quiet_shop.moyasar.account(SECRET_KEY)
    return (await quiet_shop.moyasar.authorize(account, 10000)).id


async def test_a_share_goes_back_at_a_time_and_never_more_than_came(quiet_shop):
    provider = quiet_shop.provider
    _, invoice = await quiet_shop.paid()
    part_id = invoice.payments[0].id
    assert await provider.refund(part_id, FORTY) == Part(part_id, HUNDRED, FORTY, FEE)
    assert (await provider.look_at_part(part_id)).refunded == FORTY
    with pytest.raises(Refused):
        await provider.refund(part_id, SIXTY + Money(1, "SAR"))
    assert (await provider.refund(part_id, SIXTY)).is_returned


async def test_a_hold_is_captured_in_full_or_in_part(quiet_shop, held):
    provider = quiet_shop.provider
    assert (await provider.look_at_part(held)).is_held
    captured = await provider.capture(held, SIXTY)
    assert captured == Part(held, SIXTY, NOTHING, FEE)
    assert await provider.look_at_part(held) == captured
    with pytest.raises(Refused):
        await provider.capture(held, FORTY)
    assert quiet_shop.moyasar.payments[held].taken == 6000


async def test_more_than_is_held_is_not_captured(quiet_shop, held):
    with pytest.raises(Refused):
        await quiet_shop.provider.capture(held, HUNDRED + HUNDRED)
    assert (await quiet_shop.provider.look_at_part(held)).is_held


async def test_a_hold_that_is_voided_is_free_and_cannot_be_captured(quiet_shop, held):
    provider = quiet_shop.provider
    voided = await provider.void(held)
    assert (voided.is_held, voided.is_returned) == (False, True)
    for change in (provider.capture(held, HUNDRED), provider.void(held)):
        with pytest.raises(Refused):
            await change
    assert quiet_shop.moyasar.payments[held].voided_at is not None


async def test_a_payment_is_voided_until_it_is_settled(quiet_shop):
    _, early = await quiet_shop.paid()
    assert (await quiet_shop.provider.void(early.payments[0].id)).is_returned
    _, late = await quiet_shop.paid(chat="43", hour=11)
    quiet_shop.clock.move(timedelta(hours=3))
    with pytest.raises(Refused):
        await quiet_shop.provider.void(late.payments[0].id)


async def test_invoices_on_which_money_came_are_listed_over_many_pages(quiet_shop):
    _, old = await quiet_shop.paid()
    quiet_shop.clock.move(timedelta(hours=1))
    since = quiet_shop.clock.now() - timedelta(minutes=30)
    _, paid = await quiet_shop.paid(chat="43", hour=11)
    body = {"amount": 100, "currency": "SAR", "description": "x"}
    for _ in range(41):
        await quiet_shop.client.post("/invoices", body)
    found = await quiet_shop.provider.paid_since(since)
    assert [one.provider_id for one in found] == [paid.id]
    everything = await quiet_shop.provider.paid_since(since - timedelta(days=1))
    assert {one.provider_id for one in everything} == {old.id, paid.id}
    assert all(one.key and one.standing is Standing.PAID for one in everything)
