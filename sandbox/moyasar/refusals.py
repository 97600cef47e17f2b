"""Errors in Moyasar's envelope, and the HTML of the firewall before it."""

from typing import Any

from aiohttp import web

from sandbox import faults

FIREWALL_PAGE = "<!DOCTYPE html><html><body><h1>Access denied</h1><p>Error 1010</p></body></html>"


class Refused(Exception):
    """Moyasar says no: {type, message, errors}."""

    def __init__(
        self,
        message: str,
        errors: dict[str, list[str]] | None = None,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        retry_after: int | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.errors = errors
        self.status = status
        self.kind = kind
        self.retry_after = retry_after

    def response(self) -> web.Response:
        body: dict[str, Any] = {"type": self.kind, "message": self.message, "errors": self.errors}
        headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        return web.json_response(body, status=self.status, headers=headers)


def invalid(**errors: str) -> Refused:
    """Refuse a request for its fields, each with what it must be."""
    return Refused("Validation Failed", {name: [text] for name, text in errors.items()})


def not_found() -> Refused:
    return Refused("Object not found", status=404, kind="api_error")


DONE = "500:done"  # carried out all the same
HTTP_FAULTS = frozenset({"400", "429", "500", "502", "503", "403", "lost", "drop", "slow", "late"})


def firewall() -> web.Response:
    return web.Response(status=403, text=FIREWALL_PAGE, content_type="text/html")


def planned(fault: str | None) -> web.Response | None:
    """Return the answer of a fault that refuses the call, if it is one."""
    match faults.kind(fault or ""):
        case "429":
            wait = faults.retry_after(fault or "")
            return Refused(
                "Too many requests", status=429, kind="rate_limit_error", retry_after=wait
            ).response()
        case "400":
            return Refused("Bad request").response()
        case "500":
            return Refused("Something went wrong", status=500, kind="api_error").response()
        case "503":
            return Refused("Under maintenance", status=503, kind="api_error").response()
        case "502":
            page = "<html><body>502 Bad Gateway</body></html>"
            return web.Response(status=502, text=page, content_type="text/html")
        case "403":
            return firewall()
    return None
