"""The stand-in of api.telegram.org: routes, and the handles for tests and the demo page."""

import inspect
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any

from aiohttp import web

from sandbox.deliveries import Deliveries
from sandbox.faults import Faults, disturbed, kind, retry_after
from sandbox.news import News
from sandbox.telegram.bots import Bot
from sandbox.telegram.call import Call, Explained
from sandbox.telegram.chats import Chat
from sandbox.telegram.errors import Refused, Wire, bad_request, forbidden, too_many_requests
from sandbox.telegram.groups import Group
from sandbox.telegram.limits import Limits
from sandbox.telegram.methods import CARRIED_OUT
from sandbox.telegram.people import Person
from sandbox.telegram.requests import Upload, parameters_of
from sandbox.telegram.spec import Method, bot_api
from sandbox.telegram.validation import checked
from sandbox.telegram.world import World

CALL_FAULTS = ("429", "500", "502", "403", "lost", "drop", "slow")
BAD_GATEWAY = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n</html>\r\n"


class TelegramStandIn:
    """Answers every method of the Bot API: carried out, refused, or honestly not carried out."""

    def __init__(
        self, now: Callable[[], datetime], faults: Faults, deliveries: Deliveries, news: News
    ) -> None:
        self._world = World(now, news)
        self._faults = faults
        self._deliveries = deliveries
        self.calls: list[tuple[str, dict[str, Any]]] = []

    @property
    def limits(self) -> Limits:
        """Return the rates; `limits.enabled = False` lifts them."""
        return self._world.limits

    @property
    def files(self) -> dict[str, Upload]:
        """Return what was uploaded, by file_id."""
        return self._world.files

    def routes(self) -> list[web.AbstractRouteDef]:
        path = "/bot{token:[^/]+}/{method}"
        return [web.get(path, self._handle, allow_head=False), web.post(path, self._handle)]

    def close(self) -> None:
        """End the long polls."""
        for bot in self._world.bots.values():
            bot.updates.close()

    def add_bot(
        self,
        token: str,
        *,
        username: str = "noor_bot",
        name: str = "Noor Salon",
        reads_all_group_messages: bool = False,
    ) -> Bot:
        bot = Bot(
            token,
            username,
            name,
            reads_all_group_messages=reads_all_group_messages,
            now=self._world.now,
        )
        self._world.bots[token] = bot
        return bot

    def connect_payments(self, provider_token: str) -> None:
        """Connect a payment provider with the bots that exist, as BotFather does."""
        for bot in self._world.bots.values():
            bot.payment_tokens.add(provider_token)

    def person(
        self,
        user_id: int,
        first_name: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = None,
        phone: str | None = None,
    ) -> Person:
        person = self._world.people[user_id] = Person(
            self._world,
            user_id,
            first_name,
            last_name=last_name,
            username=username,
            language_code=language_code,
            phone=phone,
        )
        return person

    def group(
        self,
        chat_id: int,
        title: str,
        *,
        kind: str = "supergroup",
        members: Iterable[Person] = (),
        bot_in: bool = True,
        topics: Collection[int] = (),
    ) -> Group:
        """Make a group; the bots that exist are in it unless told otherwise."""
        bots = {bot.bot_id: "member" for bot in self._world.bots.values()} if bot_in else {}
        group = self._world.groups[chat_id] = Group(
            self._world, chat_id, title, kind=kind, members=members, bots=bots, topics=topics
        )
        return group

    def chat(self, chat_id: int, bot: Bot | None = None) -> Chat:
        """Return a group, or a person's private chat with the bot."""
        group = self._world.groups.get(chat_id)
        return group or self._world.people[chat_id].private_chat(bot)

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        bot = self._world.bots.get(request.match_info["token"])
        method = bot_api().method(request.match_info["method"])
        if bot is None:
            return _refusal(Refused(401, "Unauthorized"))
        if method is None:
            return _refusal(Refused(404, "Not Found: method not found"))
        fault = self._faults.take("telegram", method.name, among=CALL_FAULTS)

        async def answer() -> web.Response:
            return await self._answer(request, bot, method, fault)

        return await disturbed(fault, request, answer)

    async def _answer(
        self, request: web.Request, bot: Bot, method: Method, fault: str | None
    ) -> web.Response:
        if kind(fault or "") == "502":
            return web.Response(status=502, text=BAD_GATEWAY, content_type="text/html")
        try:
            given = await parameters_of(request)
            values = self._checked(method, given)
            if refusal := _faulty(fault):
                raise refusal
            return await self._carry_out(bot, method, values)
        except Refused as refused:
            return _refusal(refused)

    def _checked(self, method: Method, given: dict[str, Any]) -> Wire:
        """Check the parameters and write the call down, valid or not."""
        self.calls.append((method.name, given))
        self._world.changed()
        values = checked(bot_api(), method, given)
        self.calls[-1] = (method.name, values)
        return values

    async def _carry_out(self, bot: Bot, method: Method, values: Wire) -> web.Response:
        handler = CARRIED_OUT.get(method.name)
        if handler is None:
            raise bad_request("method is not carried out by this stand-in")
        call = Call(method.name, values, bot, self._world, self._faults, self._deliveries)
        result = handler(call)
        if inspect.isawaitable(result):
            result = await result
        if isinstance(result, Explained):
            body = {"ok": True, "result": result.result, "description": result.description}
            return web.json_response(body)
        return web.json_response({"ok": True, "result": result})


def _faulty(fault: str | None) -> Refused | None:
    match kind(fault or ""):
        case "429":
            return too_many_requests(retry_after(fault or ""))
        case "500":
            return Refused(500, "Internal Server Error")
        case "403":
            return forbidden("bot was blocked by the user")
    return None


def _refusal(refused: Refused) -> web.Response:
    headers = {}
    if refused.parameters and "retry_after" in refused.parameters:
        headers["Retry-After"] = str(refused.parameters["retry_after"])
    return web.json_response(refused.body(), status=refused.code, headers=headers)
