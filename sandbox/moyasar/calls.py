"""One API call: the edge, authentication, planned faults, and errors in Moyasar's envelope."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import hdrs, web

from sandbox.faults import Faults, disturbed
from sandbox.moyasar.accounts import Account, anonymous, authenticated
from sandbox.moyasar.refusals import DONE, HTTP_FAULTS, Refused, firewall, planned

Operation = Callable[[web.Request, Account], Awaitable[web.Response]]


class Calls:
    """Makes routes of operations; `call` is the name that a fault is planned under."""

    def __init__(self, faults: Faults, accounts: Mapping[str, Account]) -> None:
        self._faults = faults
        self._accounts = accounts

    def route(
        self,
        method: str,
        path: str,
        call: str,
        operation: Operation,
        *,
        publishable: bool = False,
    ) -> web.RouteDef:
        """`publishable`: a publishable key may do it too, from the payer's browser."""

        async def handle(request: web.Request) -> web.StreamResponse:
            if anonymous(request.headers.get(hdrs.USER_AGENT, "")):
                return firewall()
            fault = self._faults.take("moyasar", call, HTTP_FAULTS)

            async def answer() -> web.Response:
                try:
                    accounts = self._accounts.values()
                    account = authenticated(request, accounts, publishable=publishable)
                    if fault == DONE:
                        await operation(request, account)
                    return planned(fault) or await operation(request, account)
                except Refused as refused:
                    return refused.response()

            return await disturbed(fault, request, answer)

        return web.route(method, f"/v1{path}", handle)


async def json_of(request: web.Request, *, optional: bool = False) -> dict[str, Any]:
    """Return the JSON object of a request; `optional` takes no body at all as an empty one."""
    text = await request.text()
    if optional and not text.strip():
        return {}
    try:
        body = await request.json()
    except ValueError as error:
        raise Refused("The body is not JSON") from error
    if not isinstance(body, dict) or request.content_type != "application/json":
        raise Refused("The body must be a JSON object, sent as application/json")
    return body
