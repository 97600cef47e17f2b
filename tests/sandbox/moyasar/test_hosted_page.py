"""The hosted page: what it shows, and where its buttons lead."""

from typing import Any

import aiohttp
import pytest


@pytest.fixture
async def payer() -> Any:
    async with aiohttp.ClientSession() as session:
        yield session


async def shown(payer: Any, url: str) -> str:
    async with payer.get(url) as answer:
        assert (answer.status, answer.content_type) == (200, "text/html")
        return str(await answer.text())


async def choose(payer: Any, invoice: dict[str, Any], outcome: str, **more: str) -> tuple[int, str]:
    async with payer.post(
        invoice["url"], data={"outcome": outcome, **more}, allow_redirects=False
    ) as answer:
        return answer.status, answer.headers.get("Location", "")


async def test_the_page_shows_sum_purpose_and_deadline(api, payer) -> None:
    invoice = await api.invoice(description="Haircut <b>", expired_at="2026-11-23T09:15:00Z")
    page = await shown(payer, invoice["url"])
    assert '<html lang="en" dir="ltr">' in page
    assert "50.00" in page
    assert "SAR" in page
    assert "Haircut &lt;b&gt;" in page
    assert "2026-11-23 12:15" in page
    for outcome in ("pay", "decline", "close"):
        assert f'name="outcome" value="{outcome}"' in page


async def test_the_page_speaks_arabic_from_right_to_left(api, payer) -> None:
    invoice = await api.invoice()
    page = await shown(payer, invoice["url"].replace("lang=en", "lang=ar"))
    assert '<html lang="ar" dir="rtl">' in page
    assert "ادفع" in page
    assert 'href="?lang=en"' in page


async def test_an_unknown_language_is_english(api, payer) -> None:
    invoice = await api.invoice()
    page = await shown(payer, invoice["url"].replace("lang=en", "lang=<x>"))
    assert '<html lang="en"' in page


async def test_paying_leads_to_the_success_url(api, payer, moyasar) -> None:
    invoice = await api.invoice(success_url="https://salon.example/return?p=1")
    assert await choose(payer, invoice, "pay") == (303, "https://salon.example/return?p=1")
    assert moyasar.invoices[invoice["id"]].status == "paid"
    page = await shown(payer, invoice["url"])
    assert "Paid. Thank you." in page
    assert 'href="https://salon.example/return?p=1"' in page
    assert "<form" not in page


async def test_paying_without_a_success_url_stays_on_the_page(api, payer) -> None:
    invoice = await api.invoice()
    assert await choose(payer, invoice, "pay") == (303, f"/pay/{invoice['id']}?lang=en")


async def test_declining_says_so_and_lets_try_again(api, payer, moyasar) -> None:
    invoice = await api.invoice()
    status, location = await choose(payer, invoice, "decline")
    assert status == 303
    page = await shown(payer, f"{api.base}{location}")
    assert "The card was declined" in page
    assert '<form method="post"' in page
    await choose(payer, invoice, "pay")
    assert moyasar.invoices[invoice["id"]].status == "paid"


async def test_the_page_takes_a_test_card(api, payer, moyasar) -> None:
    invoice = await api.invoice()
    await choose(payer, invoice, "pay", card="4123120001090000")
    [payment] = moyasar.invoices[invoice["id"]].payments
    assert payment.outcome.message == "INSUFFICIENT FUNDS"


async def test_closing_leads_back(api, payer, moyasar) -> None:
    invoice = await api.invoice(back_url="https://salon.example/back")
    assert await choose(payer, invoice, "close") == (303, "https://salon.example/back")
    other = await api.invoice()
    _, location = await choose(payer, other, "close")
    assert "You can still pay here" in await shown(payer, f"{api.base}{location}")
    assert moyasar.invoices[invoice["id"]].status == "initiated"


async def test_an_expired_invoice_offers_nothing(api, payer, moyasar, clock) -> None:
    invoice = await api.invoice(expired_at="2026-11-23T09:15:00Z")
    clock.pass_by(minutes=15)
    page = await shown(payer, invoice["url"])
    assert "has expired" in page
    assert "<form" not in page
    assert (await choose(payer, invoice, "pay"))[0] == 303
    assert moyasar.payments == {}


@pytest.mark.parametrize(("outcome", "card"), [("steal", ""), ("pay", "1")])
async def test_nonsense_is_a_bad_request(api, payer, moyasar, outcome, card) -> None:
    assert (await choose(payer, await api.invoice(), outcome, card=card))[0] == 400
    assert moyasar.payments == {}


async def test_an_unknown_invoice_has_no_page(api, payer) -> None:
    async with payer.get(f"{api.base}/pay/none") as answer:
        assert answer.status == 404
