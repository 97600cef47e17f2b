"""Directions, places on the page, and what survives a new state."""

import pytest
from playwright.async_api import Page, expect

from tests.sandbox.demo import scenes
from tests.sandbox.demo.conftest import NARROW, OpenPage
from tests.sandbox.demo.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")


def long_chat(count: int) -> list[dict[str, object]]:
    return [scenes.said(number, f"Message {number}") for number in range(1, count + 1)]


async def at_end(page: Page, chat: str) -> bool:
    script = "log => log.scrollHeight - log.scrollTop - log.clientHeight < 2"
    return bool(await page.locator(f"#{chat} .log").evaluate(script))


async def overflow(page: Page) -> int:
    return int(await page.evaluate("document.documentElement.scrollWidth - innerWidth"))


async def test_a_phone_runs_the_way_its_bot_wrote_last(stage: Stage, visit: OpenPage) -> None:
    page = await visit(stage.url)
    frame = page.locator("#telegram .frame")
    await expect(frame).to_have_attribute("dir", "ltr")
    arabic = scenes.said(7, "أهلًا بك مع \u2068Sara\u2069")
    mine = scenes.said(8, "in English please", mine=True)
    stage.show_in("telegram", messages=[*stage.state["telegram"]["messages"], arabic, mine])
    await expect(frame).to_have_attribute("dir", "rtl")
    await expect(frame.get_by_role("textbox")).to_have_attribute("placeholder", "رسالة")
    await expect(page.locator("#whatsapp .frame")).to_have_attribute("dir", "ltr")


async def test_each_line_of_a_message_has_its_own_direction(stage: Stage, visit: OpenPage) -> None:
    text = "\u2068Haircut\u2069 مع \u2068Sara\u2069\n17:30\nWelcome, ليلى"
    stage.show_in("telegram", messages=[scenes.said(1, f"حجزك مؤكد لدينا يوم الثلاثاء\n{text}")])
    page = await visit(stage.url)
    lines = page.locator("#telegram .body p[lang]")
    directions = [await line.get_attribute("dir") for line in await lines.all()]
    assert directions == ["rtl", "rtl", "rtl", "ltr"]


async def test_the_page_speaks_the_browsers_language_or_the_chosen_one(
    stage: Stage, visit: OpenPage
) -> None:
    page = await visit(stage.url, language="ar-SA")
    await expect(page.locator("html")).to_have_attribute("dir", "rtl")
    await page.get_by_role("button", name="English").click()
    await expect(page.get_by_role("heading", name="Salon booking bot")).to_be_visible()
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize("scene", [scenes.english, scenes.arabic])
async def test_a_narrow_screen_shows_one_phone_without_overflow(
    stage: Stage, visit: OpenPage, scene: object
) -> None:
    assert callable(scene)
    stage.state = scene()
    stage.show_in(
        "whatsapp", messages=[scenes.said("SM9", "w" * 300 + " http://a.test/" + "x" * 200)]
    )
    page = await visit(stage.url, viewport=NARROW)
    assert await overflow(page) <= 0
    for name, chat in (("Telegram", "telegram"), ("WhatsApp", "whatsapp"), ("Staff", "staff")):
        tab = page.get_by_role("navigation").get_by_role("button", name=name)
        await tab.click()
        await expect(tab).to_have_attribute("aria-current", "true")
        await expect(page.locator(".view:visible")).to_have_count(1)
        await expect(page.locator(f"#{chat} textarea")).to_be_in_viewport(ratio=1)
        assert await overflow(page) <= 0
        assert (
            await page.locator(f"#{chat} .log").evaluate("log => log.scrollWidth - log.clientWidth")
            <= 0
        )


async def test_a_wide_screen_shows_all_phones(stage: Stage, visit: OpenPage) -> None:
    page = await visit(stage.url)
    for chat in ("telegram", "whatsapp", "staff"):
        await expect(page.locator(f"#{chat} .frame")).to_be_in_viewport(ratio=1)
    assert await overflow(page) <= 0


