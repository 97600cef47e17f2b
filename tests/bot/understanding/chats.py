"""Says one message of a customer to the real engine and database, and looks at what comes of it."""

import re
import shutil
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path

from sqlalchemy import select, update

import main
from booking import customers
from booking.catalog import Catalog
from booking.clock import MovableClock
from booking.reservations.hold import hold
from booking.store import queue
from booking.store.tables.bookings import bookings as bookings_table
from booking.store.tenancy import scoped
from booking.visit import Request
from bot.channels.channel import Heard
from bot.conversation.draft import Draft, instant
from bot.conversation.inbound import Inbound, Kind
from bot.conversation.memory import Conversation
from bot.conversation.one_booking import OneBooking
from bot.conversation.rating import Rating
from bot.conversation.route import PLACES
from bot.settings import Settings
from bot.worker import talks
from bot.worker.inbox import hear_task
from bot.worker.turns import Turns

CHANNEL = "telegram"
NAMES = {"ar": "مها", "en": "Maha"}
SCREENS = {
    "services": "service",
    "staff": "staff",
    "days": "day",
    "times": "time",
    "confirm": "confirm",
    "name": "name",
    "rating": "rating",
    "reminder": "booking",
}
_DAY = timedelta(days=1)
_ISOLATES = str.maketrans("", "", "\u2068\u2069")


@dataclass(frozen=True)
class Answer:
    """What the customer sees after one message, and how things stand then."""

    talk: Conversation
    text: str
    language: str
    was_offered: tuple  # choices of the screen before it
    bookings: tuple  # id, status, start and revision of all there are
    stored: tuple  # what there was before


class Salon:
    """One salon on one database, emptied of bookings after whoever made some."""

    def __init__(self, product, clock, file, template):
        self.product, self.clock, self._file, self._template = product, clock, file, template
        self.database = product.database
        self.tenant_id = product.tenants.first.tenant_id
        self._turns = Turns(
            product.database, Catalog(), product.wording, product.tenants, product.context.links
        )
        self._chats = 0

    async def catalogue(self):
        async with self.work() as work:
            return await Catalog().salon(work)

    def work(self):
        return self.database.unit_of_work(self.tenant_id)

    async def meet(self, language):
        """A known customer in a fresh chat; its address."""
        self._chats += 1
        chat = str(7000 + self._chats)
        async with self.work() as work:
            person = await customers.meet(work, CHANNEL, chat, f"+96650{self._chats:07}")
            known = {"name": NAMES[language], "language": language}
            await customers.remember(work, person.id, known)
        return chat, person.id

    async def book(self, person, chat, service, staff, day, minute):
        """A confirmed booking of hers."""
        salon = await self.catalogue()
        at = datetime.combine(day, clock_time(minute // 60, minute % 60), salon.zone)
        async with self.work() as work:
            request = Request(
                key=f"seed:{chat}",
                customer_id=person,
                channel=CHANNEL,
                chat=chat,
                service_id=service.id,
                staff_id=staff.id,
                starts_at=at,
                price_shown=service.price,
            )
            return await hold(work, salon, request)

    async def visited(self, booking):
        """That visit was the day before yesterday."""
        ago = {"starts_at": booking.starts_at - 3 * _DAY, "ends_at": booking.ends_at - 3 * _DAY}
        async with self.work() as work:
            over = update(bookings_table).where(
                scoped(bookings_table), bookings_table.c.id == booking.id
            )
            await work.execute(over.values(status="completed", **ago))

    async def stand(self, chat, place, draft):
        """Have the screen shown, as if the draft had been chosen before it."""
        async with self.work() as work:
            talk = Conversation(place, draft, privacy_told=True)
            await talks.write(work, (CHANNEL, chat, chat), talk, (work.now, 0))
        await self.say(chat, "help")

    async def say(self, chat, text):
        """The answer to one message."""
        async with self.work() as work:
            before = await _bookings(work)
            stands = (await talks.read(work, CHANNEL, chat, chat)).conversation
            heard = Heard(chat, chat, f"{chat}:{stands.turn}", Inbound(Kind.TEXT, text=text))
            await queue.add(work, hear_task(CHANNEL, heard))
        said = await self._turns.take(await self._claimed())
        form = said[-1].payload["form"]
        async with self.work() as work:
            await queue.done(work, *said)
            return Answer(
                talk=(await talks.read(work, CHANNEL, chat, chat)).conversation,
                text=form["plain"].translate(_ISOLATES),
                language=form["language"],
                was_offered=stands.offered,
                bookings=await _bookings(work),
                stored=before,
            )

    async def _claimed(self):
        claimed = await queue.claim(self.database, self.tenant_id, 50)
        return next(task for task in claimed if task.topic == "hear")

    async def empty(self):
        """As it was at the beginning."""
        await self.database.close()
        _restore(self._template, self._file)


async def _bookings(work):
    """What is booked: id, status, start and revision of each."""
    columns = bookings_table.c
    wanted = select(columns.id, columns.status, columns.starts_at, columns.revision)
    rows = await work.rows(wanted.where(scoped(bookings_table)).order_by(columns.id))
    return tuple(tuple(row) for row in rows)


def _restore(template, file):
    for ending in ("-wal", "-shm"):
        Path(f"{file}{ending}").unlink(missing_ok=True)
    shutil.copyfile(template, file)


@asynccontextmanager
async def opened_salon(catalogue, now, folder, migrated):
    """The salon of a catalogue; `migrated` is an empty database that is up to date."""
    file, template = folder / f"{catalogue.stem}.db", folder / f"{catalogue.stem}.template.db"
    shutil.copyfile(migrated, file)
    clock = MovableClock(now, frozen=True)
    settings = Settings.read(
        _env_file=None,
        database_url=f"sqlite:///{file}",
        public_url="http://127.0.0.1:9",
        salon_file=catalogue,
        secret_key="a key of tests, longer than thirty-two characters",
        telegram_bot_token="1:never-used",
    )
    async with main.opened(settings, clock) as product:
        await product.database.close()
        shutil.copyfile(file, template)
        yield Salon(product, clock, file, template)


def place_of(screen, booking):
    """The place that shows this screen."""
    match screen:
        case "reminder":
            return OneBooking(booking.id)
        case "rating":
            return Rating(booking.id)
        case _:
            return PLACES[SCREENS[screen]]()


def draft_of(said, salon, ids):
    """The draft that a row describes: service, staff, date, time, for."""
    values = {}
    if service := said.get("service"):
        first, *more = (ids[one] for one in service.split("+"))
        values |= {"service": first, "more": tuple(more)}
    if staff := said.get("staff"):
        values |= {"anyone": True} if staff == "any" else {"staff": ids[staff]}
    if day := said.get("date"):
        values["day"] = day
    if time := said.get("time"):
        at = datetime.combine(date.fromisoformat(day), clock_time.fromisoformat(time), salon.zone)
        values["start"] = instant(at)
    if whom := said.get("for"):
        values["for_whom"] = whom
    return Draft(**values)


def tomorrow(now, zone):
    return now.astimezone(zone).date() + timedelta(days=1)


def numbers_in(text):
    """The whole numbers of a text, in either script's digits."""
    plain = "".join(str(int(one)) if one.isdecimal() else one for one in text)
    return {int(one) for one in re.findall(r"(?<![\d.,])\d+(?![\d])", plain.replace(",", ""))}
