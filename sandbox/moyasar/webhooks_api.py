"""The webhook calls: register, verify, list, delete, and the log of attempts."""

from aiohttp import web

from sandbox.moyasar import hooks, lists
from sandbox.moyasar.accounts import Account
from sandbox.moyasar.calls import Calls, json_of
from sandbox.moyasar.events import Events
from sandbox.moyasar.hooks import Hook
from sandbox.moyasar.ledger import Ledger
from sandbox.moyasar.refusals import not_found


class WebhooksApi:
    """Without `require_verification` a webhook is verified as soon as it is registered."""

    def __init__(self, ledger: Ledger, events: Events) -> None:
        self.require_verification = True
        self._ledger = ledger
        self._events = events

    def routes(self, calls: Calls) -> list[web.AbstractRouteDef]:
        one = "/webhooks/{id}"
        attempts = "/webhooks/attempts"
        return [
            calls.route("GET", "/webhooks/available_events", "webhooks.events", self._available),
            calls.route("GET", attempts, "webhooks.attempts", self._attempts),
            calls.route("GET", f"{attempts}/{{id}}", "webhooks.attempts", self._attempt),
            calls.route("POST", "/webhooks", "webhooks.create", self._create),
            calls.route("GET", "/webhooks", "webhooks.list", self._list),
            calls.route("GET", one, "webhooks.fetch", self._fetch),
            calls.route("DELETE", one, "webhooks.delete", self._delete),
            calls.route("POST", f"{one}/verify", "webhooks.verify", self._verify),
        ]

    async def _create(self, request: web.Request, account: Account) -> web.Response:
        now = self._ledger.now()
        hook = hooks.registered(account, await json_of(request), now)
        self._events.hooks[hook.id] = hook
        if self.require_verification:
            self._events.ask_to_verify(hook)
        else:
            hook.verified_at = now
        return web.json_response(hook.as_json(), status=201)

    async def _list(self, request: web.Request, account: Account) -> web.Response:
        own = [hook.as_json() for hook in self._events.hooks.values() if hook.account == account]
        return web.json_response({"webhooks": own})

    async def _fetch(self, request: web.Request, account: Account) -> web.Response:
        return web.json_response(self._hook(request, account).as_json())

    async def _delete(self, request: web.Request, account: Account) -> web.Response:
        del self._events.hooks[self._hook(request, account).id]
        return web.json_response({"message": "Webhook deleted"})

    async def _verify(self, request: web.Request, account: Account) -> web.Response:
        hook = self._hook(request, account)
        hook.verify((await json_of(request)).get("code"), self._ledger.now())
        return web.json_response(hook.as_json())

    async def _available(self, request: web.Request, account: Account) -> web.Response:
        return web.json_response({"events": list(hooks.AVAILABLE)})

    async def _attempts(self, request: web.Request, account: Account) -> web.Response:
        page, meta = lists.cut(self._own_attempts(account)[::-1], request.query)
        return web.json_response({"webhook_attempts": page, "meta": meta})

    async def _attempt(self, request: web.Request, account: Account) -> web.Response:
        for attempt in self._own_attempts(account):
            if attempt["id"] == request.match_info["id"]:
                return web.json_response(attempt)
        raise not_found()

    def _own_attempts(self, account: Account) -> list[dict[str, object]]:
        own = {hook.id for hook in self._events.hooks.values() if hook.account == account}
        return [each for each in self._events.attempts if each["webhook_id"] in own]

    def _hook(self, request: web.Request, account: Account) -> Hook:
        hook = self._events.hooks.get(request.match_info["id"])
        if hook is None or hook.account != account:
            raise not_found()
        return hook
