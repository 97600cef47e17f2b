"""A salon with a till: real databases, the stand-in of Moyasar over HTTP, and a plain worker."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from booking import bookings
from booking.catalog import Catalog
from booking.catalog_file import import_catalogue, read_catalogue
from booking.reservations.change import cancel
from booking.reservations.hold import hold
from booking.reservations.lapse import TOPIC as LAPSE
from booking.reservations.lapse import lapse
from booking.store import queue
from booking.store.ids import new_id
from booking.store.tables.people import customers
from booking.store.tenancy import scoped
from booking.visit import Actor, Request
from payments import billing, ledger
from payments.moyasar import Client, Moyasar
from payments.recording import books
from payments.tables import payment_entries, payments

CATALOGUE = """
[salon]
slug = "{slug}"
name = {{ en = "Noor Salon", ar = "صالون نور" }}
timezone = "Asia/Riyadh"
currency = "SAR"
languages = ["ar", "en"]
hold_minutes = 15
cancel_until = 1440
minimum_notice = 60
horizon_days = 30

[hours]
mon = ["10:00-22:00"]
tue = ["10:00-22:00"]
wed = ["10:00-22:00"]

[[services]]
id = "color"
name = {{ en = "Hair color", ar = "صبغة شعر" }}
minutes = 60
price = "380.00"
deposit = "100.00"

[[staff]]
id = "noor"
name = {{ en = "Noor", ar = "نور" }}
services = ["color"]
"""
SECRET_KEY = "sk_test_a-key-that-nobody-may-see"
WEBHOOK_SECRET = "a webhook secret that nobody may see"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
STAFF = Actor("staff", "1001")


class Shop:
    """One salon; `told` are the events that its listeners were told, `reasons` their reasons."""

    def __init__(self, database, clock, moyasar, faults, deliveries):
        self.database, self.clock = database, clock
        self.moyasar, self.faults, self.deliveries = moyasar, faults, deliveries
        self.told = []
        self.reasons = []
        self.failures = []

    def connect(self, session, moyasar_url, our_url):
        self.session, self.moyasar_url = session, moyasar_url
        self.client = self.client_with(SECRET_KEY)
        self.webhook_url = f"{our_url}/payments/moyasar/main"
        self.provider = Moyasar(
            self.client,
            webhook_secret=WEBHOOK_SECRET,
            callback_url=f"{self.webhook_url}/invoice",
        )

    def client_with(self, secret_key):
        return Client(self.session, secret_key, version="1.0", url=f"{self.moyasar_url}/v1")

    async def open(self, slug="main"):
        catalogue = read_catalogue(CATALOGUE.format(slug=slug), "salon.toml")
        imported = await import_catalogue(self.database, catalogue, seal=str)
        self.tenant_id = imported.tenant_id
        async with self.work() as work:
            self.salon = await Catalog().salon(work)

    async def listen(self):
        """Register the webhook and prove that we hear it."""
        await self.provider.register_webhook(self.webhook_url)
        await self.deliveries.settled()
        await self.work_off()

    def work(self):
        return self.database.unit_of_work(self.tenant_id)

    async def hold(self, chat="42", hour=9):
        """Hold a visit tomorrow and ask for its deposit; the invoice is not opened yet."""
        async with self.work() as work:
            customer_id = new_id()
            await work.insert(customers, {"id": customer_id, "created_at": work.now})
            service = self.salon.services[0]
            starts_at = self.clock.now().replace(hour=hour, minute=0) + timedelta(days=1)
            wanted = Request(
                key=str(new_id()),
                customer_id=customer_id,
                channel="telegram",
                chat=chat,
                service_id=service.id,
                staff_id=None,
                starts_at=starts_at,
                price_shown=service.price,
            )
            booking = await hold(work, self.salon, wanted)
            described = "Hair color, Tuesday 12:00"
            await billing.request(work, booking, described, provider=self.provider.name)
        return booking

    async def opened(self, chat="42", hour=9):
        """A held visit whose link was made; the booking and the invoice."""
        booking = await self.hold(chat, hour)
        await self.work_off()
        return booking, await self.invoice(booking)

    async def paid(self, chat="42", hour=9):
        booking, invoice = await self.opened(chat, hour)
        await self.moyasar.pay(invoice.id)
        await self.deliveries.settled()
        await self.work_off()
        return booking, invoice

    async def invoice(self, booking):
        return self.moyasar.invoices[(await self.payment(booking)).provider_id]

    async def cancel(self, booking, by=None):
        async with self.work() as work:
            await cancel(work, booking.id, by or Actor("customer", str(booking.customer_id)))

    async def settle(self, invoice):
        return await billing.settle(self.database, self.provider, self.tenant_id, invoice.id)

    async def refund(self, booking):
        payment = await self.payment(booking)
        await billing.refund(self.database, self.provider, self.tenant_id, payment.id)

    async def void(self, booking):
        payment = await self.payment(booking)
        await billing.void(self.database, self.provider, self.tenant_id, payment.id)

    async def status(self, booking):
        async with self.work() as work:
            return (await bookings.get(work, booking.id)).status

    async def payment(self, booking):
        async with self.work() as work:
            return await ledger.of_booking(work, booking.id)

    async def state(self, booking):
        return (await self.payment(booking)).state

    async def entries(self, booking):
        """The kinds of what was written down, in order."""
        rows = select(payment_entries.c.kind).where(
            scoped(payment_entries, payments),
            payments.c.id == payment_entries.c.payment_id,
            payments.c.booking_id == booking.id,
        )
        async with self.work() as work:
            found = await work.rows(rows.order_by(payment_entries.c.id))
            return [row.kind for row in found]

    async def books(self, booking):
        """What the entries of a booking's payment add up to."""
        async with self.work() as work:
            return await books(work, await ledger.of_booking(work, booking.id))

    async def check_books(self):
        """Every payment stands where its entries say that it does."""
        async with self.work() as work:
            for payment in await ledger.unfinished(work, LONG_AGO):
                found = await books(work, payment)
                assert (payment.state, payment.received, payment.owed, payment.refunded) == (
                    *(found.state, found.received, found.owed, found.refunded),
                )

    def refunded(self, invoice):
        return self.moyasar.books()[invoice.id].refunded

    async def wait(self, **by):
        """Let time pass and do what became due."""
        self.clock.move(timedelta(**by))
        await self.deliveries.tick()
        await self.deliveries.settled()
        await self.work_off()

    async def work_off(self):
        """Do all that is due, as the worker would."""
        while tasks := await queue.claim(self.database, self.tenant_id, 10):
            for task in tasks:
                await self._do(task)

    async def _do(self, task):
        try:
            if task.topic in billing.TOPICS:
                await billing.carry_out(self.database, self.provider, task)
            async with self.work() as work:
                await queue.done(work, task)
                if task.topic == LAPSE:
                    await lapse(work, task.payload["booking"])
                elif task.topic == "event":
                    self.told.append(task.payload["event"])
                    self.reasons.append(task.payload.get("reason"))
                    await billing.on_event(work, task.payload)
        except Exception as error:
            self.failures.append(error)
            async with self.work() as work:
                await queue.fail(work, task, error)
