"""Whatever Moyasar answers becomes one of our errors, and no secret is in any of them."""

import asyncio
import json
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from itertools import repeat

import aiohttp
import pytest
from aiohttp import web

from booking.errors import Unavailable
from booking.money import Money
from payments.moyasar import Client, Moyasar
from payments.moyasar.client import NotThere
from payments.provider import Charge, Refused, Rejected
from tests.payments.web import serve

KEY = "sk_test_a-key-that-nobody-may-see"


class Answering:
    """A server that gives the answer that a test tells it to, and keeps the last request."""

    def __init__(self):
        self.application = web.Application()
        self.application.router.add_route("*", "/v1/{path:.*}", self._handle)

        self.queries = []

    def answers(self, status, text="{}", headers=None):
        self._answers = repeat({"status": status, "text": text, "headers": headers})

    def answers_each(self, *texts):
        self._answers = iter([{"text": text} for text in texts])

    def answers_never(self):
        self._answers = None

    async def _handle(self, request):
        self.request = request
        self.queries.append(request.query)
        if self._answers is None:
            await asyncio.Event().wait()  # until the client hangs up
        return web.Response(**next(self._answers))


@pytest.fixture
async def moyasar():
    return Answering()


@pytest.fixture
async def client(moyasar):
    async with serve(moyasar.application) as url, aiohttp.ClientSession() as session:
        yield Client(session, KEY, version="1.0", url=f"{url}/v1/")


@pytest.fixture
async def hurried(moyasar):
    soon = timedelta(milliseconds=50)
    async with serve(moyasar.application) as url, aiohttp.ClientSession() as session:
        yield Client(session, KEY, version="1.0", url=f"{url}/v1", timeout=soon)


async def test_every_call_says_who_we_are(moyasar, client):
    moyasar.answers(200)
    await client.get("/invoices", {"metadata[payment_key]": "1.2"})
    request = moyasar.request
    assert (request.method, request.path) == ("GET", "/v1/invoices")
    assert dict(request.query) == {"metadata[payment_key]": "1.2"}
    assert request.headers["User-Agent"] == "salon-booking-bot/1.0"
    kind, credentials = request.headers["Authorization"].split()
    assert (kind, b64decode(credentials).decode()) == ("Basic", f"{KEY}:")


@pytest.mark.parametrize(
    ("status", "text", "error"),
    [
        (400, '{"type": "invalid_request_error", "errors": {"amount": ["x"]}}', Refused),
        (400, "not even json", Refused),
        (401, '{"type": "authentication_error"}', Rejected),
        (403, '{"type": "authentication_error"}', Rejected),
        (403, "<html>Error 1010</html>", Unavailable),
        (404, '{"type": "api_error"}', NotThere),
        (405, '{"type": "account_inactive_error"}', Rejected),
        (400, '{"type": "account_inactive_error"}', Rejected),
        (400, '{"type": "authentication_error"}', Rejected),
        (400, '{"type": "rate_limit_error"}', Unavailable),
        (400, '{"type": "api_connection_error"}', Unavailable),
        (400, '{"type": "3ds_auth_error"}', Refused),
        (409, "{}", Refused),
        (429, "{}", Unavailable),
        (500, "{}", Unavailable),
        (502, "<html>", Unavailable),
        (503, "{}", Unavailable),
        (302, "{}", Unavailable),
        (200, "<html>", Unavailable),
        (200, "[]", Unavailable),
    ],
)
async def test_every_answer_has_its_error(moyasar, client, status, text, error):
    moyasar.answers(status, text)
    with pytest.raises(error) as raised:
        await client.get("/invoices")
    assert type(raised.value) is error


@pytest.mark.parametrize(
    ("status", "text", "uncertain"),
    [(500, "{}", True), (502, "<html>", True), (429, "{}", False), (403, "<html>", False)],
)
async def test_only_what_may_have_been_carried_out_is_uncertain(
    moyasar, client, status, text, uncertain
):
    moyasar.answers(status, text)
    with pytest.raises(Unavailable) as raised:
        await client.post("/invoices", {})
    assert raised.value.uncertain is uncertain
    moyasar.answers(status, text)
    with pytest.raises(Unavailable) as raised:
        await client.get("/invoices")
    assert raised.value.uncertain is False


@pytest.mark.parametrize(
    ("asked", "pause"),
    [("7", 7), ("99999999", 3600), ("soon", None), ("-1", None), ("٣", None), (None, None)],
)
async def test_the_pause_that_is_asked_for_is_kept(moyasar, client, asked, pause):
    moyasar.answers(429, headers=asked and {"Retry-After": asked})
    with pytest.raises(Unavailable) as raised:
        await client.get("/invoices")
    assert raised.value.retry_after == (pause and timedelta(seconds=pause))


