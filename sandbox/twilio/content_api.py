"""The Content API v1: create, list, fetch and delete templates, and have them approved."""

from datetime import timedelta
from typing import Any

from aiohttp import web

from sandbox.twilio import approvals
from sandbox.twilio.accounts import Account
from sandbox.twilio.calls import Calls, base_of, json_of, missing
from sandbox.twilio.contents import Content, created
from sandbox.twilio.exchange import Exchange
from sandbox.twilio.paging import Page, paged

ROOT = "/v1/Content"


class ContentApi:
    """Approval takes `approval_takes` by the movable clock."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self.approval_takes = timedelta(minutes=5)

    def routes(self, calls: Calls) -> list[web.AbstractRouteDef]:
        one = f"{ROOT}/{{sid}}"
        approval = f"{one}/ApprovalRequests"
        return [
            calls.route("POST", ROOT, "content.create", self._create),
            calls.route("GET", ROOT, "content.list", self._list),
            calls.route("GET", one, "content.fetch", self._fetch),
            calls.route("DELETE", one, "content.delete", self._delete),
            calls.route("POST", f"{approval}/whatsapp", "approvals.create", self._ask),
            calls.route("GET", approval, "approvals.fetch", self._approval),
        ]

    async def _create(self, request: web.Request, account: Account) -> web.Response:
        content = created(account.sid, await json_of(request), self._exchange.now())
        self._exchange.contents[content.sid] = content
        return web.json_response(content.as_json(base_of(request)), status=201)

    async def _list(self, request: web.Request, account: Account) -> web.Response:
        contents = self._exchange.contents.values()
        own = [content for content in contents if content.account_sid == account.sid]
        page = paged(own[::-1], request.query, lambda content: content.sid)
        return web.json_response(_page_json(page, base_of(request)))

    async def _fetch(self, request: web.Request, account: Account) -> web.Response:
        return web.json_response(self._content(request, account).as_json(base_of(request)))

    async def _delete(self, request: web.Request, account: Account) -> web.Response:
        del self._exchange.contents[self._content(request, account).sid]
        return web.Response(status=204)

    async def _ask(self, request: web.Request, account: Account) -> web.Response:
        content, now = self._content(request, account), self._exchange.now()
        content.approval = approvals.requested(
            await json_of(request), content.types, content.kind, now + self.approval_takes
        )
        return web.json_response(content.approval.as_json(now), status=201)

    async def _approval(self, request: web.Request, account: Account) -> web.Response:
        content = self._content(request, account)
        approval, now = content.approval, self._exchange.now()
        known = approvals.unsubmitted() if approval is None else approval.as_json(now)
        answer = {
            "sid": content.sid,
            "account_sid": content.account_sid,
            "whatsapp": {"type": "whatsapp"} | known,
            "url": f"{base_of(request)}{request.path}",
        }
        return web.json_response(answer)

    def _content(self, request: web.Request, account: Account) -> Content:
        content = self._exchange.contents.get(request.match_info["sid"])
        if content is None or content.account_sid != account.sid:
            raise missing(request)
        return content


def _page_json(page: Page[Content], base: str) -> dict[str, Any]:
    def url(query: str | None) -> str | None:
        return None if query is None else f"{base}{ROOT}?{query}"

    return {
        "contents": [content.as_json(base) for content in page.items],
        "meta": {
            "key": "contents",
            "page": page.number,
            "page_size": page.size,
            "url": url(page.current),
            "first_page_url": url(page.first),
            "next_page_url": url(page.following),
            "previous_page_url": url(page.previous),
        },
    }
