"""Answers to questions: what it costs, when the salon is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from booking.instants import instant_of, local_day, minute_of, opening_minute
from booking.salon import Salon, Service
from bot.conversation.album import PHOTOS, photos_choice
from bot.conversation.draft import Draft
from bot.conversation.navigation import MENU
from bot.conversation.opening import own_hours
from bot.conversation.photos import Photos
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.screen import Choice, Screen, Text, TimeOfDay, msg

_BOOK = Choice("book", msg("Book a visit"))
_DAY = timedelta(days=1)
_MOST_LINES = 30


@dataclass(frozen=True, slots=True)
class Prices(Place):
    """What these services cost; without any, all."""

    name: ClassVar[str] = "prices"
    services: tuple[int, ...] = ()

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        photos = photos_choice(draft, ports.salon, can_show=ports.shows_photos)
        return Screen(price_lines(ports.salon, self.services), (_BOOK,), (MENU, *photos))

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        return Move(draft, Photos() if choice == PHOTOS.id else None)


@dataclass(frozen=True, slots=True)
class Hours(Place):
    """When the salon is open: on that day, or in the next week."""

    name: ClassVar[str] = "hours"
    day: str | None = None  # ISO date

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        day = date.fromisoformat(self.day) if self.day else None
        return Screen(hours_lines(ports, day), (_BOOK,), (MENU,))

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        return Move(draft)


def price_lines(salon: Salon, services: Sequence[int] = ()) -> tuple[Text, ...]:
    """One line for each service."""
    wanted = [one for one in salon.services if one.id in services] or list(salon.services)
    return tuple(_price(one) for one in wanted[:_MOST_LINES])


def hours_lines(ports: Ports, day: date | None = None) -> tuple[Text, ...]:
    """One line for each day."""
    today = local_day(ports.now, ports.salon.zone)
    days = [day] if day else [today + n * _DAY for n in range(7)]
    return tuple(_hours(ports, one) for one in days)


def _price(service: Service) -> Text:
    return msg(
        "{service}: {price}, {length}",
        service=service.name,
        price=service.price,
        length=service.length,
    )


def _hours(ports: Ports, day: date) -> Text:
    midnight = opening_minute(day, 0, ports.salon.zone)
    spans = own_hours(ports.salon, day, minute_of(ports.now) - midnight)
    if not spans:
        return msg("{day}: closed", day=day)
    said: Text | None = None
    for first, last in spans:
        span = msg(
            "{first} to {last}",
            first=TimeOfDay(instant_of(midnight + first)),
            last=TimeOfDay(instant_of(midnight + last)),
        )
        said = span if said is None else msg("{names}, {name}", names=said, name=span)
    return msg("{day}: {hours}", day=day, hours=said or "")