async def test_an_invoice_is_found_by_its_own_key_even_if_the_filter_finds_all(moyasar, client):
    others = [{"id": "a", "status": "initiated", "metadata": {"payment_key": "other"}}, {"id": "b"}]
    moyasar.answers(200, json.dumps({"invoices": others}))
    assert await Moyasar(client, webhook_secret=None).find_by_key("ours") is None


async def test_an_invoice_that_cannot_be_paid_any_more_is_not_taken_up(moyasar, client):
    over = {"id": "a", "status": "expired", "metadata": {"payment_key": "ours"}}
    moyasar.answers(200, json.dumps({"invoices": [over]}))
    assert await Moyasar(client, webhook_secret=None).find_by_key("ours") is None


def page(number, following, *ids):
    rows = [{"id": id_, "status": "initiated", "metadata": {"payment_key": id_}} for id_ in ids]
    return json.dumps({"invoices": rows, "meta": {"current_page": number, "next_page": following}})


async def test_all_pages_of_a_list_are_read(moyasar, client):
    moyasar.answers_each(page(1, 2, "a", "b"), page(2, 3), page(3, None, "c"))
    assert [row["id"] async for row in client.rows("invoices", {"status": "paid"})] == [*"abc"]
    assert [each["page"] for each in moyasar.queries] == ["1", "2", "3"]
    assert all(each["status"] == "paid" for each in moyasar.queries)


async def test_an_invoice_on_a_later_page_is_found(moyasar, client):
    moyasar.answers_each(page(1, 2, "other"), page(2, None, "ours"), '{"id": "ours"}')
    assert (await Moyasar(client, webhook_secret=None).find_by_key("ours")).provider_id == "ours"


async def test_a_list_without_end_is_not_read_for_ever(moyasar, client):
    moyasar.answers(200, page(1, 2, "a"))
    assert len([row async for row in client.rows("invoices", {})]) == 50


@pytest.mark.parametrize("text", ["{}", '{"invoices": null}', '{"invoices": ["x"], "meta": 1}'])
async def test_a_list_that_makes_no_sense_is_empty(moyasar, client, text):
    moyasar.answers(200, text)
    assert [row async for row in client.rows("invoices", {})] == []


async def test_an_answer_that_takes_too_long_may_have_been_carried_out(moyasar, hurried):
    moyasar.answers_never()
    with pytest.raises(Unavailable) as raised:
        await hurried.post("/payments/p/refund", {"amount": 1})
    assert raised.value.uncertain is True


def test_only_a_live_key_moves_real_money():
    assert Client(None, "sk_live_key", version="1.0").is_live
    assert not Client(None, "sk_test_key", version="1.0").is_live


async def test_an_invoice_without_a_link_is_no_answer(moyasar, client):
    moyasar.answers(201, '{"id": "a", "status": "initiated", "url": null}')
    charge = Charge("1.2", 2, Money(100, "SAR"), "Hair color", datetime(2027, 3, 1, tzinfo=UTC))
    with pytest.raises(Unavailable) as raised:
        await Moyasar(client, webhook_secret=None).open(charge)
    assert raised.value.uncertain is True


async def test_no_connection_is_certain_to_have_done_nothing():
    async with aiohttp.ClientSession() as session:
        client = Client(session, KEY, version="1.0", url="http://127.0.0.1:1")
        with pytest.raises(Unavailable) as raised:
            await client.post("/invoices", {})
    assert raised.value.uncertain is False


async def test_the_key_is_in_no_text_of_ours(moyasar, client, caplog):
    provider = Moyasar(client, webhook_secret="a webhook secret")
    told = [repr(client), str(client), repr(provider)]
    for status in (400, 401, 403, 404, 429, 500):
        moyasar.answers(status, f'{{"type": "{KEY}", "errors": {{"{KEY}": []}}}}')
        with pytest.raises((Refused, Rejected, Unavailable)) as raised:
            await client.get("/invoices")
        told += [repr(raised.value), str(raised.value)]
    everything = " ".join(told) + caplog.text
    assert KEY not in everything
    assert "a webhook secret" not in everything


async def test_prose_that_may_quote_us_is_left_out(moyasar, client):
    moyasar.answers(400, '{"type": "t", "message": "+966500000000", "errors": {"a": ["b"]}}')
    with pytest.raises(Refused, match=r"^moyasar: 400 t a$"):
        await client.post("/invoices", {})
