"""After the visit: one to five, a comment, and the same again in some weeks."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import ClassVar

from booking.instants import local_day
from booking.visit import Booking
from bot.conversation import templates
from bot.conversation.draft import Draft, draft_of
from bot.conversation.folding import digits, visible
from bot.conversation.navigation import MENU
from bot.conversation.pay import own_booking
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.screen import Choice, Screen, Text, msg, nmsg
from bot.conversation.summary import services_in_one, staff_in_one
from bot.conversation.templates import rating_choices
from bot.conversation.understanding.stars import stars_in

MOST = 5
_LOW = 2
_WEEKS = 4
_AGAIN = Choice(
    "again",
    msg("Again in {n} weeks", n=_WEEKS),
    msg("The same, at a time that suits you"),
)


@dataclass(frozen=True, slots=True)
class Rating(Place):
    """How was it? Its buttons stand, so that they may be tapped days later."""

    name: ClassVar[str] = "rating"
    booking: int
    objection: bool = False

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        booking = await own_booking(self.booking, ports)
        screen = rating_screen(booking, ports)
        if self.objection:
            return replace(screen, lines=(msg("Please rate from 1 to 5."),))
        return screen

    async def hear(self, text: str, draft: Draft, ports: Ports) -> Move | None:
        is_number = digits(visible(text)).strip(" .").lstrip("-").isdecimal()
        is_rating = is_number or stars_in(text) is not None
        return Move(draft, Rating(self.booking, objection=True)) if is_rating else None

    def choice_of(self, stars: int | None) -> str | None:
        """The id of the choice that gives so many."""
        choices = rating_choices(self.booking)
        return choices[stars - 1].id if stars and stars <= MOST else None


@dataclass(frozen=True, slots=True)
class Rated(Place):
    """Thanks and an optional comment, whatever it says; and the next visit."""

    name: ClassVar[str] = "rated"
    takes_text: ClassVar[bool] = True
    booking: int
    stars: int

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        return Screen(_thanks(self.stars), (_AGAIN,), (MENU,))

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        return await _next_visit(self.booking, ports)

    async def hear(self, text: str, draft: Draft, ports: Ports) -> Move | None:
        return await _commented(self.booking, self.stars, text, draft, ports)


@dataclass(frozen=True, slots=True)
class Commented(Place):
    """The comment is passed on, as is what follows it and is nothing else."""

    name: ClassVar[str] = "commented"
    booking: int
    stars: int

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        return Screen((msg("Thank you, this is passed on."),), (_AGAIN,), (MENU,))

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        return await _next_visit(self.booking, ports)

    async def hear(self, text: str, draft: Draft, ports: Ports) -> Move | None:
        return await _commented(self.booking, self.stars, text, draft, ports)


def rating_screen(booking: Booking, ports: Ports) -> Screen:
    """One tap."""
    question = msg(
        "How was {service} with {name}?",
        service=services_in_one(ports.salon, booking),
        name=staff_in_one(ports.salon, booking),
    )
    scale = msg("From 1 (bad) to 5 (excellent):")
    about = templates.about(ports.salon, booking)
    choices = rating_choices(booking.id)
    return Screen((question, scale), choices, (MENU,), template=templates.rating(about), columns=5)


async def _next_visit(booking_id: int, ports: Ports) -> Move:
    booking = await own_booking(booking_id, ports)
    same = draft_of(booking, ports.salon.zone)
    day = local_day(booking.starts_at, ports.salon.zone) + timedelta(weeks=_WEEKS)
    return Move(replace(same, day=day.isoformat(), start=None))


async def _commented(booking_id: int, stars: int, text: str, draft: Draft, ports: Ports) -> Move:
    booking = await own_booking(booking_id, ports)
    await ports.comment(booking, visible(text), stars)
    return Move(draft, Commented(booking_id, stars))


def _thanks(stars: int) -> tuple[Text, ...]:
    thanks = nmsg("Thank you for {n} star.", "Thank you for {n} stars.", stars)
    if stars <= _LOW:
        sorry = msg("We are sorry. The owner reads this today. What went wrong? Write it here.")
        return thanks, sorry
    return thanks, msg("Would you like to say more? Write it here.")
