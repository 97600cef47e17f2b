"""The database of a story: the salon's rows, the bookings that exist, and a plain worker."""

from datetime import timedelta
from itertools import count

from sqlalchemy import delete

from booking.bookings import find
from booking.catalog import UNIT, Catalog
from booking.course import parts_of
from booking.errors import SlotTaken
from booking.instants import instant_of
from booking.reservations.claiming import take
from booking.reservations.lapse import TOPIC as LAPSE
from booking.reservations.lapse import lapse, when_it_ends
from booking.reservations.units import free_unit
from booking.reservations.writing import line_rows, lines_of
from booking.salon_rules import salon_document, service_document, unit_slug
from booking.store import queue
from booking.store.ids import new_id
from booking.store.tables.bookings import booking_lines, bookings
from booking.store.tables.people import customers
from booking.store.tables.salon import calendars, offers, opening_hours, services, tenants
from booking.store.tenancy import scoped
from booking.stored_rules import plan_document
from payments import billing
from tests.booking.scenario import existing
from tests.booking.scenario.situation import Names, Situation
from tests.booking.scenario.till import Till

TENANT = 1
MINUTE = timedelta(minutes=1)


class Stage:
    """One tenant; `told` are the events that its listeners were told."""

    def __init__(self, database, clock, given):
        self.database, self.clock = database, clock
        self.situation = Situation(given, Names())
        self.till = Till()
        self.told = []
        self.known = set()
        self._versions = count(1)
        self.latest = {}  # by the customer's name

    async def open(self):
        await self.know()
        async with self.work() as work:
            for one in existing.all_existing(self.situation):
                await self._enter(work, one)
            for calendar_id, span in existing.taken_otherwise(self.situation):
                await self._enter_otherwise(work, calendar_id, span)

    def work(self):
        return self.database.unit_of_work(TENANT)

    async def change(self, given):
        self.situation = Situation({**self.situation.given, **given}, self.situation.names)
        await self.know()

    async def know(self):
        """Write the salon down as its catalogue would be."""
        salon = self.situation.salon
        async with self.work() as work:
            for member in salon.staff:
                await work.put(calendars, _member(member))
            for resource in salon.resources:
                for number, unit in enumerate(resource.units):
                    await work.put(calendars, _unit(unit, unit_slug(resource.name, number)))
            for service in self.situation.services.values():
                await work.put(services, _service(service, _Slugs()))
            for table in (offers, opening_hours):
                await work.execute(delete(table).where(scoped(table)))
            await work.insert(offers, *_offers(salon))
            await work.insert(opening_hours, *_opening_hours(salon))
            settings = {**_settings(salon), "rules": salon_document(salon, _Slugs())}
            version = next(self._versions)
            row = {"slug": "main", "settings": settings, "catalog_version": version}
            await work.put(tenants, {**row, "created_at": work.now})

    async def salon(self, work):
        """The salon as the database has it."""
        return await Catalog().salon(work)

    async def customer(self, work, name):
        number = self.situation.customer_id(name)
        if self._is_new(number):
            await work.insert(customers, {"id": number, "created_at": work.now})
        return number

    async def booking(self, name):
        """The customer's latest booking."""
        return await self.find(self.latest[name])

    async def find(self, booking_id):
        async with self.work() as work:
            return await find(work, booking_id)

    async def work_off(self):
        """Do all that is due, as the worker would."""
        while tasks := await queue.claim(self.database, TENANT, 10):
            for task in tasks:
                if task.topic in billing.TOPICS:
                    await billing.carry_out(self.database, self.till, task)
                async with self.work() as work:
                    await queue.done(work, task)
                    if task.topic == LAPSE:
                        await lapse(work, task.payload["booking"])
                    elif task.topic == "event":
                        self.told.append(task.payload["event"])
                        await billing.on_event(work, task.payload)

    def _is_new(self, number):
        if number in self.known:
            return False
        self.known.add(number)
        return True

    async def _enter(self, work, one):
        customer_id = await self.customer(work, one.customer)
        booking_id = new_id()
        parts, starts_at = parts_of([one.service]), instant_of(one.starts)
        lines = lines_of(parts, ((one.staff_id,),), starts_at)
        row = _booking(booking_id, customer_id, one.status, starts_at, instant_of(one.ends))
        await work.insert(bookings, {**row, "held_until": one.until})
        stands = type("Lines", (), {"id": booking_id, "lines": lines})
        await work.insert(booking_lines, *line_rows(stands))
        self.latest[one.customer] = booking_id
        if one.until:
            await queue.add(work, when_it_ends(booking_id, one.until))
        if not one.blocks():
            return
        held = (one.until, customer_id) if one.until else None
        for calendar_id, span in one.people:
            await self._claim(work, booking_id, calendar_id, span, held)
        for name, span in one.resources:
            units = self.situation.salon.resource(name).units
            unit = await free_unit(work, units, tuple(map(instant_of, span)))
            await self._claim(work, booking_id, unit, span, held)

    async def _enter_otherwise(self, work, calendar_id, span):
        """No table has entries of connected calendars yet: a claim of a booking that is none."""
        customer_id = await self.customer(work, "(nobody)")
        row = _booking(new_id(), customer_id, "cancelled", *map(instant_of, span))
        await work.insert(bookings, row)
        await self._claim(work, row["id"], calendar_id, span, None)

    async def _claim(self, work, booking_id, calendar_id, span, held):
        try:
            async with work.savepoint():
                await take(work, booking_id, calendar_id, tuple(map(instant_of, span)), held)
        except SlotTaken:
            if instant_of(span[1]) > work.now:
                raise


