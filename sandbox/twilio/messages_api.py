"""The Messages API: send, list and fetch (Twilio API version 2010-04-01)."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from aiohttp import web
from multidict import MultiDict

from sandbox.twilio.accounts import Account
from sandbox.twilio.calls import Calls, missing
from sandbox.twilio.drafts import drafted
from sandbox.twilio.exchange import Exchange
from sandbox.twilio.messages import API_VERSION, Message
from sandbox.twilio.paging import Page, paged
from sandbox.twilio.refusals import Refused

DAY = "YYYY-MM-DD"
ROOT = f"/{API_VERSION}/Accounts/{{account}}/Messages"


class MessagesApi:
    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def routes(self, calls: Calls) -> list[web.AbstractRouteDef]:
        return [
            calls.route("POST", f"{ROOT}.json", "messages.create", self._create),
            calls.route("GET", f"{ROOT}.json", "messages.list", self._list),
            calls.route("GET", f"{ROOT}/{{sid}}.json", "messages.fetch", self._fetch),
        ]

    async def _create(self, request: web.Request, account: Account) -> web.Response:
        exchange = self._exchange
        draft = drafted(await _form(request), account, exchange.contents, exchange.now())
        return web.json_response(exchange.accept(account, draft), status=201)

    async def _list(self, request: web.Request, account: Account) -> web.Response:
        query = request.query
        tests = list(_filters(query))
        own = (m for m in self._exchange.messages.values() if m.account_sid == account.sid)
        found = [message for message in own if all(test(message) for test in tests)]
        page = paged(found[::-1], query, lambda message: message.sid)
        return web.json_response(_page_json(page, request.path))

    async def _fetch(self, request: web.Request, account: Account) -> web.Response:
        message = self._exchange.messages.get(request.match_info["sid"])
        if message is None or message.account_sid != account.sid:
            raise missing(request)
        return web.json_response(message.as_json())


async def _form(request: web.Request) -> MultiDict[str]:
    """Return the form's texts; anything but a form is as good as empty, and refused as such."""
    fields = (await request.post()).items()
    return MultiDict((name, value) for name, value in fields if isinstance(value, str))


Test = Callable[[Message], bool]


def _filters(query: Any) -> Iterator[Test]:
    if to := query.get("To"):
        yield lambda message: message.recipient == to
    if sender := query.get("From"):
        yield lambda message: message.sender == sender
    if sent := query.get("DateSent"):
        # The official clients send a day as its midnight.
        yield _sent(sent[: len(DAY)], lambda at, wanted: at == wanted)
    if before := query.get("DateSent<"):
        yield _sent(before, lambda at, wanted: at <= wanted)
    if after := query.get("DateSent>"):
        yield _sent(after, lambda at, wanted: at >= wanted)


def _sent(text: str, holds: Callable[[Any, Any], bool]) -> Test:
    """Compare days where a day is given, moments where a moment is; both ends count."""
    try:
        if len(text) == len(DAY):
            day = date.fromisoformat(text)
            return lambda message: holds(message.created_at.astimezone(UTC).date(), day)
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused(20001, f"{text} is not a date.") from error
    wanted = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return lambda message: holds(message.created_at.replace(microsecond=0), wanted)


def _page_json(page: Page[Message], path: str) -> dict[str, Any]:
    def uri(query: str | None) -> str | None:
        return None if query is None else f"{path}?{query}"

    return {
        "first_page_uri": uri(page.first),
        "uri": uri(page.current),
        "next_page_uri": uri(page.following),
        "previous_page_uri": uri(page.previous),
        "page": page.number,
        "page_size": page.size,
        "start": page.start,
        "end": page.start + max(len(page.items) - 1, 0),
        "messages": [message.as_json() for message in page.items],
    }
