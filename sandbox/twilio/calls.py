"""One API call: authentication, planned faults, and errors in Twilio's form."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

from sandbox.faults import Faults, disturbed
from sandbox.twilio.accounts import Account, authenticated
from sandbox.twilio.refusals import HTTP_FAULTS, Refused, not_found, planned

Operation = Callable[[web.Request, Account], Awaitable[web.Response]]


class Calls:
    """Makes routes of operations; `call` is the name that a fault is planned under."""

    def __init__(self, faults: Faults, accounts: Mapping[str, Account]) -> None:
        self._faults = faults
        self._accounts = accounts

    def route(self, method: str, path: str, call: str, operation: Operation) -> web.RouteDef:
        async def handle(request: web.Request) -> web.StreamResponse:
            fault = self._faults.take("twilio", call, HTTP_FAULTS)

            async def answer() -> web.Response:
                try:
                    return planned(fault) or await operation(request, self._account(request))
                except Refused as refused:
                    return refused.response()

            return await disturbed(fault, request, answer)

        return web.route(method, path, handle)

    def _account(self, request: web.Request) -> Account:
        account = authenticated(request, self._accounts.values())
        if request.match_info.get("account", account.sid) != account.sid:
            raise Refused(20003, status=401)
        return account


async def json_of(request: web.Request) -> Any:
    """Return the JSON of a request; the Content API takes nothing else."""
    if request.content_type != "application/json":
        raise Refused(20001, "Content-Type must be application/json.", status=415)
    try:
        return await request.json()
    except ValueError as error:
        raise Refused(20001, "The body is not JSON.") from error


def missing(request: web.Request) -> Refused:
    return not_found(request.path)


def base_of(request: web.Request) -> str:
    """The address that the client itself used, so that it can follow our links."""
    return f"{request.scheme}://{request.host}"
