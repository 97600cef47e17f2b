"""What monitoring asks."""

from collections.abc import Sequence
from datetime import timedelta

from aiohttp import web
from prometheus_client import generate_latest

from booking.errors import Unavailable
from booking.store import upkeep
from bot.web.context import CONTEXT, Context

_STUCK_AFTER = timedelta(minutes=2)


def routes(*, with_metrics: bool) -> Sequence[web.AbstractRouteDef]:
    probes = [web.get("/healthz", healthz), web.get("/readyz", readyz)]
    return [*probes, web.get("/metrics", metrics)] if with_metrics else probes


async def healthz(request: web.Request) -> web.Response:
    """The process answers."""
    return web.json_response({"status": "ok"})


async def readyz(request: web.Request) -> web.Response:
    """Can it do its work? Parked rows are counted, but are no reason to send nobody here."""
    context = request.app[CONTEXT]
    try:
        parked, lag = await upkeep.parked(context.database), await upkeep.lag(context.database)
        is_current = await _schema_is_current(context)
    except Unavailable as error:
        return web.json_response({"database": str(error)}, status=503)
    is_stuck = context.worker is not None and lag > _STUCK_AFTER and context.worker.is_idle
    said = {
        "database": "ok",
        "schema": "current" if is_current else "behind",
        "worker": "stuck" if is_stuck else "ok" if context.worker else "elsewhere",
        "lag_seconds": round(lag.total_seconds(), 1),
        "parked": parked,
    }
    ready = is_current and not is_stuck
    return web.json_response(said, status=200 if ready else 503)


async def _schema_is_current(context: Context) -> bool:
    async with context.database.across_tenants() as connection:
        return await connection.run_sync(context.schema_is_current)


async def metrics(request: web.Request) -> web.Response:
    """In Prometheus' text form."""
    context = request.app[CONTEXT]
    for topic, rows in (await upkeep.parked(context.database)).items():
        context.metrics.parked.labels(topic).set(rows)
    body = generate_latest(context.metrics.registry)
    return web.Response(body=body, headers={"Content-Type": "text/plain; version=0.0.4"})
