"""Worlds for the product's tests."""

import aiohttp
import pytest
import structlog

from tests.product.door import Door
from tests.product.phones import phone_on
from tests.product.world import opened_world


@pytest.fixture(autouse=True)
def plain_logs():
    """Log plainly: the library's own default paints tracebacks, which takes seconds."""
    plain = [structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer()]
    structlog.configure(processors=plain)
    yield
    structlog.reset_defaults()


@pytest.fixture
async def world(database_url, clock):
    """A salon that is open on every channel, on each kind of database."""
    async with opened_world(database_url, clock) as world:
        yield world


@pytest.fixture
async def small_world(sqlite_url, clock):
    """The same on SQLite alone, where money and locks are not what is tested."""
    async with opened_world(sqlite_url, clock) as world:
        yield world


@pytest.fixture(params=["telegram", "whatsapp"])
async def customer(request, small_world):
    """A customer on each channel, who can `say` and `choose` things and read the `answer`.

    Numbered text, where WhatsApp has no buttons, is played by every talk.
    """
    if request.param == "whatsapp":
        await small_world.make_contents()
    return Customer(small_world, phone_on(request.param, small_world))


@pytest.fixture
async def door(small_world):
    async with aiohttp.ClientSession() as session:
        yield Door(small_world, session)


class Customer:
    """A phone whose every move is waited for."""

    def __init__(self, world, phone):
        self.world, self.phone = world, phone
        self.heard = []

    async def say(self, *texts):
        for text in texts:
            self.phone.write(text)
            await self.settle()
        return self.heard[0] if self.heard else None

    async def choose(self, *labels):
        for label in labels:
            self.phone.choose(label)
            await self.settle()
        return self.heard[0] if self.heard else None

    async def settle(self):
        await self.world.settle()
        self.heard = self.phone.news()

    async def reach_confirmation(self):
        await self.say("hi")
        await self.choose("Haircut", "Sara", "Tuesday 2 March", "12:00 PM", "Noura")
        if not self.phone.gives_number:
            self.phone.share_contact()
            await self.settle()

    async def reach_payment(self, name="Noura"):
        """The invoice of a deposit."""
        await self.say("hi")
        await self.choose("Hair color", "Noor", "Tuesday 2 March", "1:00 PM")
        await self.say(name)
        if not self.phone.gives_number:
            self.phone.share_contact()
            await self.settle()
        await self.choose("Confirm and pay")
        return self.answer.links[0].rpartition("/")[2].partition("?")[0]

    async def book(self):
        await self.reach_confirmation()
        return await self.choose("Confirm")

    @property
    def answer(self):
        """The one message that came."""
        (answer,) = self.heard
        return answer
