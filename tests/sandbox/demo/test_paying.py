"""The pay page, and the clock."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.sandbox.demo import scenes
from tests.sandbox.demo.conftest import OpenPage
from tests.sandbox.demo.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")


def pay_page(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Payment page of Moyasar")


async def test_a_button_to_an_invoice_opens_the_pay_page(stage: Stage, visit: OpenPage) -> None:
    page = await visit(stage.url)
    await page.get_by_role("link", name="Pay 50.00 SAR").click()
    opened = pay_page(page)
    await expect(opened).to_contain_text("Deposit: Haircut with Sara")
    await expect(opened).to_contain_text("14:20 · Monday 23 November")
    await opened.get_by_role("button", name="Decline the card").click()
    assert await stage.action() == ("pay inv_1", {"outcome": "decline"})
    stage.show(invoices=[scenes.invoice(failures=1)])
    await expect(opened.get_by_role("status")).to_contain_text("declined the card")
    await opened.get_by_role("button", name="Pay 50.00 SAR").click()
    assert await stage.action() == ("pay inv_1", {"outcome": "pay"})
    stage.show(invoices=[scenes.invoice("paid")])
    await expect(opened.get_by_role("status")).to_have_text("Paid. Thank you!")
    await expect(opened.get_by_role("button", name="Pay 50.00 SAR")).to_be_hidden()
    await opened.get_by_role("button", name="Back to the chat").click()
    await expect(opened).to_have_count(0)
    assert stage.actions.empty()


async def test_a_link_in_a_text_opens_the_pay_page(stage: Stage, visit: OpenPage) -> None:
    text = f"Pay here: {scenes.PAY_URL}."
    stage.show_in("whatsapp", messages=[scenes.said("SM1", text)])
    page = await visit(stage.url)
    link = page.get_by_role("link", name=scenes.PAY_URL)
    await expect(link).to_have_attribute("href", scenes.PAY_URL)
    await link.click()
    await pay_page(page).get_by_text("Close", exact=True).click()
    assert await stage.action() == ("pay inv_1", {"outcome": "close"})
    await expect(link).to_be_focused()


async def test_an_invoice_that_lapsed_cannot_be_paid(stage: Stage, visit: OpenPage) -> None:
    stage.show(invoices=[scenes.invoice("expired")])
    page = await visit(stage.url)
    await page.get_by_role("link", name="Pay 50.00 SAR").click()
    await expect(pay_page(page)).to_contain_text("Expired")
    await expect(pay_page(page).get_by_role("button", name="Pay 50.00 SAR")).to_be_hidden()


async def test_other_links_open_elsewhere(stage: Stage, visit: OpenPage) -> None:
    stage.show_in("telegram", messages=[scenes.said(1, "Map: https://maps.example.test/?q=1")])
    page = await visit(stage.url)
    link = page.get_by_role("link", name="https://maps.example.test/?q=1")
    await expect(link).to_have_attribute("target", "_blank")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")


@pytest.mark.parametrize(
    ("name", "minutes"), [("+15 minutes", 15), ("+1 hour", 60), ("Tomorrow", 1440)]
)
async def test_the_clock_is_moved(stage: Stage, visit: OpenPage, name: str, minutes: int) -> None:
    page = await visit(stage.url)
    await page.get_by_role("button", name=name).click()
    assert await stage.action() == ("clock", {"minutes": minutes})
    stage.show(now="2026-11-24T06:00:00+00:00")
    await expect(page.locator("#clock-time")).to_have_text("09:00")
    await expect(page.locator("#clock-moved")).to_have_text("It is now Tuesday 24 November, 09:00.")
