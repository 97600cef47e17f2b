"""Typing, tapping, sharing and choosing on the phones."""

import pytest
from playwright.async_api import expect

from tests.sandbox.demo import scenes
from tests.sandbox.demo.conftest import OpenPage
from tests.sandbox.demo.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("chat", ["telegram", "whatsapp", "staff"])
async def test_enter_sends_what_was_typed(stage: Stage, visit: OpenPage, chat: str) -> None:
    page = await visit(stage.url)
    field = page.locator(f"#{chat} textarea")
    await field.fill("  haircut\ntomorrow ")
    await field.press("Enter")
    assert await stage.action() == (chat, {"text": "haircut\ntomorrow"})
    await expect(field).to_have_value("")
    await expect(field).to_be_focused()


async def test_shift_and_enter_start_a_new_line(stage: Stage, visit: OpenPage) -> None:
    page = await visit(stage.url)
    field = page.locator("#telegram textarea")
    await field.press_sequentially("one")
    await field.press("Shift+Enter")
    await field.press_sequentially("two")
    await page.get_by_role("region", name="Customer, on Telegram").get_by_label("Send").click()
    assert await stage.action() == ("telegram", {"text": "one\ntwo"})


async def test_a_refused_text_stays_in_its_field(stage: Stage, visit: OpenPage) -> None:
    page = await visit(stage.url)
    stage.refusal = "Unblock the bot first."
    field = page.locator("#telegram textarea")
    await field.fill("hello")
    await field.press("Enter")
    await expect(page.locator("#telegram").get_by_role("alert")).to_have_text(stage.refusal)
    await expect(field).to_have_value("hello")


async def test_start_is_offered_to_an_empty_chat(stage: Stage, visit: OpenPage) -> None:
    stage.state = scenes.empty()
    page = await visit(stage.url)
    await expect(page.get_by_text("Tap Start to begin.")).to_be_visible()
    await page.get_by_role("button", name="Start", exact=True).click()
    assert await stage.action() == ("telegram", {"text": "/start"})
    stage.show_in("telegram", messages=[scenes.said(1, "/start", mine=True)])
    await expect(page.locator("#telegram .start")).to_be_hidden()
    await expect(page.locator("#telegram .log")).to_be_focused()
    await expect(page.get_by_text("Tap Start to begin.")).to_be_hidden()


async def test_a_tap_names_the_button_and_its_message(stage: Stage, visit: OpenPage) -> None:
    page = await visit(stage.url)
    await page.locator("#telegram").get_by_role("button", name="17:30").click()
    assert await stage.action() == ("telegram", {"tap": "17:30", "message": 4})
    await page.locator("#staff").get_by_role("button", name="Arrived").click()
    assert await stage.action() == ("staff", {"tap": "Arrived", "message": 3})


async def test_a_toast_is_shown_when_it_is_new(stage: Stage, visit: OpenPage) -> None:
    stage.show_in("telegram", toast="From earlier", toasts=1)
    page = await visit(stage.url)
    toast = page.locator("#telegram .toast")
    await expect(toast).to_be_hidden()
    stage.show_in("telegram", toast="Already booked", toasts=2)
    await expect(toast).to_have_text("Already booked")


async def test_an_edited_message_changes_in_place(stage: Stage, visit: OpenPage) -> None:
    page = await visit(stage.url)
    changed = scenes.said(6, "Booked. See you tomorrow!", edited=True)
    stage.show_in("telegram", messages=[*stage.state["telegram"]["messages"][:-1], changed])
    last = page.locator("#telegram .message").last
    await expect(last).to_contain_text("See you tomorrow!")
    await expect(last.locator(".edited")).to_be_visible()
    await expect(page.locator("#telegram .message")).to_have_count(6)


async def test_the_contact_key_shares_the_number(stage: Stage, visit: OpenPage) -> None:
    keys = [[{"text": "Share my number", "contact": True}], [{"text": "Back", "contact": False}]]
    stage.show_in("telegram", keyboard=keys)
    page = await visit(stage.url)
    keyboard = page.get_by_role("group", name="Suggested answers")
    await keyboard.get_by_role("button", name="Back").click()
    assert await stage.action() == ("telegram", {"text": "Back"})
    await keyboard.get_by_role("button", name="Share my number").click()
    assert await stage.action() == ("telegram", {"contact": True})
    stage.show_in("telegram", keyboard=None)
    await expect(keyboard).to_be_hidden()


async def test_whatsapp_replies_are_pressed(stage: Stage, visit: OpenPage) -> None:
    page = await visit(stage.url)
    await page.get_by_role("button", name="All services").click()
    assert await stage.action() == ("whatsapp", {"press": "services", "message": "SM2"})


async def test_a_list_opens_as_a_sheet_of_rows(stage: Stage, visit: OpenPage) -> None:
    page = await visit(stage.url)
    await page.get_by_role("button", name="Choose a time").click()
    sheet = page.get_by_role("dialog", name="Choose a time")
    await expect(sheet.get_by_role("listitem")).to_have_count(9)
    row = sheet.get_by_role("button", name="17:00")
    await expect(row).to_contain_text("Sunday 29 November")
    await row.click()
    assert await stage.action() == ("whatsapp", {"choose": "t17", "message": "SM4"})
    await expect(sheet).to_have_count(0)


async def test_what_a_message_says_is_never_markup(stage: Stage, visit: OpenPage) -> None:
    attack = "<img src=x onerror=\"document.title='broken'\"> & <b>bold</b>"
    link = scenes.key(attack, url="javascript:document.title='broken'")
    item = {"id": attack, "title": attack, "description": attack}
    stage.show_in("telegram", title=attack, messages=[scenes.said(1, attack, buttons=[[link]])])
    stage.show_in(
        "whatsapp", messages=[scenes.said("SM1", attack, list={"button": attack, "items": [item]})]
    )
    stage.show_in("staff", title=attack, messages=[], toast=attack)
    page = await visit(stage.url)
    await expect(page.locator("#telegram .body")).to_contain_text(attack)
    await page.locator("#telegram .inline-button").click()
    await page.locator("#whatsapp .reply").click()
    await expect(page.get_by_role("dialog").locator(".row-title")).to_have_text(attack)
    assert await page.locator("main img, main b, dialog img").count() == 0
    await expect(page).to_have_title("Salon booking bot")
