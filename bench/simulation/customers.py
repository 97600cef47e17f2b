"""What simulated customers and the staff do, each as the seed has it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from bench.simulation.stage import Stage
from booking.errors import MoreThanKept, Refusal
from booking.reservations.change import cancel
from booking.reservations.hold import hold
from booking.store.ids import new_id
from booking.store.tables.people import customers
from booking.visit import Actor, Booking, Request
from payments import billing, ledger
from sandbox.moyasar import NotPayable

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
_STAFF = Actor("staff", "1")
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Deed:
    """What happens so long after the booking; `late`: although the link is over."""

    kind: str
    after: timedelta
    late: bool = False


def plan(random: Random) -> Iterator[Deed]:
    """What becomes of one booking; one in ten pays late."""
    chance = random.random()
    in_time, late = random.uniform(1, 13) * _MINUTE, random.uniform(16, 90) * _MINUTE
    if chance < 0.08:
        return  # never pays
    if chance < 0.14:
        yield Deed("cancel", in_time)
        yield Deed("pay", in_time + random.uniform(0, 2) * _MINUTE, late=True)
    elif chance < 0.24:
        yield Deed("pay", late, late=True)
    else:
        yield Deed(random.choice(("pay", "pay", "pay", "decline")), in_time)
        yield Deed("pay", in_time + _MINUTE)
    if random.random() < 0.03:
        yield Deed("pay again", late)
    yield from _afterwards(random)


def _afterwards(random: Random) -> Iterator[Deed]:
    chance = random.random()
    after = random.uniform(2, 40) * _HOUR
    if chance < 0.20:
        yield Deed("cancel", after)
    elif chance < 0.28:
        yield Deed("salon cancels", after)
    elif chance < 0.36:
        yield Deed("give some back", after)
        if chance < 0.32:
            yield Deed("cancel", after + random.uniform(0, 2) * _HOUR)


class Customers:
    """Carries deeds out in transactions of their own."""

    def __init__(self, stage: Stage, random: Random, paid: Callable[[], None]) -> None:
        self._stage, self._random, self._paid = stage, random, paid

    async def book(self, number: int) -> Booking | None:
        """Hold a free time and ask for its deposit; none if luck is not with them."""
        for _ in range(_TRIES):
            try:
                async with self._stage.database.unit_of_work(self._stage.tenant_id) as work:
                    customer_id = new_id()
                    await work.insert(customers, {"id": customer_id, "created_at": work.now})
                    booking = await hold(work, self._stage.salon, self._wanted(number, customer_id))
                    await billing.request(work, booking, "deposit")
                    return booking
            except Refusal:
                continue
        return None

    async def do(self, deed: Deed, booking: Booking) -> bool:
        """Whether it is done; else it is worth another try, since there is no link yet."""
        match deed.kind:
            case "cancel":
                await self._cancel(booking, Actor("customer", str(booking.customer_id)))
            case "salon cancels":
                await self._cancel(booking, _STAFF)
            case "give some back":
                await self._give_back(booking)
            case _:
                return await self._pay(deed, booking)
        return True

    def _wanted(self, number: int, customer_id: int) -> Request:
        service = self._random.choice(self._stage.salon.services)
        day = self._stage.clock.now().replace(hour=7, minute=0, second=0, microsecond=0)
        days, hours = self._random.randint(1, 12), self._random.randint(0, 11)
        return Request(
            key=str(customer_id),
            customer_id=customer_id,
            channel="telegram",
            chat=str(number),
            service_id=service.id,
            staff_id=None,
            starts_at=day + timedelta(days=days, hours=hours),
            price_shown=service.price,
        )

    async def _pay(self, deed: Deed, booking: Booking) -> bool:
        async with self._stage.database.unit_of_work(self._stage.tenant_id) as work:
            payment = await ledger.of_booking(work, booking.id)
        if payment is None or payment.provider_id is None:
            return False
        if deed.kind == "decline":
            self._stage.faults.add("moyasar", "pay", "declined")
        elif self._random.random() < 0.01:
            self._stage.faults.add("moyasar", "pay", "wrong_sum")
        try:
            again = deed.kind == "pay again"
            await self._stage.moyasar.pay(payment.provider_id, late=deed.late, again=again)
        except NotPayable:
            self._stage.faults.clear()  # what would have gone wrong with it
        else:
            self._paid()
        return True

    async def _cancel(self, booking: Booking, by: Actor) -> None:
        try:
            async with self._stage.database.unit_of_work(self._stage.tenant_id) as work:
                await cancel(work, booking.id, by)
        except Refusal:
            pass

    async def _give_back(self, booking: Booking) -> None:
        percent = self._random.randint(1, 100)
        try:
            async with self._stage.database.unit_of_work(self._stage.tenant_id) as work:
                share = booking.deposit.share(percent)
                await billing.grant(work, booking.id, share, "goodwill", f"simulated:{percent}")
        except MoreThanKept:
            pass
