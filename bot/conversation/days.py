"""Choosing on which day."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from booking import policy
from booking.instants import local_day
from booking.visit import by_day
from bot.conversation.choose import StaffMembers
from bot.conversation.chosen import chosen_services
from bot.conversation.draft import Draft
from bot.conversation.navigation import EVERYWHERE
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.screen import Choice, Screen, msg, nmsg, shown


@dataclass(frozen=True, slots=True)
class Days(Place):
    """Which of the days that have a free time."""

    name: ClassVar[str] = "day"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        services = chosen_services(draft, ports.salon)
        today = local_day(ports.now, ports.salon.zone)
        last = policy.last_bookable_day(ports.salon, ports.now, services)
        found = by_day(await ports.free_slots(services, draft.staff, today, last), ports.salon.zone)
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


def _nothing_free(draft: Draft, last: date) -> Screen:
    choices = [Choice("other_service", msg("Another service"), msg("Choose again"))]
    if draft.staff is not None:
        choices.insert(0, Choice("other_staff", msg("Someone else"), msg("Choose with whom")))
    return Screen((msg("Nothing is free until {day}.", day=last),), tuple(choices), EVERYWHERE)
