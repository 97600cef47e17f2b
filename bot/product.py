"""The product joined together: what `main.py` runs, on a database that is up to date."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog
from aiohttp import ClientSession
from sqlalchemy import Connection

from booking.catalog import Catalog, first_tenant
from booking.errors import Invalid, Problem
from booking.events import TOPIC as EVENT
from booking.reminders import TOPIC as REMIND
from booking.reservations.lapse import TOPIC as LAPSE
from booking.reservations.locking import Lock, lock_calendars
from booking.reservations.unanswered import TOPIC as UNANSWERED
from booking.reservations.unsaid import TOPIC as UNSAID
from booking.reviews import TOPIC as RATE
from booking.store.database import Database
from booking.store.queue import Task
from bot.calendar_feed import CalendarFeed
from bot.channels.pace import PUBLISHED, Pace
from bot.connecting import Outside
from bot.conversation.album import KIND as PHOTO
from bot.files import Files
from bot.links import Links
from bot.metrics import Metrics
from bot.photo_files import PhotoFiles
from bot.receipts.files import KIND as RECEIPTS
from bot.receipts.files import ReceiptFiles
from bot.reports.making import KIND as REPORT
from bot.reports.making import ReportFiles
from bot.secrets import Keyring
from bot.settings import Settings
from bot.tenants import Credentials, Tenants
from bot.vendors import Vendors
from bot.web.context import Context
from bot.wording.localization import Wording
from bot.worker.alerts import ALERT, Alerts
from bot.worker.checkouts import PAID, Checkouts
from bot.worker.dispatch import Worker
from bot.worker.events import Events
from bot.worker.group import GROUP, Group
from bot.worker.inbox import HEAR, Inbox
from bot.worker.intake import Intake
from bot.worker.news import NEWS
from bot.worker.payments import LOOK, RECONCILE, PaymentTasks
from bot.worker.planning import PLAN, Planning
from bot.worker.rating import Ratings
from bot.worker.reminding import Reminders
from bot.worker.speaking import SAY, Speaker
from bot.worker.staff_desk import ANSWER, DESK, StaffDesk
from bot.worker.staff_messages import BEGUN, STAFF, StaffMessages
from bot.worker.staff_reports import REPORTS, StaffReports
from bot.worker.takeover import RELAY, Relay
from bot.worker.timers import SWEEP, Timers
from bot.worker.turns import Turns
from bot.worker.undelivered import UNHEARD
from bot.worker.unheard import Unheard
from bot.worker.waiting import WAITLIST, Waitlist
from payments import billing

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Product:
    """Everything, joined together."""

    settings: Settings
    database: Database
    keyring: Keyring
    wording: Wording
    tenants: Tenants
    worker: Worker
    timers: Timers
    intake: Intake
    context: Context


@asynccontextmanager
async def assembled(
    settings: Settings,
    database: Database,
    keys: Keyring,
    schema_is_current: Callable[[Connection], bool],
    *,
    pace: Pace = PUBLISHED,
    lock: Lock = lock_calendars,
    works: bool = True,
) -> AsyncIterator[Product]:
    """The product for one process; nothing runs yet.

    `works` is false where another process has the worker. Raises Invalid if no salon is known.
    """
    async with ClientSession() as session:
        outside = Outside(Vendors(settings, session, pace), keys, database)
        first = outside.connect(*await _first_tenant(settings, database))
        tenants = Tenants(database, keys, outside.connect, first)
        yield _product(settings, database, keys, tenants, schema_is_current, lock, works=works)


async def _first_tenant(settings: Settings, database: Database) -> tuple[int, str, Credentials]:
    """The first tenant of the database; its accounts are the settings'."""
    async with database.across_tenants() as connection:
        tenant_id = await first_tenant(connection)
    if tenant_id is None:
        no_salon = "no salon is known yet: name a catalogue, for example salon.toml"
        raise Invalid([Problem("SALON_FILE", no_salon)])
    async with database.unit_of_work(tenant_id) as work:
        salon = await Catalog().salon(work)
    return tenant_id, salon.slug, Credentials.from_settings(settings)


def _product(
    settings: Settings,
    database: Database,
    keys: Keyring,
    tenants: Tenants,
    schema_is_current: Callable[[Connection], bool],
    lock: Lock,
    *,
    works: bool,
) -> Product:
    catalog, wording = Catalog(), Wording.load()
    links = Links(settings.public_address, keys)
    turns = Turns(database, catalog, wording, tenants, links, lock=lock)
    staff = StaffMessages(database, catalog, wording, tenants)
    payments = PaymentTasks(database, tenants)
    checkouts = Checkouts(database, catalog, wording, tenants)
    calendars = CalendarFeed(database, catalog, wording)
    files = Files(
        {
            RECEIPTS: ReceiptFiles(database, catalog, wording).make,
            REPORT: ReportFiles(database, catalog, wording).make,
            PHOTO: PhotoFiles(database).make,
            "calendar": calendars.document,
        }
    )
    timers = Timers(database)
    metrics = Metrics()
    relay = Relay(database, catalog, wording, tenants, staff)
    handlers = {
        HEAR: turns.take,
        NEWS: turns.tell,
        SAY: Speaker(database, tenants, files, links).say,
        EVENT: Events(database, catalog, tenants).hand_over,
        GROUP: Group(database, catalog, wording, tenants).hear,
        RELAY: relay.tell,
        RATE: Ratings(database, catalog, tenants).ask,
        UNHEARD: Unheard(database, tenants).carry_on,
        ALERT: Alerts(database, catalog, wording, tenants, staff).tell,
        STAFF: staff.show,
        BEGUN: staff.begun,
        DESK: StaffDesk(database, catalog, wording, tenants).act,
        REPORTS: StaffReports(database, catalog, wording, tenants, files).tell,
        ANSWER: staff.answer,
        PAID: checkouts.paid,
        LAPSE: timers.lapse,
        WAITLIST: Waitlist(database, catalog, tenants, lock=lock).offer,
        UNANSWERED: timers.unanswered,
        UNSAID: timers.unsaid,
        SWEEP: timers.sweep,
        PLAN: Planning(database, catalog).plan,
        LOOK: payments.look,
        RECONCILE: payments.reconcile,
        **dict.fromkeys(billing.TOPICS, payments.carry_out),
    }

    async def parked(task: Task) -> None:
        await turns.apologise(task)
        await payments.gave_up(task)

    together = {REMIND: Reminders(database, catalog, wording, tenants).remind}
    worker = Worker(database, handlers, parked, metrics, together=together)
    inbox = Inbox(database, worker.nudge)
    intake = Intake(database, inbox, staff, checkouts)
    context = Context(
        database=database,
        tenants=tenants,
        inbox=inbox,
        intake=intake,
        links=links,
        files=files,
        calendars=calendars,
        wording=wording,
        metrics=metrics,
        public_address=settings.public_address,
        moyasar_url=str(settings.moyasar_api_url),
        schema_is_current=schema_is_current,
        worker=worker if works else None,
    )
    return Product(settings, database, keys, wording, tenants, worker, timers, intake, context)
