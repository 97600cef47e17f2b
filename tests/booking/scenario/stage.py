"""The database of a story: the salon's rows, the bookings that exist, and a plain worker."""

from itertools import count

from sqlalchemy import delete, func, select

from booking import reminders
from booking.bookings import find
from booking.catalog import Catalog
from booking.course import parts_of
from booking.errors import SlotTaken
from booking.instants import instant_of, minute_from, minute_of
from booking.intervals import merge, subtract
from booking.occupied import claims_between
from booking.reservations.claiming import take
from booking.reservations.lapse import TOPIC as LAPSE
from booking.reservations.lapse import lapse, when_it_ends
from booking.reservations.units import free_unit
from booking.reservations.writing import line_rows, lines_of
from booking.salon_rules import salon_document, unit_slug
from booking.store import queue
from booking.store.ids import new_id
from booking.store.tables.bookings import booking_lines, bookings
from booking.store.tables.people import customers
from booking.store.tables.salon import calendars, offers, opening_hours, services, tenants
from booking.store.tables.work import queue as queue_table
from booking.store.tenancy import scoped
from payments import billing
from tests.booking.scenario import existing
from tests.booking.scenario.rows import (
    MINUTE,
    Slugs,
    booking_row,
    conditions_row,
    member_row,
    offer_rows,
    opening_rows,
    service_row,
    settings_of,
    unit_row,
)
from tests.booking.scenario.situation import Names, Situation
from tests.booking.scenario.till import Till

TENANT = 1


class Stage:
    """One tenant; `told` are the events that its listeners were told, `reminded` the starts of
    which customers were reminded.
    """

    def __init__(self, database, clock, given):
        self.database, self.clock = database, clock
        self.situation = Situation(given, Names())
        self.till = Till()
        self.told = []
        self.reminded = []
        self.known = set()
        self._versions = count(1)
        self._catalog = Catalog()
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
            for ordinal, member in enumerate(salon.staff):
                await work.put(calendars, {**member_row(member), "ordinal": ordinal})
            for resource in salon.resources:
                for number, unit in enumerate(resource.units):
                    await work.put(calendars, unit_row(unit, unit_slug(resource.name, number)))
            for service in self.situation.services.values():
                await work.put(services, service_row(service, Slugs()))
            for table in (offers, opening_hours):
                await work.execute(delete(table).where(scoped(table)))
            await work.insert(offers, *offer_rows(salon))
            await work.insert(opening_hours, *opening_rows(salon))
            settings = {**settings_of(salon), "rules": salon_document(salon, Slugs())}
            version = next(self._versions)
            row = {"slug": "main", "settings": settings, "catalog_version": version}
            await work.put(tenants, {**row, "created_at": work.now})

    async def salon(self, work):
        """The salon as the database has it."""
        return await self._catalog.salon(work)

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
        while tasks := [
            *await queue.claim(self.database, TENANT, 10),
            *await queue.claim_waiting(self.database, TENANT, 10),
        ]:
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
                        if task.payload["event"] in ("confirmed", "moved"):
                            await self._plan_reminders(work, task.payload["booking"])
                    elif task.topic == reminders.TOPIC:
                        await self._remind(work, task)

    async def wait(self, minutes):
        """Let the time pass, and do what falls due at its own instant."""
        until = self.clock.now() + minutes * MINUTE
        while due_at := await self._next_due(until):
            self.clock.move(due_at - self.clock.now())
            await self.work_off()
        self.clock.move(until - self.clock.now())
        await self.work_off()

    async def _next_due(self, until):
        next_due = select(func.min(queue_table.c.due_at).label("at")).where(
            scoped(queue_table),
            queue_table.c.state == "ready",
            queue_table.c.due_at > self.clock.now(),
            queue_table.c.due_at <= until,
        )
        async with self.work() as work:
            return (await work.row(next_due)).at

    async def _plan_reminders(self, work, booking_id):
        booking = await find(work, booking_id)
        if booking.status == "confirmed":
            salon = await self.salon(work)
            await queue.add(work, *reminders.planned(salon, booking, work.now))

    async def _remind(self, work, task):
        booking = await find(work, task.payload["booking"])
        if reminders.is_true(booking, task.payload["start"], work.now):
            self.reminded.append(booking.starts_at)

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
        row = booking_row(booking_id, customer_id, one.status, starts_at, instant_of(one.ends))
        row |= conditions_row(self.situation.salon, one.service, starts_at)
        await work.insert(bookings, {**row, "held_until": one.until})
        stands = type("Lines", (), {"id": booking_id, "lines": lines})
        await work.insert(booking_lines, *line_rows(stands))
        self.latest[one.customer] = booking_id
        if one.until:
            await queue.add(work, when_it_ends(booking_id, one.until))
            if row["deposit_minor"] and one.status == "held":
                await billing.request(work, await find(work, booking_id), "deposit")
        await self._plan_reminders(work, booking_id)
        if not one.blocks():
            return
        held = (one.until, customer_id) if one.until else None
        for calendar_id, span in one.people:
            await self._claim(work, booking_id, calendar_id, span, held)
        for name, span in one.resources:
            resource = self.situation.salon.resource(name)
            try:
                unit = await free_unit(work, resource, tuple(map(instant_of, span)))
            except SlotTaken:  # more are in use than there are
                unit = resource.units[0]
            await self._claim(work, booking_id, unit, span, held)

    async def _enter_otherwise(self, work, calendar_id, span):
        """No table has entries of connected calendars yet: a claim of a booking that is none."""
        customer_id = await self.customer(work, "(nobody)")
        row = booking_row(new_id(), customer_id, "cancelled", *map(instant_of, span))
        await work.insert(bookings, row)
        await self._claim(work, row["id"], calendar_id, span, None)

    async def _claim(self, work, booking_id, calendar_id, span, held):
        """Claim what is not claimed yet: what is given may overlap, claims may not."""
        found = await claims_between(work, [calendar_id], *map(instant_of, span))
        taken = merge((minute_of(one.starts_at), minute_from(one.ends_at)) for one in found)
        for free in subtract([span], taken):
            await take(work, booking_id, calendar_id, tuple(map(instant_of, free)), held)
