"""Plays the steps of a scenario on a real database, one after the other."""

import asyncio
from collections import Counter
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import count

from booking import policy
from booking.clock import MovableClock
from booking.errors import Refusal
from booking.instants import instant_of
from booking.reservations.change import approve, cancel, confirm, decline
from booking.reservations.hold import hold
from booking.reservations.moving import move, reassign
from booking.reservations.series import hold_series
from booking.store.database import Database
from booking.terms import over_lines, vat_inside
from booking.visit import Actor, Request
from payments import billing, ledger
from payments.billing.settling import take_note
from payments.payment import State
from tests.booking.scenario import values
from tests.booking.scenario.situation import ONLY, Names, Situation
from tests.booking.scenario.stage import TENANT, Stage
from tests.booking.scenario.vocabulary import verb

STAFF = Actor("staff", "1")
PROVIDER = Actor("provider")


class Broken(Exception):
    """Handling a delivery fails for a reason of its own."""


class Story:
    """The steps of one scenario, and what is asked about them at the end."""

    def __init__(self, stage):
        self.stage = stage
        self.made = []  # ids of the bookings that the steps made, in order
        self.results = []
        self._strangers = count(1)
        self._keys = count(1)

    @classmethod
    @asynccontextmanager
    async def played(cls, given, url):
        """The story after its last step."""
        clock = MovableClock(Situation(given, Names()).now, frozen=True)
        database = Database(url, clock)
        try:
            story = cls(Stage(database, clock, given))
            await story.stage.open()
            await story.stage.work_off()
            for step in given.get("steps", ()):
                story.results.append(await getattr(story, f"_{verb(step)}")(step))
                await story.stage.work_off()
            yield story
        finally:
            await database.close()

    @property
    def _situation(self):
        return self.stage.situation

    async def answer(self, question, expected):
        return await getattr(self, f"_tell_{question}")(expected)

    async def _book(self, step):
        name = step.get("by") or f"(stranger {next(self._strangers)})"
        return await self._booked(step["book"], step, name)

    async def _booked(self, span, step, name):
        stage = self.stage
        async with stage.work() as work:
            salon = await stage.salon(work)
            await stage.customer(work, name)
        try:
            async with stage.work() as work:
                request = await self._request(work, salon, span, step, name)
                if "times" in step:
                    every = step["every_days"]
                    booked = await hold_series(work, salon, request, step["times"], every)
                else:
                    booked = [await hold(work, salon, request)]
                for booking in booked:
                    if booking.deposit and booking.held_until:
                        await billing.request(work, booking, "deposit")
        except Refusal:
            return "refused"
        self.made.extend(one.id for one in booked if one.id not in self.made)
        stage.latest[name] = booked[-1].id
        return str(booked[-1].status)

    async def _request(self, work, salon, span, step, name):
        situation = self._situation
        wish = situation.wish
        starts, ends = situation.span(span)
        wanted = step.get("staff")
        return Request(
            key=str(next(self._keys)),
            customer_id=await self.stage.customer(work, name),
            channel="telegram",
            chat=name,
            service_id=wish.services[0].id,
            more_services=tuple(one.id for one in wish.services[1:]),
            staff_id=situation.staff_id(wanted) if wanted else wish.staff_id,
            starts_at=instant_of(starts),
            price_shown=policy.price_of(salon.currency, wish.services),
            by_staff=STAFF if step.get("as") == "staff" else None,
            length_shown=timedelta(minutes=ends - starts),
        )

    async def _together(self, step):
        names = [f"(stranger {next(self._strangers)})" for _ in step["together"]]
        async with self.stage.work() as work:
            for name in names:
                await self.stage.customer(work, name)
        words = await asyncio.gather(
            *(
                self._booked(span, {}, name)
                for span, name in zip(step["together"], names, strict=True)
            )
        )
        return dict(Counter(words))

    async def _move(self, step):
        booking = await self.stage.booking(step["by"])
        starts, ends = self._situation.span(step["move"])
        if timedelta(minutes=ends - starts) != booking.ends_at - booking.starts_at:
            return "refused"
        staff_id = self._situation.staff_id(step["staff"]) if "staff" in step else None
        by = Actor("customer", str(booking.customer_id))
        return await self._word(
            lambda work, salon: move(work, salon, booking.id, instant_of(starts), by, staff_id)
        )

    async def _reassign(self, step):
        booking = await self.stage.booking(step["reassign"])
        staff_id = self._situation.staff_id(step["to"])
        return await self._word(
            lambda work, salon: reassign(work, salon, booking.id, staff_id, STAFF)
        )

    async def _cancel(self, step):
        booking = await self.stage.booking(step["cancel"])
        customer = Actor("customer", str(booking.customer_id))
        by = STAFF if step.get("by") == "salon" else customer
        return await self._word(lambda work, _: cancel(work, booking.id, by))

    async def _decline(self, step):
        booking = await self.stage.booking(step["decline"])
        return await self._word(lambda work, _: decline(work, booking.id, STAFF))

    async def _approve(self, step):
        booking = await self.stage.booking(step["approve"])
        return await self._word(lambda work, salon: approve(work, salon, booking.id, STAFF))

    async def _word(self, act):
        """The status of the booking afterwards, or `refused`."""
        try:
            async with self.stage.work() as work:
                return str((await act(work, await self.stage.salon(work))).status)
        except Refusal:
            return "refused"

    async def _ask_cancel(self, step):
        booking = await self.stage.booking(step["ask_cancel"])
        payment = await self._payment(booking)
        paid = payment.amount if payment and payment.state is State.PAID else None
        if paid is None:
            return _told(booking.price - booking.price)
        return _told(booking.refund_at(paid, self.stage.clock.now()))

    async def _pay(self, step):
        stage = self.stage
        booking = await stage.booking(step["pay"])
        payment = await self._payment(booking)
        if payment is None:  # nothing is due: whatever is paid makes it certain
            word = await self._word(lambda work, salon: confirm(work, salon, booking.id, PROVIDER))
            return "refunded" if word == "refused" else word
        stage.till.pay(payment.provider_id)
        deliveries = step.get("deliveries", 1)
        if step.get("first_fails"):
            await self._fail_to_handle(payment)
            deliveries = max(1, deliveries - 1)
        for _ in range(deliveries):
            await billing.settle(stage.database, stage.till, TENANT, payment.provider_id)
        await stage.work_off()
        payment = await self._payment(booking)
        if payment.state in (State.REFUNDED, State.TO_REFUND):
            return "refunded"
        return str((await stage.booking(step["pay"])).status)

    async def _fail_to_handle(self, payment):
        receipt = await self.stage.till.look(payment.provider_id)
        try:
            async with self.stage.work() as work:
                await take_note(work, self.stage.till.name, receipt)
                raise Broken  # noqa: TRY301  # after everything is done, before the commit
        except Broken:
            return

    async def _pay_fails(self, step):
        booking = await self.stage.booking(step["pay_fails"])
        payment = await self._payment(booking)
        if payment is not None:
            stage = self.stage
            await billing.settle(stage.database, stage.till, TENANT, payment.provider_id)
        return str((await self.stage.booking(step["pay_fails"])).status)

    async def _wait_min(self, step):
        await self.stage.wait(step["wait_min"])
        return "ok"

    async def _change(self, step):
        await self.stage.change(step["change"])
        return "ok"

    async def _payment(self, booking):
        async with self.stage.work() as work:
            return await ledger.of_booking(work, booking.id)

    async def _tell_results(self, _):
        return self.results

    async def _tell_status(self, expected):
        return {name: str((await self.stage.booking(name)).status) for name in expected}

    async def _tell_assigned(self, _):
        return [await self._who_does(booking_id) for booking_id in self.made]

    async def _who_does(self, booking_id):
        names = self._situation.names
        team = (await self.stage.find(booking_id)).team
        people = [names.name_of(person)[1] for together in team for person in together]
        told = [None if name == ONLY else name for name in people]
        return told if len(told) > 1 else told[0]

    async def _tell_due(self, expected):
        return {name: _told((await self.stage.booking(name)).deposit) for name in expected}

    async def _tell_due_by_line(self, expected):
        found = {}
        for name in expected:
            booking = await self.stage.booking(name)
            first = {(one.starts_at, one.service_id): one for one in reversed(booking.lines)}
            prices = [first[key].price for key in sorted(first)]
            found[name] = [_told(share) for share in over_lines(booking.deposit, prices)]
        return found

    async def _tell_vat(self, expected):
        found = {}
        for name in expected:
            booking = await self.stage.booking(name)
            found[name] = _told(vat_inside(booking.price, booking.vat_percent))
        return found

    async def _tell_refunds(self, expected):
        found = {}
        for name in expected:
            booking = await self.stage.booking(name)
            payment = await self._payment(booking)
            found[name] = _told(payment.refunded if payment else booking.price - booking.price)
        return found

    async def _tell_sent(self, expected):
        return {kind: self.stage.told.count(_EVENTS[kind]) for kind in expected}

    async def _tell_reminded_of(self, expected):
        found = sorted(set(self.stage.reminded))
        if found == sorted(map(values.instant, expected)):
            return expected
        return [f"{start:%Y-%m-%dT%H:%MZ}" for start in found]


_EVENTS = {"confirmation": "confirmed"}


def _told(money):
    return f"{money.amount:f}"
