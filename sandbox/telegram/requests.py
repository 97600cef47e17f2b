"""Reading a call's parameters: query, form, multipart or JSON, as the server takes them all."""

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from aiohttp.multipart import BodyPartReader

from sandbox.telegram.errors import Refused, bad_request

LARGEST_UPLOAD = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent."""

    file_name: str
    content_type: str
    content: bytes


async def parameters_of(request: web.Request) -> dict[str, Any]:
    """Return text, JSON values or uploads by name; the body wins over the query."""
    found: dict[str, Any] = dict(request.query)
    match request.content_type:
        case "application/json":
            found |= await _json_object(request)
        case "application/x-www-form-urlencoded":
            found |= {name: str(value) for name, value in (await request.post()).items()}
        case "multipart/form-data":
            found |= await _parts(request)
    return found


async def _json_object(request: web.Request) -> dict[str, Any]:
    text = await request.text()
    if not text.strip():
        return {}
    try:
        body = json.loads(text)
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(body, dict):
        raise bad_request("JSON object expected in the request body")
    return body


async def _parts(request: web.Request) -> dict[str, Any]:
    found: dict[str, Any] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or not part.name:
            continue
        content = bytes(await part.read())
        if len(content) > LARGEST_UPLOAD:
            raise Refused(413, "Request Entity Too Large")
        if part.filename is None:
            found[part.name] = content.decode()
        else:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            found[part.name] = Upload(part.filename, kind, content)
    return found
