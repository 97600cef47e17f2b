"""The page's routes on the real stand-ins, with a bot that is played by hand."""

import base64
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import FormData
from aiohttp.test_utils import TestClient, TestServer
from playwright.async_api import expect

from sandbox.app import Sandbox
from sandbox.demo import Cast
from tests.sandbox.demo.conftest import OpenPage

pytestmark = pytest.mark.asyncio(loop_scope="session")

TOKEN = "7000001:demo-token"
ACCOUNT = "AC" + "0" * 32
SECRET = "sk_test_demo"
CUSTOMER, STAFF, GROUP = 1001, 2001, -1005
BOT = f"/bot{TOKEN}"
TINY_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


class Salon:
    """The stand-ins with a cast, and calls of the bot that a test makes itself."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 11, 5, tzinfo=UTC)
        self.sandbox = Sandbox(lambda: self.now, self._move)
        self.client = TestClient(TestServer(self.sandbox.application()))

    async def _move(self, by: timedelta) -> None:
        self.now += by

    @property
    def url(self) -> str:
        return str(self.client.make_url("/demo"))

    def appoint(self) -> None:
        telegram, twilio = self.sandbox.telegram, self.sandbox.twilio
        telegram.add_bot(TOKEN)
        self.sandbox.moyasar.account(SECRET)
        twilio.account(ACCOUNT, "token", "+966500000000")
        staff = telegram.person(STAFF, "Sara")
        cast = Cast(
            customer=telegram.person(CUSTOMER, "Layla", phone="+966511111111"),
            phone=twilio.phone("+966511111111", "Layla"),
            staff=staff,
            group=telegram.group(GROUP, "Noor Salon: staff", members=[staff]),
            zone="Asia/Riyadh",
            titles={"en": "Noor Salon", "ar": "صالون نور"},
        )
        self.sandbox.cast = cast

    async def bot(self, method: str, **parameters: Any) -> Any:
        answer = await (await self.client.post(f"{BOT}/{method}", json=parameters)).json()
        assert answer["ok"], answer
        return answer["result"]

    async def updates(self) -> list[Any]:
        updates: list[Any] = await self.bot("getUpdates")
        if updates:
            await self.bot("getUpdates", offset=updates[-1]["update_id"] + 1)
        return updates

    async def act(self, chat: str, **action: Any) -> int:
        return (await self.client.post(f"/demo/{chat}", json=action)).status

    async def state(self) -> dict[str, Any]:
        async with self.client.get("/demo/events") as events:
            assert events.content_type == "text/event-stream"
            while not (line := await events.content.readline()).startswith(b"data: "):
                pass
            return dict(json.loads(line.removeprefix(b"data: ")))

    async def invoice(self) -> dict[str, Any]:
        key = base64.b64encode(f"{SECRET}:".encode()).decode()
        answer = await self.client.post(
            "/v1/invoices",
            json={"amount": 5000, "currency": "SAR", "description": "Deposit: Haircut"},
            headers={"Authorization": f"Basic {key}", "User-Agent": "salon-bot-tests"},
        )
        assert answer.status == 201
        return dict(await answer.json())


@pytest_asyncio.fixture(loop_scope="session")
async def salon() -> AsyncIterator[Salon]:
    salon = Salon()
    async with salon.client:
        salon.appoint()
        yield salon


async def test_without_a_cast_the_page_says_so() -> None:
    salon = Salon()
    async with salon.client:
        for path in ("/demo", "/demo/events"):
            answer = await salon.client.get(path)
            assert answer.status == 503
            assert "cast" in await answer.text()
        assert await salon.act("telegram", text="hi") == 503


async def test_the_page_may_load_nothing_from_elsewhere(salon: Salon) -> None:
    answer = await salon.client.get("/demo")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert (await salon.client.get("/demo/static/js/main.js")).content_type == "text/javascript"
    for path in ("js/nothing.js", "../page.py", "..%2fpage.py", "index.html"):
        assert (await salon.client.get(f"/demo/static/{path}")).status == 404


async def test_the_customers_telegram_reaches_the_bot(salon: Salon) -> None:
    assert await salon.act("telegram", text="/start") == 204
    [started] = await salon.updates()
    assert started["message"]["text"] == "/start"
    keyboard = [
        [{"text": "Haircut", "callback_data": "s:1"}, {"text": "Map", "url": "https://a.test"}]
    ]
    sent = await salon.bot(
        "sendMessage", chat_id=CUSTOMER, text="Which?", reply_markup={"inline_keyboard": keyboard}
    )
    assert await salon.act("telegram", tap="s:1", message=sent["message_id"]) == 204
    assert (await salon.state())["telegram"]["waiting"]
    [tapped] = await salon.updates()
    query = tapped["callback_query"]
    assert (query["data"], query["from"]["id"]) == ("s:1", CUSTOMER)
    await salon.bot("answerCallbackQuery", callback_query_id=query["id"], text="Taken")
    await salon.bot("editMessageText", chat_id=CUSTOMER, message_id=sent["message_id"], text="Day?")
    shown = (await salon.state())["telegram"]
    assert (shown["toast"], shown["toasts"], shown["waiting"]) == ("Taken", 1, False)
    mine, theirs = shown["messages"]
    assert (mine["mine"], theirs["mine"]) == (True, False)
    assert (theirs["text"], theirs["edited"], theirs["buttons"]) == ("Day?", True, [])
    assert await salon.act("telegram", tap="s:1", message=sent["message_id"]) == 409


async def test_the_contact_key_sends_the_customers_own_number(salon: Salon) -> None:
    await salon.act("telegram", text="hi")
    keys = {"keyboard": [[{"text": "Share", "request_contact": True}]], "one_time_keyboard": True}
    await salon.bot("sendMessage", chat_id=CUSTOMER, text="Your number?", reply_markup=keys)
    assert (await salon.state())["telegram"]["keyboard"] == [[{"text": "Share", "contact": True}]]
    assert await salon.act("telegram", contact=True) == 204
    contact = (await salon.updates())[-1]["message"]["contact"]
    assert (contact["phone_number"], contact["user_id"]) == ("966511111111", CUSTOMER)
    assert (await salon.state())["telegram"]["keyboard"] is None


async def test_the_staff_act_in_their_group(salon: Salon) -> None:
    keyboard = [[{"text": "Arrived", "callback_data": "a"}]]
    sent = await salon.bot(
        "sendMessage", chat_id=GROUP, text="New", reply_markup={"inline_keyboard": keyboard}
    )
    await salon.act("staff", tap="a", message=sent["message_id"])
    await salon.act("staff", text="/today")
    tapped, typed = await salon.updates()
    assert tapped["callback_query"]["message"]["chat"]["id"] == GROUP
    assert (typed["message"]["chat"]["id"], typed["message"]["from"]["id"]) == (GROUP, STAFF)
    shown = (await salon.state())["staff"]
    assert [message["sender"] for message in shown["messages"]] == ["Noor Salon", "Sara"]


async def test_pictures_and_files_of_the_bot_can_be_fetched(salon: Salon) -> None:
    await salon.act("telegram", text="hi")
    for method, field, name, content in (
        ("sendPhoto", "photo", "day.png", TINY_PNG),
        ("sendDocument", "document", "visit.ics", b"<script>alert(1)</script>"),
    ):
        form = FormData({"chat_id": str(CUSTOMER)})
        form.add_field(field, content, filename=name, content_type="text/html")
        assert (await salon.client.post(f"{BOT}/{method}", data=form)).status == 200
    _, photo, document = (await salon.state())["telegram"]["messages"]
    picture = await salon.client.get(photo["media"][0]["url"])
    assert (picture.content_type, await picture.read()) == ("image/png", TINY_PNG)
    assert document["media"][0]["name"] == "visit.ics"
    saved = await salon.client.get(document["media"][0]["url"])
    assert saved.content_type == "application/octet-stream"
    assert saved.headers["Content-Disposition"] == "attachment"


async def test_what_whatsapp_fetched_is_shown_from_here(salon: Salon) -> None:
    await salon.act("whatsapp", text="hi")
    basic = base64.b64encode(f"{ACCOUNT}:token".encode()).decode()
    await salon.act("telegram", text="hi")
    form = FormData({"chat_id": str(CUSTOMER)})
    form.add_field("photo", TINY_PNG, filename="day.png", content_type="image/png")
    await salon.client.post(f"{BOT}/sendPhoto", data=form)
    picture = (await salon.state())["telegram"]["messages"][-1]["media"][0]["url"]
    media = {
        "To": "whatsapp:+966511111111",
        "From": "whatsapp:+966500000000",
        "MediaUrl": str(salon.client.make_url(picture)),
    }
    path = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    headers = {"Authorization": f"Basic {basic}"}
    sent = await salon.client.post(path, data=media, headers=headers)
    assert sent.status == 201
    await salon.sandbox.deliveries.settled()
    (medium,) = (await salon.state())["whatsapp"]["messages"][-1]["media"]
    assert medium["kind"] == "photo"
    shown = await salon.client.get(medium["url"])
    assert (shown.content_type, await shown.read()) == ("image/png", TINY_PNG)
    assert (await salon.client.get("/demo/media/MM0")).status == 404


async def test_whatsapp_buttons_and_rows_are_pressed(salon: Salon) -> None:
    await salon.act("whatsapp", text="hi")
    basic = base64.b64encode(f"{ACCOUNT}:token".encode()).decode()
    headers = {"Authorization": f"Basic {basic}"}
    types = {
        "twilio/quick-reply": {"body": "Again?", "actions": [{"title": "Yes", "id": "y"}]},
        "twilio/list-picker": {
            "body": "When?",
            "button": "Times",
            "items": [{"item": "17:30", "id": "t", "description": "Tuesday"}],
        },
    }
    for kind, spec in types.items():
        content = {"friendly_name": "test", "language": "en", "types": {kind: spec}}
        made = await salon.client.post("/v1/Content", json=content, headers=headers)
        form = {
            "To": "whatsapp:+966511111111",
            "From": "whatsapp:+966500000000",
            "ContentSid": (await made.json())["sid"],
        }
        path = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
        assert (await salon.client.post(path, data=form, headers=headers)).status == 201
    mine, buttons, rows = (await salon.state())["whatsapp"]["messages"]
    assert (mine["mine"], mine["status"]) == (True, "read")
    assert buttons["buttons"] == [{"id": "y", "title": "Yes"}]
    row = {"id": "t", "title": "17:30", "description": "Tuesday"}
    assert rows["list"] == {"button": "Times", "items": [row]}
    assert await salon.act("whatsapp", press="y", message=buttons["id"]) == 204
    assert await salon.act("whatsapp", choose="t", message=rows["id"]) == 204
    assert await salon.act("whatsapp", press="gone", message=rows["id"]) == 409
    said = [message["text"] for message in (await salon.state())["whatsapp"]["messages"]]
    assert said == ["hi", "Again?", "When?", "Yes", "17:30"]


async def test_the_clock_moves(salon: Salon) -> None:
    assert await salon.act("clock", minutes=15) == 204
    assert (await salon.state())["now"] == "2026-11-23T11:20:00+00:00"
    for nonsense in (0, -5, True, "15", 1.5, 10**9, None):
        assert await salon.act("clock", minutes=nonsense) == 400


async def test_only_json_objects_are_actions(salon: Salon) -> None:
    post = salon.client.post
    assert (await post("/demo/telegram", data={"text": "hi"})).status == 415
    assert (await post("/demo/telegram", json=["hi"])).status == 400
    assert (await post("/demo/telegram", json={"dance": True})).status == 400
    assert (await post("/demo/whatsapp", json={"text": 5})).status == 400
    assert await salon.updates() == []


async def test_a_booking_is_chatted_and_paid_on_the_page(salon: Salon, visit: OpenPage) -> None:
    page = await visit(salon.url)
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.locator("#telegram .mine")).to_contain_text("/start")
    invoice = await salon.invoice()
    keyboard = [[{"text": "Pay 50.00 SAR", "url": invoice["url"]}]]
    text = "عربون الحجز"
    await salon.bot(
        "sendMessage", chat_id=CUSTOMER, text=text, reply_markup={"inline_keyboard": keyboard}
    )
    await expect(page.locator("#telegram .frame")).to_have_attribute("dir", "rtl")
    await page.get_by_role("link", name="Pay 50.00 SAR").click()
    opened = page.get_by_role("dialog")
    await opened.get_by_role("button", name="رفض البطاقة").click()
    await expect(opened.get_by_role("status")).to_contain_text("رفض البنك البطاقة")
    await opened.get_by_role("button", name="ادفع 50.00 SAR").click()
    await expect(opened.get_by_role("status")).to_have_text("تم الدفع. شكرًا لك!")
    assert salon.sandbox.moyasar.invoices[invoice["id"]].status == "paid"
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="+1 hour").click()
    await expect(page.locator("#clock-time")).to_have_text("15:05")
