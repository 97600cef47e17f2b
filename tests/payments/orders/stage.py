"""One booking with its deposit, to which everything can happen in every order."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.engine import make_url

from booking import bookings
from booking.catalog import Catalog
from booking.catalog_file import import_catalogue, read_catalogue
from booking.errors import AlreadyOver, Refusal
from booking.money import Money
from booking.reservations import attending
from booking.reservations.change import cancel
from booking.reservations.hold import hold
from booking.reservations.lapse import TOPIC as LAPSE
from booking.reservations.lapse import lapse
from booking.store import queue
from booking.store.ids import new_id
from booking.store.tables.people import customers
from booking.visit import Actor, Request, Status
from payments import billing, payment
from payments.books import Entry, add_up
from payments.payment import HOLDS, Kind
from payments.provider import Hint
from tests.inline_sqlite import InlineDatabase
from tests.payments.orders.rows import Rows
from tests.payments.orders.till import Died
from tests.payments.shop import CATALOGUE, STAFF

HALF_BACK = CATALOGUE.replace("cancel_until = 1440", "cancel_steps = [[1440, 50]]")
NO_CRASH, IN_CALL, BEFORE_DONE = "none", "in call", "before done"


@dataclass(frozen=True)
class State:
    """Everything there is: our rows, the provider's books, the time, and what shall befall us."""

    rows: tuple
    invoices: tuple
    now: datetime
    crash: str
    cancelled: str = ""  # by whom, and whether it was certain by then


@dataclass
class Clock:
    """The database's clock; unlike any other it can be put back."""

    at: datetime

    def now(self):
        return self.at


class Stage:
    """Puts a state on the stage, lets one thing happen, and tells the state after it."""

    def __init__(self, url, now, till):
        self.clock = Clock(now)
        self.database = InlineDatabase(url, self.clock)
        self.till, self._rows = till, Rows(make_url(url).database)
        self.crash, self.cancelled = NO_CRASH, ""

    async def open(self):
        catalogue = read_catalogue(HALF_BACK.format(slug="main"), "salon.toml")
        self.tenant_id = (await import_catalogue(self.database, catalogue, seal=str)).tenant_id
        self._catalog = Catalog()
        self.booking = await self._hold("the customer")
        async with self.work() as work:
            await billing.request(work, self.booking, "Hair color", provider=self.till.name)

    async def close(self):
        self._rows.close()
        await self.database.close()

    def work(self):
        return self.database.unit_of_work(self.tenant_id)

    def state(self):
        invoices = tuple(self.till.invoices.items())
        return State(self._rows.read(), invoices, self.clock.at, self.crash, self.cancelled)

    def put(self, state):
        self._rows.write(state.rows)
        self.till.invoices = dict(state.invoices)
        self.clock.at = state.now
        self.crash, self.cancelled = state.crash, state.cancelled

    def key(self, state):
        """Equal for states from which the same can come."""
        ours = str(self.booking.id)
        rows = self._rows.essence(state.rows, state.now, ours)
        return replace(state, rows=rows)

    # --- what can happen ---

    async def pay(self):
        self.till.pay()

    async def webhook(self):
        for invoice_id in self.till.invoices:
            async with self.work() as work:
                await queue.add(work, billing.task_of(self._hint(invoice_id)))
        await self.work_off()

    async def callback(self):
        for invoice_id in self.till.invoices:
            async with self.work() as work:
                await billing.nudged(work, self.till.name, invoice_id)
        await self.work_off()

    async def lapse(self):
        self.clock.at = max(self.clock.at, self.booking.held_until)
        await self.work_off()

    async def cancel_by_customer(self):
        await self._cancel(Actor("customer", "1"))

    async def cancel_by_staff(self):
        await self._cancel(STAFF)

    async def refund_answer(self):
        self.clock.at += timedelta(seconds=61)
        self.till.mute = False
        await self.work_off()
        self.till.mute = True

    async def crash_in_call(self):
        self.crash = IN_CALL

    async def crash_before_done(self):
        self.crash = BEFORE_DONE

    async def complete(self):
        """The visit is over, and the staff say so."""
        self.clock.at = max(self.clock.at, self.booking.ends_at)
        await self.work_off()
        with suppress(AlreadyOver):
            async with self.work() as work:
                await attending.complete(work, self.booking.id, STAFF)
        await self.work_off()

    async def sell(self):
        """Somebody else takes the time, if it is free."""
        try:
            other = await self._hold("somebody else", by_staff=STAFF)
        except Refusal:
            return
        assert other.status is Status.CONFIRMED
        await self.work_off()

    async def pass_by(self, wait):
        self.clock.at += wait
        await self.work_off()

    # --- what is so now ---

    def status(self):
        (status,) = self._rows.one("SELECT status FROM bookings WHERE id = ?", self.booking.id)
        return Status(status)

    def payment(self):
        """Where our books say that it stands, and what its entries add up to."""
        state, currency = self._rows.one("SELECT state, currency FROM payments")
        entries = self._rows.all(
            "SELECT kind, provider_id, amount_minor, currency FROM payment_entries ORDER BY id"
        )
        told = [Entry(Kind(kind), id_, Money(*sum_), self.clock.at) for kind, id_, *sum_ in entries]
        return payment.State(state), add_up(told, currency)

    async def reconciled(self):
        return await billing.reconcile(self.database, self.till, self.tenant_id)

    def _hint(self, invoice_id):
        is_ours = self.till.name == HOLDS
        return Hint(key=invoice_id) if is_ours else Hint(invoice_id=invoice_id)

    async def _cancel(self, by):
        try:
            async with self.work() as work:
                before = (await bookings.get(work, self.booking.id)).status
                await cancel(work, self.booking.id, by)
        except AlreadyOver:
            return
        self.cancelled = f"{by.kind}, {before}"
        await self.work_off()

    async def _hold(self, chat, by_staff=None):
        async with self.work() as work:
            salon = await self._catalog.salon(work)
            customer_id = new_id()
            await work.insert(customers, {"id": customer_id, "created_at": work.now})
            service = salon.services[0]
            day = self.clock.at.replace(hour=9, minute=0, second=0) + timedelta(days=1)
            wanted = Request(
                key=str(new_id()),
                customer_id=customer_id,
                channel="telegram",
                chat=chat,
                service_id=service.id,
                staff_id=None,
                starts_at=self.booking.starts_at if by_staff else day,
                price_shown=service.price,
                by_staff=by_staff,
            )
            return await hold(work, salon, wanted)

    async def work_off(self):
        """Do all that is due, as workers would of which the first may die on the way."""
        self._rows.expire_leases()
        while tasks := await self._claimed():
            for task in tasks:
                try:
                    await self._do(task)
                except Died:
                    self.crash = NO_CRASH

    async def _claimed(self):
        if not self._rows.any_due(self.clock.at):
            return []
        return await queue.claim(self.database, self.tenant_id, 10)

    async def _do(self, task):
        self.till.mortal = self.crash == IN_CALL
        try:
            if task.topic in billing.TOPICS:
                await billing.carry_out(self.database, self.till, task)
                if self.crash == BEFORE_DONE:
                    raise Died  # noqa: TRY301  # as a process does, in the middle of it
            async with self.work() as work:
                await queue.done(work, task)
                if task.topic == LAPSE:
                    await lapse(work, task.payload["booking"])
                elif task.topic == "event":
                    await billing.on_event(work, task.payload)
        except Exception as error:
            async with self.work() as work:
                await queue.fail(work, task, error)
        finally:
            self.till.mortal = False
