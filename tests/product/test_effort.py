"""What a booking costs its customer, counted in played conversations; `-s` shows the table."""

import sys
from dataclasses import dataclass
from datetime import timedelta

import pytest

from tests.product.conftest import Customer
from tests.product.phones import phone_on

DAY, LATER_DAY = "Tuesday 2 March", "Saturday 6 March"


@dataclass
class Effort:
    """From "hi" to the booked message; the greeting itself does not count."""

    choices: int = 0  # taps of buttons, rows and keys, and links followed
    typed: int = 0
    messages: int = 0  # new ones; on Telegram most answers replace the one before


class Counted(Customer):
    """A customer of whose moves a tally is kept."""

    def __init__(self, world, phone):
        super().__init__(world, phone)
        self.effort = Effort()
        self.everything = 0

    async def book(self, *choices, name=None, greeting="hi"):
        """Greet, then choose these; a name is typed where the channel offers none."""
        self.everything = self._sent()
        self.effort = Effort()
        await self.say(greeting)
        for label in choices:
            await self.choose(label)
            self.effort.choices += 1
            if name and "What name shall we book it under?" in self.heard[0].text:
                await self._give(name)
        self.effort.messages = self._sent() - self.everything
        return self.effort

    async def pay(self):
        """Follow the link, and pay."""
        *_, invoice = self.world.sandbox.moyasar.invoices.values()
        await self.world.sandbox.moyasar.pay(invoice.id)
        await self.settle()
        self.effort.choices += 1
        self.effort.messages = self._sent() - self.everything

    async def _give(self, name):
        if self.phone.gives_number:
            await self.say(name)
            self.effort.typed += 1
            return
        await self.choose(self.phone.name)  # of the profile
        self.phone.share_contact()
        await self.settle()
        self.effort.choices += 2

    def _sent(self):
        if self.phone.gives_number:
            return len(self.phone.messages)
        return sum(one.from_bot for one in self.phone.chat.messages)


def show(kind, channel, effort):
    sys.stdout.write(
        f"\n{kind} on {channel}: {effort.choices} choices, {effort.typed} typed,"
        f" {effort.messages} messages"
    )


@pytest.fixture(params=["telegram", "whatsapp"])
async def counted(request, small_world):
    if request.param == "whatsapp":
        await small_world.make_contents()
    customer = Counted(small_world, phone_on(request.param, small_world))
    customer.channel = request.param
    return customer


async def test_a_new_customer_books_with_five_choices_and_a_name(counted):
    effort = await counted.book("Haircut", "Sara", DAY, "12:00 PM", "Confirm", name="Noura Ali")
    show("new", counted.channel, effort)
    assert counted.heard[-1].text.startswith("You are booked.")
    profile = 2 if counted.channel == "telegram" else 0  # its name is taken, its number shared
    assert effort.choices <= 5 + profile
    assert effort.typed <= (0 if profile else 1)
    assert 1 <= effort.messages <= 8


async def test_a_deposit_costs_one_choice_and_one_message_more(counted):
    choices = ("Hair color", "Noor", DAY, "1:00 PM", "Confirm and pay")
    effort = await counted.book(*choices, name="Noura Ali")
    await counted.pay()
    show("with deposit", counted.channel, effort)
    assert counted.heard[-1].text.startswith("Paid and booked.")
    profile = 2 if counted.channel == "telegram" else 0
    assert effort.choices <= 5 + profile + 1
    assert effort.typed <= (0 if profile else 1)
    assert 1 <= effort.messages <= 8 + 1


async def test_the_same_again_costs_three_choices_and_four_messages(counted):
    await counted.book("Haircut", "Sara", DAY, "12:00 PM", "Confirm", name="Noura Ali")
    await counted.world.pass_time(timedelta(days=2))
    counted.heard = counted.phone.news()
    effort = await counted.book("The same again", "Sat 6 Mar, 12:00 PM", "Confirm", name="-")
    show("returning", counted.channel, effort)
    assert counted.heard[-1].text.startswith("You are booked.")
    assert effort.choices <= 3
    assert effort.typed == 0
    assert 1 <= effort.messages <= 4


async def test_the_same_again_with_a_deposit_costs_one_of_each_more(counted):
    first = ("Hair color", "Noor", DAY, "1:00 PM", "Confirm and pay")
    await counted.book(*first, name="Noura Ali")
    await counted.pay()
    await counted.world.pass_time(timedelta(days=2))
    counted.heard = counted.phone.news()
    again = ("The same again", "Sun 7 Mar, 1:00 PM", "Confirm and pay")
    effort = await counted.book(*again, name="-")
    await counted.pay()
    show("returning, with deposit", counted.channel, effort)
    assert counted.heard[-1].text.startswith("Paid and booked.")
    assert effort.choices <= 3 + 1
    assert effort.typed == 0
    assert 1 <= effort.messages <= 4 + 1


async def test_who_comes_again_for_something_else_is_asked_nothing_that_is_known(counted):
    await counted.book("Haircut", "Sara", DAY, "12:00 PM", "Confirm", name="Noura Ali")
    await counted.world.pass_time(timedelta(days=2))
    counted.heard = counted.phone.news()
    effort = await counted.book("Haircut", "Sara", LATER_DAY, "12:00 PM", "Confirm", name="-")
    show("returning, from the start", counted.channel, effort)
    assert counted.heard[-1].text.startswith("You are booked.")
    assert (effort.choices, effort.typed) == (5, 0)
    assert 1 <= effort.messages <= 6


async def test_a_whole_wish_in_one_message_costs_one_choice(counted):
    await counted.book("Haircut", "Sara", DAY, "12:00 PM", "Confirm", name="Noura Ali")
    effort = await counted.book(
        "Confirm", name="-", greeting="manicure with Sara on saturday at 5pm"
    )
    show("in one message", counted.channel, effort)
    assert counted.heard[-1].text.startswith("You are booked.")
    assert (effort.choices, effort.typed) == (1, 0)
    assert 1 <= effort.messages <= 2


async def test_one_service_more_is_a_side_choice(counted):
    booked = ("Haircut", "Sara", DAY, "12:00 PM", "Add a service", "Blow-dry", "Confirm")
    effort = await counted.book(*booked, name="Noura Ali")
    show("two services", counted.channel, effort)
    assert counted.heard[-1].text.startswith("You are booked.")
    profile = 2 if counted.channel == "telegram" else 0
    assert effort.choices <= 5 + profile + 2
