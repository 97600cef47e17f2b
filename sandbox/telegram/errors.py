"""Refusals in the words of the Bot API server."""

from typing import Any

Wire = dict[str, Any]
"""A JSON object as it travels."""


class Refused(Exception):
    """A call that is answered with `"ok": false`."""

    def __init__(self, code: int, description: str, parameters: Wire | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> Wire:
        body: Wire = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(text: str) -> Refused:
    return Refused(400, f"Bad Request: {text}")


def forbidden(text: str) -> Refused:
    return Refused(403, f"Forbidden: {text}")


def conflict(text: str) -> Refused:
    return Refused(409, f"Conflict: {text}")


def too_many_requests(seconds: int) -> Refused:
    return Refused(
        429, f"Too Many Requests: retry after {seconds}", parameters={"retry_after": seconds}
    )
