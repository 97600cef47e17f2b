"""Everything works without a pointer."""

import pytest
from playwright.async_api import Page, expect

from tests.sandbox.demo import scenes
from tests.sandbox.demo.conftest import OpenPage
from tests.sandbox.demo.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")

FOCUSED = "document.activeElement.textContent.trim() || document.activeElement.ariaLabel || ''"


async def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has this text is focused."""
    for _ in range(60):
        await page.keyboard.press("Tab")
        if await page.evaluate(FOCUSED) == name:
            return
    raise AssertionError(f"Tab never reaches {name!r}")


async def test_a_booking_is_made_with_the_keyboard_alone(stage: Stage, visit: OpenPage) -> None:
    page = await visit(stage.url)
    await tab_to(page, "Tomorrow")
    await page.keyboard.press("Enter")
    assert await stage.action() == ("clock", {"minutes": 1440})
    await tab_to(page, "17:30")
    await page.keyboard.press("Space")
    assert await stage.action() == ("telegram", {"tap": "17:30", "message": 4})
    await tab_to(page, "Pay 50.00 SAR")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.keyboard.press("Enter")
    assert await stage.action() == ("pay inv_1", {"outcome": "pay"})
    stage.show(invoices=[scenes.invoice("paid")])
    await expect(page.get_by_role("button", name="Back to the chat")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("link", name="Pay 50.00 SAR")).to_be_focused()
    await tab_to(page, "Write to Noor Salon")
    await page.keyboard.type("thank you")
    await page.keyboard.press("Enter")
    assert await stage.action() == ("telegram", {"text": "thank you"})


async def test_focus_stays_in_the_sheet_and_comes_back(stage: Stage, visit: OpenPage) -> None:
    page = await visit(stage.url)
    opener = page.get_by_role("button", name="Choose a time")
    await opener.focus()
    await page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog", name="Choose a time")
    await expect(sheet).to_be_visible()
    inside = "document.activeElement.closest('dialog') !== null"
    for press in ["Tab"] * 12 + ["Shift+Tab"] * 12:
        await page.keyboard.press(press)
        assert await page.evaluate(inside), press
    await page.keyboard.press("Escape")
    await expect(sheet).to_have_count(0)
    await expect(opener).to_be_focused()
    assert stage.actions.empty()


async def test_focus_moves_to_the_choices_that_replace_a_tapped_one(
    stage: Stage, visit: OpenPage
) -> None:
    page = await visit(stage.url)
    await page.locator("#staff").get_by_role("button", name="Arrived").focus()
    await page.keyboard.press("Enter")
    await stage.action()
    fresh = scenes.said(3, "Layla has arrived", buttons=[[scenes.key("Completed")]], edited=True)
    stage.show_in("staff", messages=[*stage.state["staff"]["messages"][:-1], fresh])
    await expect(page.get_by_role("button", name="Completed")).to_be_focused()


async def test_focus_can_be_seen(stage: Stage, visit: OpenPage) -> None:
    page = await visit(stage.url)
    unseen = []
    for _ in range(30):
        await page.keyboard.press("Tab")
        width = await page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        if width in ("0px", "1px"):
            unseen.append(await page.evaluate(FOCUSED))
    assert unseen == []


async def test_new_messages_are_announced_by_a_log(stage: Stage, visit: OpenPage) -> None:
    page = await visit(stage.url)
    logs = page.get_by_role("log")
    await expect(logs).to_have_count(3)
    await expect(logs.first).to_have_accessible_name("Messages with Noor Salon")
    message = page.locator("#telegram .message").last
    assert (await message.inner_text()).startswith("Noor Salon:")


async def test_focus_stays_on_the_phone_when_the_opener_is_gone(
    stage: Stage, visit: OpenPage
) -> None:
    page = await visit(stage.url)
    await page.get_by_role("button", name="Choose a time").click()
    stage.show_in("whatsapp", messages=[scenes.said("SM9", "All times are taken.")])
    await expect(page.locator("#whatsapp .log")).to_contain_text("All times are taken.")
    await page.keyboard.press("Escape")
    await expect(page.locator("#whatsapp .log")).to_be_focused()
