"""Between what may have been meant: of services, people and days."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from bot.conversation.choose import ANYONE, StaffMembers, place_to_start
from bot.conversation.chosen import chosen_services, free_days
from bot.conversation.days import Days
from bot.conversation.draft import Draft
from bot.conversation.navigation import EVERYWHERE
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.relations import RELATIONS
from bot.conversation.screen import Choice, Screen, msg, nmsg, shown
from bot.conversation.summary import in_one

_OTHER_SERVICE = Choice("other", msg("Another service"))
_OTHER_DAY = Choice("other", msg("Another day"))
_SOMEONE_ELSE = Choice("other", msg("Someone else"))
_MYSELF = Choice("me", msg("For me"))


@dataclass(frozen=True, slots=True)
class WhichService(Place):
    """Which of the services that were meant, perhaps."""

    name: ClassVar[str] = "which_service"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        choices = tuple(
            Choice(
                f"service:{service.id}",
                shown(service.name),
                msg("{length}, {price}", length=service.length, price=service.price),
            )
            for service in ports.salon.services
            if service.id in draft.wish.services
        )
        question = msg("Which service would you like?")
        return Screen((question,), (*choices, _OTHER_SERVICE), EVERYWHERE, explains=True)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        without = replace(draft, wish=draft.wish.without("services").no_longer_asks("service"))
        if choice == _OTHER_SERVICE.id:
            return Move(without, place_to_start(ports.salon))
        chosen = int(choice.removeprefix("service:"))
        more = tuple(one for one in draft.wish.also if one != chosen)
        return Move(replace(without, service=chosen, more=more, wish=without.wish.without("also")))


@dataclass(frozen=True, slots=True)
class WhichStaff(Place):
    """Which of the people who were meant, perhaps."""

    name: ClassVar[str] = "which_staff"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        services = chosen_services(draft, ports.salon)
        people = [one for one in ports.salon.staff if one.id in draft.wish.staff]
        choices = tuple(Choice(f"staff:{one.id}", shown(one.name)) for one in people)
        wanted = in_one([service.name for service in services])
        return Screen(
            (msg("{service}: with whom?", service=wanted),),
            (*choices, ANYONE, _SOMEONE_ELSE),
            EVERYWHERE,
            columns=2,
        )

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        without = replace(draft, wish=draft.wish.without("staff").no_longer_asks("staff"))
        if choice == _SOMEONE_ELSE.id:
            return Move(without, StaffMembers())
        if choice == ANYONE.id:
            return Move(replace(without, anyone=True))
        return Move(replace(without, staff=int(choice.removeprefix("staff:"))))


@dataclass(frozen=True, slots=True)
class WhichDay(Place):
    """Which of the days that were meant, perhaps; those that are full are left out."""

    name: ClassVar[str] = "which_day"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        days = sorted(date.fromisoformat(one) for one in draft.wish.days)
        free = await free_days(draft, ports, days[0], days[-1])
        choices = tuple(
            Choice(
                f"day:{one.day.isoformat()}",
                shown(one.day),
                nmsg("{n} free time", "{n} free times", one.times),
            )
            for one in free
            if one.day in days and not one.is_full
        )
        question = msg("Which day suits you?") if choices else msg("Nothing is free then.")
        return Screen((question,), (*choices, _OTHER_DAY), EVERYWHERE, columns=2)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        without = replace(draft, wish=draft.wish.without("days").no_longer_asks("day"))
        if choice == _OTHER_DAY.id:
            return Move(without, Days())
        return Move(replace(without, day=choice.removeprefix("day:")))


@dataclass(frozen=True, slots=True)
class ForWhom(Place):
    """Who of several comes to this visit: a visit is for one person."""

    name: ClassVar[str] = "for_whom"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        people = tuple(
            Choice(f"for:{one}", RELATIONS.get(one) or shown(one)) for one in draft.wish.people
        )
        question = msg("A visit is for one person. For whom shall I book first?")
        return Screen((question,), (_MYSELF, *people), EVERYWHERE)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        without = replace(draft, wish=draft.wish.without("people"))
        if choice == _MYSELF.id:
            return Move(replace(without, for_whom=None))
        return Move(replace(without, for_whom=choice.removeprefix("for:")))
