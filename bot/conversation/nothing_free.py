"""Where nothing is free: it is said so, and what is free is offered instead."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from booking.instants import local_day
from booking.salon import LocalName
from booking.visit import Slot
from bot.conversation.ahead import next_times, outlook
from bot.conversation.chosen import able, bookable_days, chosen_services
from bot.conversation.day_choices import day_choice
from bot.conversation.draft import Draft, instant
from bot.conversation.navigation import EVERYWHERE, OTHER_DAY
from bot.conversation.place import Move
from bot.conversation.ports import Ports
from bot.conversation.screen import Briefly, Choice, Screen, msg, shown
from bot.conversation.summary import with_whom
from bot.conversation.waiting import WAITING_LIST, WaitingDays

_TIMES = 3
_OTHER_STAFF = Choice("other_staff", msg("Someone else"), msg("Choose with whom"))
_OTHER_SERVICE = Choice("other_service", msg("Another service"), msg("Choose again"))
_FIRST = msg("These are the first free times:")


async def nothing_on(day: date, draft: Draft, ports: Ports) -> Screen:
    """Nothing is free on this day: the first times of all, and the next free day."""
    after = await outlook(draft, ports, 1, since=day)
    nearest = after if after.free else await outlook(draft, ports, 1)
    if not nearest.free:
        return await nothing_at_all(draft, ports)
    (free,) = nearest.free
    choices = (
        *_times("at", await next_times(draft, ports, _TIMES), draft, ports),
        day_choice(free, ports.salon),
        OTHER_DAY,
        *waiting_choices(draft, ports),
        *_others(draft, ports),
    )
    said = msg("Nothing is free on {day}.", day=day)
    if name := _asked_for(draft, ports):
        said = msg("{name} has nothing free on {day}.", name=name, day=day)
    return Screen((said, _FIRST), choices, EVERYWHERE, explains=True)


async def nothing_at_all(draft: Draft, ports: Ports) -> Screen:
    """Nothing is free on any day: the first times of anyone else."""
    last = bookable_days(draft, ports)[1]
    name = _asked_for(draft, ports)
    if name is None:
        said = msg("Nothing is free until {day}.", day=last)
        choices = (*waiting_choices(draft, ports), *_others(draft, ports))
        return Screen((said,), choices, EVERYWHERE)
    times = await next_times(replace(draft, anyone=True, staff=None), ports, _TIMES)
    choices = _times("anyone", times, draft, ports)
    said = msg("{name} has nothing free until {day}.", name=name, day=last)
    lines = (said, _FIRST) if times else (said,)
    every = (*choices, *waiting_choices(draft, ports), *_others(draft, ports))
    return Screen(lines, every, EVERYWHERE, explains=True)


def instead(choice: str, draft: Draft, ports: Ports) -> Move | None:
    """Where a choice of these screens leads; None: it is none of them."""
    kind, _, value = choice.partition(":")
    match kind:
        case "day":
            return Move(replace(draft.without_day(), day=value))
        case "at" | "anyone":
            day = local_day(datetime.fromisoformat(value), ports.salon.zone).isoformat()
            chosen = replace(draft, day=day, start=value)
            return Move(replace(chosen, anyone=True, staff=None) if kind == "anyone" else chosen)
        case WAITING_LIST.id:
            return Move(draft, WaitingDays(draft.day))
        case OTHER_DAY.id:
            return Move(draft.without_day())
        case _OTHER_STAFF.id:
            return Move(replace(draft.without_time(), anyone=False, staff=None))
        case _OTHER_SERVICE.id:
            return Move(draft.without_service())
        case _:
            return None


def waiting_choices(draft: Draft, ports: Ports) -> tuple[Choice, ...]:
    """Who moves a booking has a time and waits for none, as nobody does for what is over."""
    first, last = bookable_days(draft, ports)
    return (WAITING_LIST,) if first <= last and not draft.moving else ()


def _others(draft: Draft, ports: Ports) -> tuple[Choice, ...]:
    several = len(able(chosen_services(draft, ports.salon), ports.salon)) > 1
    return (_OTHER_STAFF, _OTHER_SERVICE) if draft.staff and several else (_OTHER_SERVICE,)


def _asked_for(draft: Draft, ports: Ports) -> LocalName | None:
    member = ports.salon.staff_member(draft.staff) if draft.staff else None
    return member.name if member else None


def _times(kind: str, slots: Sequence[Slot], draft: Draft, ports: Ports) -> tuple[Choice, ...]:
    count = len(chosen_services(draft, ports.salon))
    return tuple(
        Choice(
            f"{kind}:{instant(slot.starts_at)}",
            shown(Briefly(slot.starts_at)),
            with_whom(ports.salon, count, slot),
        )
        for slot in slots
    )
