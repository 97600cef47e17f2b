"""The demo page: a customer's two phones, the staff's group, the pay page, a clock to move."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from sandbox.demo import actions, events, page, state
from sandbox.demo.cast import Cast
from sandbox.telegram.requests import Upload

if TYPE_CHECKING:
    from sandbox.standins import StandIns

__all__ = ["Cast", "routes"]

NO_CAST = "The demo has no cast yet: set sandbox.cast to say whose phones the page shows."


def routes(sandbox: "StandIns") -> list[web.AbstractRouteDef]:
    """Serve the page for `sandbox.cast`; without one, what needs it answers 503."""

    def cast() -> Cast:
        found = sandbox.cast
        if found is None:
            raise web.HTTPServiceUnavailable(text=NO_CAST)
        return found

    async def show(request: web.Request) -> web.StreamResponse:
        cast()
        return await page.show(request)

    async def follow(request: web.Request) -> web.StreamResponse:
        shown = cast()
        return await events.stream(request, sandbox.news, lambda: state.snapshot(sandbox, shown))

    async def move_clock(request: web.Request) -> web.Response:
        cast()
        try:
            await actions.on_clock(sandbox, await _object(request))
        except actions.Unknown:
            raise web.HTTPBadRequest(text="minutes is a whole number from 1 on") from None
        except LookupError as reason:
            raise web.HTTPConflict(text=str(reason)) from None
        return web.Response(status=204)

    async def file(request: web.Request) -> web.Response:
        return page.file(sandbox.telegram.files.get(request.match_info["id"]))

    async def medium(request: web.Request) -> web.Response:
        sid = request.match_info["sid"]
        found = next((each.medium for each in cast().phone.messages if each.sid == sid), None)
        if found is None:
            raise web.HTTPNotFound
        return page.file(Upload(found.name, found.content_type, found.content))

    return [
        web.get("/demo", show),
        *page.static_routes(),
        web.get("/demo/events", follow),
        web.get("/demo/files/{id}", file),
        web.get("/demo/media/{sid}", medium),
        web.post("/demo/telegram", _doing(cast, actions.on_telegram)),
        web.post("/demo/staff", _doing(cast, actions.in_staff_group)),
        web.post("/demo/whatsapp", _doing(cast, actions.on_whatsapp)),
        web.post("/demo/clock", move_clock),
    ]


def _doing(
    cast: Callable[[], Cast], act: Callable[[Cast, dict[str, Any]], None]
) -> Callable[[web.Request], Any]:
    async def do(request: web.Request) -> web.Response:
        try:
            act(cast(), await _object(request))
        except actions.Unknown:
            raise web.HTTPBadRequest(text="not something that can be done here") from None
        except (LookupError, ValueError) as reason:
            # What a person cannot do: tap what is no longer shown, write to a blocked bot.
            raise web.HTTPConflict(text=str(reason)) from None
        return web.Response(status=204)

    return do


async def _object(request: web.Request) -> dict[str, Any]:
    # Another site's page can post a form to this computer, but not JSON.
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="a JSON object is expected")
    try:
        body = await request.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="a JSON object is expected")
    return body
