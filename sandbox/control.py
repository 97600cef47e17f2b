"""Telling the stand-ins to fail, and moving their clock, over HTTP."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from sandbox.faults import Faults

SERVICES = ("telegram", "twilio", "moyasar")


def routes(
    faults: Faults,
    advance: Callable[[timedelta], Awaitable[None]],
    now: Callable[[], datetime],
) -> list[web.AbstractRouteDef]:
    async def add_fault(request: web.Request) -> web.Response:
        asked = await _object(request)
        service, times = asked.get("service"), asked.get("times", 1)
        call, fault = asked.get("call", "*"), asked.get("fault")
        if service not in SERVICES:
            raise web.HTTPBadRequest(text=f"service is one of {', '.join(SERVICES)}")
        if not (isinstance(call, str) and isinstance(fault, str) and fault):
            raise web.HTTPBadRequest(text="call and fault are texts")
        if not isinstance(times, int) or isinstance(times, bool) or times < 1:
            raise web.HTTPBadRequest(text="times is a number from 1 on")
        faults.add(service, call, fault, times)
        return web.json_response({"service": service, "call": call, "fault": fault, "times": times})

    async def move_clock(request: web.Request) -> web.Response:
        minutes = (await _object(request)).get("minutes")
        if not isinstance(minutes, int | float) or isinstance(minutes, bool) or minutes < 0:
            raise web.HTTPBadRequest(text="minutes is a number from 0 on")
        try:
            await advance(timedelta(minutes=minutes))
        except LookupError as reason:
            raise web.HTTPConflict(text=str(reason)) from None
        return web.json_response({"now": now().isoformat()})

    return [
        web.post("/_sandbox/faults", add_fault),
        web.post("/_sandbox/clock", move_clock),
    ]


async def _object(request: web.Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="a JSON object is expected")
    return body