async def test_news_on_another_tab_are_counted_until_read(stage: Stage, visit: OpenPage) -> None:
    page = await visit(stage.url, viewport=NARROW)
    more = [scenes.said(8, "New booking"), scenes.said(9, "hello", mine=True)]
    stage.show_in("staff", messages=[*stage.state["staff"]["messages"], *more])
    tab = page.get_by_role("navigation").get_by_role("button", name="Staff")
    await expect(tab).to_have_accessible_name("Staff 1 new message")
    await tab.click()
    await expect(tab).to_have_accessible_name("Staff")


async def test_the_guide_stays_dismissed(stage: Stage, visit: OpenPage) -> None:
    page = await visit(stage.url)
    guide = page.get_by_role("complementary", name="What to try first")
    await guide.get_by_role("button", name="Got it").click()
    await expect(guide).to_be_hidden()
    await page.reload()
    await expect(page.locator("#staff .ready")).to_be_attached()
    await expect(guide).to_be_hidden()
    await page.get_by_role("button", name="What to try").click()
    await expect(guide).to_be_visible()


async def test_new_messages_are_followed_unless_the_reader_scrolled_up(
    stage: Stage, visit: OpenPage
) -> None:
    stage.show_in("telegram", messages=long_chat(40))
    page = await visit(stage.url)
    assert await at_end(page, "telegram")
    stage.show_in("telegram", messages=long_chat(41))
    await expect(page.get_by_text("Message 41", exact=True)).to_be_in_viewport()
    log = page.locator("#telegram .log")
    # a message may come before the browser, which waits for its next frame, tells of the scrolling
    await page.evaluate("addEventListener('scroll', event => event.stopPropagation(), true)")
    await log.evaluate("log => { log.scrollTop = 100; }")
    stage.show_in("telegram", messages=long_chat(42))
    newer = page.get_by_role("button", name="New messages")
    await expect(newer).to_be_visible()
    assert await log.evaluate("log => log.scrollTop") == 100
    await newer.click()
    assert await at_end(page, "telegram")
    await expect(newer).to_be_hidden()


async def test_a_new_state_keeps_typed_text_and_focus(stage: Stage, visit: OpenPage) -> None:
    page = await visit(stage.url)
    field = page.locator("#whatsapp textarea")
    await field.press_sequentially("half a thou")
    first = await page.locator("#whatsapp .message").first.element_handle()
    stage.show_in(
        "whatsapp", messages=[*stage.state["whatsapp"]["messages"], scenes.said("SM9", "Hello?")]
    )
    await expect(page.get_by_text("Hello?")).to_be_visible()
    await expect(field).to_have_value("half a thou")
    await expect(field).to_be_focused()
    assert first is not None
    assert await first.evaluate("node => node.isConnected"), "unchanged messages are left alone"


async def test_times_are_those_of_the_salons_zone(stage: Stage, visit: OpenPage) -> None:
    page = await visit(stage.url, timezone_id="America/New_York")
    await expect(page.locator("#clock-time")).to_have_text("14:05")
    await expect(page.locator("#clock-date")).to_have_text("Monday 23 November · Saudi Arabia Time")
    await expect(page.locator("#telegram .day").first).to_have_text("Yesterday")
    await expect(page.locator("#telegram .message time").last).to_have_text("14:04")


async def test_a_lost_connection_is_told_and_mended(stage: Stage, visit: OpenPage) -> None:
    page = await visit(stage.url)
    note = page.locator("#connection")
    await expect(note).to_be_hidden()
    await stage.stop()
    await expect(note).to_have_text("The connection is lost. Trying again…")
    stage.show_in("telegram", messages=[scenes.said(1, "We are back")])
    await stage.start()
    await expect(page.get_by_text("We are back")).to_be_visible()
    await expect(note).to_be_hidden()
