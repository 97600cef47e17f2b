"""Invoices and their payment, as both libraries meet them."""

import aiogram
import pytest
import telegram as ptb
from aiogram.types import Update as PeerUpdate
from telegram.error import BadRequest

TOKEN = "the token of a payment provider"
INVOICE = {
    "title": "Deposit",
    "description": "Deposit for a facial",
    "payload": "1.2.deposit",
    "provider_token": TOKEN,
    "currency": "SAR",
    "prices": [ptb.LabeledPrice("Deposit", 6000)],
}


@pytest.fixture(autouse=True)
def connected(standin, salon):
    standin.connect_payments(TOKEN)


async def newest(bot):
    return (await bot.get_updates(offset=-1))[0]


async def test_the_bot_is_asked_before_the_money_is_taken_and_told_after(bot, noura):
    url = await bot.create_invoice_link(**INVOICE)
    query_id = noura.pay(url)
    query = (await newest(bot)).pre_checkout_query
    assert (query.id, query.from_user.id) == (query_id, noura.user_id)
    assert (query.currency, query.total_amount) == ("SAR", 6000)
    assert query.invoice_payload == "1.2.deposit"
    assert await query.answer(ok=True)
    paid = (await newest(bot)).message.successful_payment
    assert (paid.total_amount, paid.invoice_payload) == (6000, "1.2.deposit")
    assert paid.telegram_payment_charge_id
    assert paid.provider_payment_charge_id


async def test_aiogram_reads_the_same(peer, standin, noura):
    prices = [aiogram.types.LabeledPrice(label="Deposit", amount=6000)]
    url = await peer.create_invoice_link(**{**INVOICE, "prices": prices})
    noura.pay(url)
    (update,) = (await peer.get_updates())[-1:]
    assert isinstance(update, PeerUpdate)
    await peer.answer_pre_checkout_query(update.pre_checkout_query.id, ok=True)
    (update,) = (await peer.get_updates())[-1:]
    assert update.message.successful_payment.total_amount == 6000


async def test_a_no_is_shown_and_takes_nothing(bot, standin, noura):
    noura.pay(await bot.create_invoice_link(**INVOICE))
    query = (await newest(bot)).pre_checkout_query
    await query.answer(ok=False, error_message="Too late")
    assert standin.chat(noura.user_id).toast == "Too late"
    assert (await newest(bot)).pre_checkout_query


async def test_an_answer_counts_for_ten_seconds_and_once(bot, noura, time):
    url = await bot.create_invoice_link(**INVOICE)
    noura.pay(url)
    query = (await newest(bot)).pre_checkout_query
    time.move(seconds=11)
    with pytest.raises(BadRequest, match="too old"):
        await query.answer(ok=True)
    noura.pay(url)
    query = (await newest(bot)).pre_checkout_query
    await query.answer(ok=True)
    with pytest.raises(BadRequest, match="too old"):
        await query.answer(ok=True)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"provider_token": "another"}, "Payment_provider_invalid"),
        ({"provider_token": None}, "Payment_provider_invalid"),
        ({"title": "x" * 33}, "Invoice_title_invalid"),
        ({"description": "x" * 256}, "Invoice_description_invalid"),
        ({"payload": "ن" * 65}, "Invoice_payload_invalid"),
        ({"currency": "ZZZ"}, "Currency_invalid"),
        ({"prices": [ptb.LabeledPrice("Deposit", 100)]}, "Currency_total_amount_invalid"),
        ({"prices": []}, "Currency_total_amount_invalid"),
    ],
)
async def test_what_telegram_refuses_is_refused(bot, wrong, told):
    with pytest.raises(BadRequest, match=f"(?i){told}"):
        await bot.create_invoice_link(**{**INVOICE, **wrong})


async def test_a_no_needs_a_reason(bot, noura, http):
    noura.pay(await bot.create_invoice_link(**INVOICE))
    query = (await newest(bot)).pre_checkout_query
    asked = {"pre_checkout_query_id": query.id, "ok": "false"}
    async with http.post("answerPreCheckoutQuery", data=asked) as answer:
        assert answer.status == 400
