"""Choosing what, with whom, on which day, at what time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar

from booking import policy
from booking.errors import NoLongerOffered, NotOpen
from booking.instants import local_day
from booking.salon import Service
from booking.visit import Slot, by_day
from bot.conversation.draft import Draft, instant
from bot.conversation.navigation import EVERYWHERE, MENU, MORE
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.screen import Choice, Screen, Text, TimeOfDay, msg, nmsg, shown

CATEGORIES_FROM = 10  # services; fewer are shown in one list
_TIMES_SHOWN = 9  # and "more": a list has ten rows
_SOON = timedelta(days=7)
ANYONE = Choice("anyone", msg("Anyone"), msg("Whoever is free"))


@dataclass(frozen=True, slots=True)
class Categories(Place):
    """Which kind of service; only where there are many services."""

    name: ClassVar[str] = "category"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        choices = tuple(
            Choice(
                f"category:{category.id}",
                shown(category.name),
                nmsg("{n} service", "{n} services", _count(ports, category.id)),
            )
            for category in ports.salon.categories
            if _count(ports, category.id)
        )
        return Screen((msg("What would you like to have done?"),), choices, (MENU,))

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        return Move(draft, Services(category=_number(choice)))


@dataclass(frozen=True, slots=True)
class Services(Place):
    """Which service."""

    name: ClassVar[str] = "service"
    category: int | None = None

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        choices = tuple(
            Choice(f"service:{service.id}", shown(service.name), _facts(service))
            for service in ports.salon.services
            if self.category in (None, service.category_id)
        )
        navigation = EVERYWHERE if self.category else (MENU,)
        question = msg("Which service would you like?")
        return Screen((question,), choices, navigation, explains=True)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        return Move(replace(draft.without_service(), service=_number(choice)))


@dataclass(frozen=True, slots=True)
class StaffMembers(Place):
    """With whom, or anyone."""

    name: ClassVar[str] = "staff"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        service = chosen_service(draft, ports)
        today = local_day(ports.now, ports.salon.zone)
        soon = await ports.free_slots(service, None, today, today + _SOON)
        people = tuple(
            Choice(
                f"staff:{member.id}",
                shown(member.name),
                _first_free(member.id, soon),
            )
            for member in ports.salon.staff_for(service.id)
        )
        return Screen(
            (msg("{service}: with whom?", service=service.name),),
            (ANYONE, *people),
            EVERYWHERE,
            explains=True,
            columns=2,
        )

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        if choice == ANYONE.id:
            return Move(replace(draft.without_staff(), anyone=True))
        return Move(replace(draft.without_staff(), staff=_number(choice)))


@dataclass(frozen=True, slots=True)
class Days(Place):
    """Which of the days that have a free time."""

    name: ClassVar[str] = "day"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        service = chosen_service(draft, ports)
        today = local_day(ports.now, ports.salon.zone)
        last = policy.last_bookable_day(ports.salon, ports.now, (service,))
        found = by_day(await ports.free_slots(service, draft.staff, today, last), ports.salon.zone)
        if not found:
            return _nothing_free(draft, last)
        choices = tuple(
            Choice(
                f"day:{day.isoformat()}",
                shown(day),
                nmsg("{n} free time", "{n} free times", len(times)),
            )
            for day, times in found.items()
        )
        return Screen((msg("Which day suits you?"),), choices, EVERYWHERE, columns=2)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        if choice == "other_staff":
            return Move(draft, StaffMembers())
        if choice == "other_service":
            return Move(draft.without_service())
        return Move(replace(draft.without_day(), day=choice.removeprefix("day:")))


@dataclass(frozen=True, slots=True)
class Times(Place):
    """At what time; a long day is shown spread over the day first."""

    name: ClassVar[str] = "time"
    full: bool = False

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        service, day = chosen_service(draft, ports), draft.date
        if day is None:
            raise NotOpen
        times = await ports.free_slots(service, draft.staff, day, day)
        if not times:
            raise NotOpen
        picked = by_use(times) if self.full else spread(thrifty(times), _TIMES_SHOWN + 1)
        choices = tuple(_time(slot, service) for slot in picked)
        if len(picked) < len(times):
            choices = (*choices, MORE)
        return Screen(
            (msg("{day}: which time suits you?", day=day),), choices, EVERYWHERE, columns=3
        )

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        if choice == MORE.id:
            return Move(draft, Times(full=True))
        return Move(replace(draft, start=choice.removeprefix("at:")))


def chosen_service(draft: Draft, ports: Ports) -> Service:
    """The service of the draft; NoLongerOffered if it is gone."""
    service = ports.salon.service(draft.service) if draft.service else None
    if service is None:
        raise NoLongerOffered
    return service


def spread(times: Sequence[Slot], most: int) -> Sequence[Slot]:
    """All of them if they are few enough, else one fewer than `most`, spread evenly."""
    if len(times) <= most:
        return times
    shown = most - 1
    return [times[at * (len(times) - 1) // (shown - 1)] for at in range(shown)]


def thrifty(times: Sequence[Slot]) -> Sequence[Slot]:
    """Those that leave no useless gap; where none does, all of them."""
    return [slot for slot in times if not slot.wasteful] or times


def by_use(times: Sequence[Slot]) -> Sequence[Slot]:
    """Those that leave a useless gap come last."""
    return sorted(times, key=lambda slot: (slot.wasteful, slot.starts_at))


def _facts(service: Service) -> Text:
    if service.deposit:
        return msg(
            "{length}, {price}, deposit {deposit}",
            length=service.length,
            price=service.price,
            deposit=service.deposit,
        )
    return msg("{length}, {price}", length=service.length, price=service.price)


def _first_free(staff_id: int, soon: Sequence[Slot]) -> Text:
    first = next((slot for slot in soon if staff_id in slot.staff), None)
    if first is None:
        return msg("Nothing free this week")
    return msg("From {moment}", moment=first.starts_at)


def _nothing_free(draft: Draft, last: date) -> Screen:
    choices = [Choice("other_service", msg("Another service"), msg("Choose again"))]
    if draft.staff is not None:
        choices.insert(0, Choice("other_staff", msg("Someone else"), msg("Choose with whom")))
    return Screen((msg("Nothing is free until {day}.", day=last),), tuple(choices), EVERYWHERE)


def _time(slot: Slot, service: Service) -> Choice:
    return Choice(
        f"at:{instant(slot.starts_at)}",
        shown(TimeOfDay(slot.starts_at)),
        msg("until {time}", time=TimeOfDay(slot.starts_at + service.length)),
    )


def _count(ports: Ports, category_id: int) -> int:
    return sum(service.category_id == category_id for service in ports.salon.services)


def _number(choice: str) -> int:
    return int(choice.partition(":")[2])
