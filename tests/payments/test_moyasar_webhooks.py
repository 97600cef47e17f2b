"""A webhook is believed for its secret alone, and then only as a hint."""

import json
from html import escape
from pathlib import Path

import pytest

from booking.errors import Misuse
from payments import billing
from payments.moyasar import EVENTS, Moyasar
from payments.moyasar.webhooks import Webhook, read_callback, read_webhook
from payments.provider import Hint, Untrusted
from tests.payments.shop import WEBHOOK_SECRET

SECRET = "the secret"
PAID = {
    "id": "event-1",
    "type": "payment_paid",
    "created_at": "2027-03-01T07:00:00.000Z",
    "secret_token": SECRET,
    "account_name": "Noor Salon",
    "live": False,
    "data": {"id": "payment-1", "status": "paid", "amount": 1, "invoice_id": "invoice-1"},
}


def body(**changes):
    return json.dumps({**PAID, **changes}).encode()


KINDS = json.loads(Path(__file__).with_name("webhook_events.json").read_text())
OF_INTEREST = [kind for kind in KINDS if kind in EVENTS]
OF_NONE = [kind for kind in KINDS if kind not in (*EVENTS, "webhook_verification")]


@pytest.mark.parametrize("kind", OF_INTEREST)
def test_a_payment_is_a_hint_to_look_at_its_invoice(kind):
    told = read_webhook(body(type=kind), SECRET)
    assert told == Hint("event-1", invoice_id="invoice-1", is_live=False)


@pytest.mark.parametrize("token", ["The secret", "", None, 1, ["the secret"], "سر", "\ud800"])
def test_another_secret_is_not_trusted(token):
    with pytest.raises(Untrusted):
        read_webhook(body(secret_token=token), SECRET)


@pytest.mark.parametrize("secret", [None, ""])
def test_without_a_secret_of_ours_nothing_is_trusted(secret):
    with pytest.raises(Untrusted):
        read_webhook(body(secret_token=secret), secret)
    unsigned = {name: value for name, value in PAID.items() if name != "secret_token"}
    with pytest.raises(Untrusted):
        read_webhook(json.dumps(unsigned).encode(), secret)


@pytest.mark.parametrize(
    "raw", [b"", b"no json", b"[]", b'"text"', b"null", b"\xff\xfe", b"[" * 100_000, b"{"]
)
def test_what_makes_no_sense_is_refused(raw):
    with pytest.raises(ValueError):  # noqa: PT011  # any of them is a 400
        read_webhook(raw, SECRET)
    with pytest.raises(ValueError):  # noqa: PT011
        read_callback(raw)


def test_html_escaped_json_is_understood():
    escaped = escape(body().decode()).encode()
    assert read_webhook(escaped, SECRET).invoice_id == "invoice-1"


@pytest.mark.parametrize("kind", [*OF_NONE, "new", "invoice_paid", None, 1])
def test_events_of_no_interest_ask_for_nothing(kind):
    assert billing.task_of(read_webhook(body(type=kind), SECRET)) is None


@pytest.mark.parametrize("data", [None, [], "text", {}, {"invoice_id": None}])
def test_payments_without_an_invoice_ask_for_nothing(data):
    assert billing.task_of(read_webhook(body(data=data), SECRET)) is None


@pytest.mark.parametrize("invoice_id", ["../webhooks", "a/b", "", "x" * 65, 7, "a?b"])
def test_an_id_that_could_lead_elsewhere_is_none(invoice_id):
    assert read_webhook(body(data={"invoice_id": invoice_id}), SECRET).invoice_id is None
    with pytest.raises(ValueError, match="names no invoice"):
        read_callback(json.dumps({"id": invoice_id}).encode())


def test_the_live_flag_may_be_missing():
    assert read_webhook(body(live=None), SECRET).invoice_id == "invoice-1"


@pytest.mark.parametrize(("live", "counts"), [(True, False), (False, True), (None, True)])
async def test_what_is_told_of_real_money_means_nothing_to_a_test_key(quiet_shop, live, counts):
    told = json.dumps({**PAID, "secret_token": WEBHOOK_SECRET, "live": live}).encode()
    assert (quiet_shop.provider.read_webhook(told).invoice_id is not None) is counts


def test_a_repeated_event_has_the_same_dedupe_key():
    first, again = (billing.task_of(read_webhook(body(), SECRET)) for _ in range(2))
    assert first.dedupe == again.dedupe == "event:event-1"
    assert first.payload == {"invoice": "invoice-1"}


def test_a_verification_carries_its_code_and_shows_it_nobody():
    data = {"webhook_id": "hook-1", "verification_code": "482913"}
    hint = read_webhook(body(type="webhook_verification", data=data), SECRET)
    assert billing.task_of(hint).payload == {"webhook": "hook-1", "code": "482913"}
    assert "482913" not in repr(hint)


def test_a_webhook_that_names_no_events_hears_all():
    assert Webhook("1", "https://x", (), None).missing_events == ()
    assert Webhook("1", "https://x", EVENTS, True).missing_events == ()
    assert Webhook("1", "https://x", EVENTS[1:], True).missing_events == ("payment_paid",)


async def test_a_registered_webhook_is_verified_and_listed(quiet_shop):
    shop = quiet_shop
    made = await shop.provider.register_webhook(shop.webhook_url)
    assert made.verified is False
    await shop.deliveries.settled()
    await shop.work_off()
    (listed,) = await shop.provider.registered_webhooks()
    assert (listed.id, listed.url, listed.verified) == (made.id, shop.webhook_url, True)
    assert listed.missing_events == ()


async def test_a_webhook_without_a_secret_is_not_registered(quiet_shop):
    provider = Moyasar(quiet_shop.client, webhook_secret=None)
    with pytest.raises(Misuse):
        await provider.register_webhook(quiet_shop.webhook_url)
