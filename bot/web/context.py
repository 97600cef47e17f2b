"""What the handlers need."""

from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web
from sqlalchemy import Connection

from booking.store.database import Database
from bot.calendar_feed import CalendarFeed
from bot.files import Files
from bot.links import Links
from bot.metrics import Metrics
from bot.tenants import Lines, Tenants
from bot.wording.localization import Wording
from bot.worker.dispatch import Worker
from bot.worker.inbox import Inbox
from bot.worker.intake import Intake


@dataclass(frozen=True, slots=True)
class Context:
    database: Database
    tenants: Tenants
    inbox: Inbox
    intake: Intake
    links: Links
    files: Files
    calendars: CalendarFeed
    wording: Wording
    metrics: Metrics
    public_address: str | None
    moyasar_url: str
    schema_is_current: Callable[[Connection], bool]
    worker: Worker | None  # null: another process works


CONTEXT = web.AppKey("context", Context)


async def tenant_in_path(request: web.Request) -> Lines:
    """The tenant named in the path; 404 if there is none."""
    lines = await request.app[CONTEXT].tenants.by_slug(request.match_info["tenant"])
    if lines is None:
        raise web.HTTPNotFound
    return lines
