"""Errors in Twilio's form: {code, message, more_info, status}."""

from aiohttp import web

from sandbox import faults

MEANINGS = {
    11751: "Media Message - Media exceeds messaging provider limit",
    12300: "Invalid Content-Type",
    20001: "Invalid parameter",
    20003: "Authenticate",
    20404: "The requested resource was not found",
    20429: "Too Many Requests",
    20500: "Internal Server Error",
    21211: "Invalid 'To' Phone Number",
    21266: "'To' and 'From' number cannot be the same",
    21603: "A 'From' phone number is required.",
    21604: "A 'To' phone number is required.",
    21606: "The 'From' phone number provided is not a valid message-capable Twilio phone number",
    21609: "The 'StatusCallback' URL is not a valid URL",
    21617: "The concatenated message body exceeds the 1600 character limit.",
    21619: "A text message body or media urls must be specified.",
    21620: "Invalid media URL(s)",
    21623: "Number of media files exceeds allowed limit",
    21654: "ContentSid Required",
    21655: "The ContentSid is Invalid",
    21656: "The Content Variables parameter is invalid.",
    21658: "Parameter exceeded character limit",
    21701: "The Messaging Service does not exist",
    21910: "Invalid 'From' and 'To' pair. 'From' and 'To' should be of the same channel",
    63005: "Channel did not accept given content. Please see Channel specific error message",
    63007: "Twilio could not find a Channel with the specified From address",
    63016: "Failed to send freeform message because you are outside the allowed window. "
    "If you are using WhatsApp, please use a Message Template.",
    63019: "Media failed to download",
    63024: "Invalid message recipient",
}


class Refused(Exception):
    """Twilio says no; `detail` adds to the meaning of the code."""

    def __init__(
        self, code: int, detail: str = "", status: int = 400, retry_after: int | None = None
    ) -> None:
        super().__init__(code, detail)
        self.code = code
        self.status = status
        self.message = f"{meaning(code)} {detail}".strip()
        self.retry_after = retry_after

    def response(self) -> web.Response:
        body = {
            "code": self.code,
            "message": self.message,
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.status,
        }
        headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        return web.json_response(body, status=self.status, headers=headers)


def meaning(code: int) -> str:
    return MEANINGS.get(code, "Unknown error")


def not_found(path: str) -> Refused:
    return Refused(20404, path, status=404)


HTTP_FAULTS = frozenset({"429", "500", "502", "lost", "drop", "slow"})


def planned(fault: str | None) -> web.Response | None:
    """Return the answer of a fault that refuses the call, if it is one."""
    match faults.kind(fault or ""):
        case "429":
            return Refused(20429, "", 429, faults.retry_after(fault or "")).response()
        case "500":
            return Refused(20500, "", 500).response()
        case "502":
            page = "<html><body>Bad Gateway</body></html>"
            return web.Response(status=502, text=page, content_type="text/html")
    return None
