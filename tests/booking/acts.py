"""What people do with bookings, and bookings that something is about to happen to."""

from booking import bookings
from booking.errors import AlreadyOver, TermsChanged
from booking.reservations import proposing
from booking.reservations.change import approve, cancel, confirm, decline
from booking.reservations.hold import hold
from booking.reservations.lapse import lapse
from booking.reservations.moving import change, reassign
from booking.visit import Actor, Change
from tests.booking.desk import minutes
from tests.booking.sound import ONCE_ACCEPTED, check_bookings
from tests.overtaking import overtakings

CUSTOMER, STAFF = Actor("customer", "1"), Actor("staff", "1")
LATER = minutes(120)


def plays(desk, new, first, second):
    return overtakings(desk.database, new, alone(desk, first), alone(desk, second))


def alone(desk, operation):
    """In a transaction of its own."""

    async def done(subject):
        async with desk.work() as work:
            return await operation(work, desk.salon, subject)

    return done


async def one_wins(desk, new, *pairs, keeping=ONCE_ACCEPTED):
    """Of each two who have seen the same booking, the other is told that it has changed."""
    for first, second in pairs:
        async for played in plays(desk, new, first, second):
            (no,) = played.refusals
            assert isinstance(no, AlreadyOver | TermsChanged), played
    await check_bookings(desk, keeping)


async def status_of(desk, booking):
    async with desk.work() as work:
        return (await bookings.get(work, booking.id)).status


# What somebody does with a booking that they have seen.


async def cancelling(work, _salon, booking):
    return await cancel(work, booking.id, CUSTOMER, seen=booking.revision)


async def moving(work, salon, booking):
    wanted = Change(booking.starts_at + LATER)
    return await change(work, salon, booking.id, wanted, CUSTOMER, seen=booking.revision)


async def reassigning(work, salon, booking):
    _, sara = salon.staff
    return await reassign(work, salon, booking.id, sara.id, STAFF)


async def approving(work, salon, booking):
    return await approve(work, salon, booking.id, STAFF, seen=booking.revision)


async def declining(work, _salon, booking):
    return await decline(work, booking.id, STAFF, seen=booking.revision)


async def proposing_later(work, salon, booking):
    later = booking.starts_at + LATER
    return await proposing.propose(work, salon, booking.id, later, STAFF, booking.revision)


async def agreeing(work, salon, booking):
    return await proposing.agree(work, salon, await bookings.get(work, booking.id), CUSTOMER)


async def paying(work, salon, booking):
    return await confirm(work, salon, booking.id, Actor("provider"))


async def lapsing(work, _salon, booking):
    return await lapse(work, booking.id)


def booking_it(desk, later=0, staff=None):
    """Somebody else books the time of it with Noor, so many minutes later, or with another."""

    async def hold_it(work, salon, booking):
        customer, at = await desk.customer_in(work), booking.starts_at + minutes(later)
        return await hold(work, salon, desk.wants(customer, at, staff=staff or desk.noor))

    return hold_it


# Bookings that something is about to happen to.


def booked(desk, service=None):
    async def new():
        return await desk.hold(at=next(desk.times), staff=desk.noor, service=service)

    return new


def run_out(desk):
    async def new():
        booking = await booked(desk, desk.color)()
        desk.clock.move(desk.salon.hold)
        return booking

    return new


def proposed(desk):
    async def new():
        booking = await booked(desk)()
        return await alone(desk, proposing_later)(booking)

    return new


def begun(desk):
    async def new():
        booking = await booked(desk)()
        desk.clock.move(booking.starts_at - desk.clock.now())
        return booking

    return new


def over(desk):
    async def new():
        booking = await booked(desk)()
        desk.clock.move(booking.ends_at - desk.clock.now())
        return booking

    return new