class _Slugs:
    """Every id is its own slug."""

    def __getitem__(self, number):
        return str(number)


def _member(member):
    return {**_calendar(member.id, str(member.id)), "rules": plan_document(member.plan)}


def _unit(number, slug):
    return {**_calendar(number, slug), "own_hours": 0, "kind": UNIT}


def _calendar(number, slug):
    return {
        "id": number,
        "slug": slug,
        "name": {"en": slug},
        "ordinal": number,
        "own_hours": 1,
        "role": "staff",
    }


def _service(service, slugs):
    return {
        "id": service.id,
        "slug": slugs[service.id],
        "name": dict(service.name.texts),
        "ordinal": service.id,
        "minutes": service.length // MINUTE,
        "buffer_before": service.buffer_before // MINUTE,
        "buffer_after": service.buffer_after // MINUTE,
        "price_minor": service.price.minor,
        "deposit_minor": service.deposit.minor if service.deposit else None,
        "rules": service_document(service, slugs),
    }


def _offers(salon):
    return [
        {"calendar_id": member.id, "service_id": service_id}
        for member in salon.staff
        for service_id in member.services
    ]


def _opening_hours(salon):
    weeks = [(None, salon.hours), *((member.id, member.hours) for member in salon.staff)]
    return [
        {
            "id": new_id(),
            "calendar_id": owner,
            "weekday": weekday,
            "opens": opens,
            "closes": closes,
        }
        for owner, week in weeks
        for weekday, spans in enumerate(week.days)
        for opens, closes in spans
    ]


def _settings(salon):
    return {
        "name": dict(salon.name.texts),
        "timezone": salon.zone.key,
        "currency": salon.currency,
        "languages": list(salon.languages),
        "phone": None,
        "location": None,
        "weekend": sorted(salon.weekend),
        "first_weekday": salon.first_weekday,
        "slot_step": salon.step // MINUTE,
        "hold_minutes": salon.hold // MINUTE,
        "cancel_until": salon.cancel_until // MINUTE,
        "minimum_notice": salon.minimum_notice // MINUTE,
        "horizon_days": salon.horizon_days,
    }


def _booking(booking_id, customer_id, status, starts_at, ends_at):
    return {
        "id": booking_id,
        "code": "EXISTS",
        "request_key": f"existing-{booking_id}",
        "customer_id": customer_id,
        "channel": "telegram",
        "chat": str(customer_id),
        "status": status,
        "revision": 1,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "currency": "SAR",
        "price_minor": 0,
        "deposit_minor": 0,
        "terms": {"v": 1, "cancel_until_minutes": 0},
        "created_at": starts_at,
    }
