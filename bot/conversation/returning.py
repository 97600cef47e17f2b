"""Who has been here before: the same again is the first thing offered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from booking.instants import local_day
from booking.salon import Salon
from booking.visit import Booking, Slot, by_day
from bot.conversation.ahead import outlook
from bot.conversation.choose import place_to_start
from bot.conversation.chosen import able, chosen_services, free_slots
from bot.conversation.days import Days
from bot.conversation.draft import Draft, draft_of, instant
from bot.conversation.navigation import EVERYWHERE
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.relations import whom_lines
from bot.conversation.screen import Briefly, Choice, Screen, Text, msg, shown
from bot.conversation.summary import in_one, in_short

_DAYS_SHOWN = 7
_OTHER_TIME = Choice("other", msg("Another time"), msg("Choose day and time"))


@dataclass(frozen=True, slots=True)
class Welcome(Place):
    """What is offered to who is known: the same again, or any service."""

    name: ClassVar[str] = "welcome"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        screen = await place_to_start(ports.salon).ask(draft, ports)
        last = await ports.last_visit()
        if last is None or not is_offered(last, ports.salon):
            return screen
        return replace(screen, choices=(again_choice(last, ports.salon), *screen.choices))

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        if choice == "again":
            return await the_same_again(draft, ports)
        return await place_to_start(ports.salon).pick(choice, draft, ports)


@dataclass(frozen=True, slots=True)
class NextTimes(Place):
    """The next days, each at the free time that is nearest to the one of last time."""

    name: ClassVar[str] = "next_times"
    minute: int  # of the day, on the salon's clock

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        found = await outlook(draft, ports, _DAYS_SHOWN)
        if not found.free:
            return await Days().ask(draft, ports)
        days = [one.day for one in found.free]
        times = by_day(await free_slots(draft, ports, days[0], days[-1]), ports.salon.zone)
        choices = tuple(_time(self._nearest(of_day, ports.salon)) for of_day in times.values())
        question = msg("{visit}: which of these times suits you?", visit=_visit(draft, ports))
        lines = (question, *whom_lines(draft.for_whom))
        return Screen(lines, (*choices, _OTHER_TIME), EVERYWHERE)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        if choice == _OTHER_TIME.id:
            return Move(draft.without_day())
        kind, _, value = choice.partition(":")
        if kind != "at":
            return await Days().pick(choice, draft, ports)
        day = local_day(datetime.fromisoformat(value), ports.salon.zone)
        return Move(replace(draft, day=day.isoformat(), start=value))

    def _nearest(self, times: Sequence[Slot], salon: Salon) -> Slot:
        return min(times, key=lambda slot: abs(_minute_of(slot.starts_at, salon) - self.minute))


def again_choice(last: Booking, salon: Salon) -> Choice:
    return Choice("again", msg("The same again"), in_short(salon, last))


def is_offered(booking: Booking, salon: Salon) -> bool:
    """Does the salon still have all its services?"""
    return all(salon.service(one) is not None for one in booking.service_ids)


async def the_same_again(draft: Draft, ports: Ports) -> Move:
    """To the next times of what was had last."""
    last = await ports.last_visit()
    if last is None or not is_offered(last, ports.salon):
        return Move(draft)
    return next_times_of(last, ports)


def next_times_of(booking: Booking, ports: Ports) -> Move:
    """The same services with the same person, or anyone where they do not do them any more."""
    salon = ports.salon
    again = draft_of(booking, salon.zone).without_day()
    if again.staff not in {one.id for one in able(chosen_services(again, salon), salon)}:
        again = replace(again, anyone=True, staff=None)
    return Move(again, NextTimes(_minute_of(booking.starts_at, salon)))


def _visit(draft: Draft, ports: Ports) -> Text:
    services = in_one([one.name for one in chosen_services(draft, ports.salon)])
    member = ports.salon.staff_member(draft.staff) if draft.staff else None
    if member is None:
        return services
    return msg("{service} with {name}", service=services, name=member.name)


def _minute_of(at: datetime, salon: Salon) -> int:
    local = at.astimezone(salon.zone)
    return local.hour * 60 + local.minute


def _time(slot: Slot) -> Choice:
    return Choice(f"at:{instant(slot.starts_at)}", shown(Briefly(slot.starts_at)))
