"""Bookings of a desk that are paid for, by what a provider would say of it."""

from datetime import UTC, datetime

from booking import bookings
from booking.events import Event
from booking.money import Money
from payments import billing, ledger
from payments.billing.requesting import key_of
from payments.billing.settling import take_note
from payments.provider import Part, Receipt, Standing
from payments.recording import books

PROVIDER = "moyasar"
DEPOSIT, PRICE = Money(10000, "SAR"), Money(38000, "SAR")
NOTHING = Money.zero("SAR")
_LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


async def check_books(desk):
    """Every payment stands where its entries say, and nobody paid more than the price."""
    async with desk.work() as work:
        kept = {}
        for payment in await ledger.unfinished(work, _LONG_AGO):
            found = await books(work, payment)
            stands = (found.state, found.received, found.owed, found.refunded)
            assert (payment.state, payment.received, payment.owed, payment.refunded) == stands
            so_far = kept.get(payment.booking_id, NOTHING)
            kept[payment.booking_id] = so_far + found.received - found.owed
    assert all(one <= PRICE for one in kept.values())


def alone(desk, operation):
    """In a transaction of its own, on the booking as it is then."""

    async def done(booking):
        async with desk.work() as work:
            return await operation(work, await bookings.get(work, booking.id))

    return done


async def payment_of(desk, booking):
    async with desk.work() as work:
        return await ledger.of_booking(work, booking.id)


def asked(desk):
    async def new():
        booking = await desk.hold(at=next(desk.times), service=desk.color, staff=desk.noor)
        async with desk.work() as work:
            await billing.request(work, booking, "Hair color")
        return booking

    return new


def paid(desk):
    async def new():
        booking = await asked(desk)()
        await alone(desk, paying)(booking)
        return booking

    return new


async def paying(work, booking):
    part = Part(f"part-{booking.id}", DEPOSIT, NOTHING)
    invoice, key = f"invoice-{booking.id}", key_of(work.tenant_id, booking.id)
    receipt = Receipt(invoice, Standing.PAID, DEPOSIT, key, None, None, (part,))
    return await take_note(work, PROVIDER, receipt)


async def ending(work, booking):
    """The salon has cancelled it, which its payment comes to hear of."""
    told = {"event": Event.CANCELLED, "booking": booking.id, "revision": 3, "actor": "staff"}
    await billing.on_event(work, told)


def granting(share, occasion):
    async def grant(work, booking):
        amount = DEPOSIT.share(share)
        return await billing.grant(work, booking.id, amount, "late", occasion)

    return grant
