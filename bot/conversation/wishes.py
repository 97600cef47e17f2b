"""What was wished becomes what is chosen, question by question, as far as it is clear."""

from dataclasses import replace

from bot.conversation import route
from bot.conversation.choose import StaffMembers
from bot.conversation.chosen import chosen_services, does, with_only_staff
from bot.conversation.draft import Draft, instant
from bot.conversation.place import Move
from bot.conversation.ports import Ports
from bot.conversation.screen import Text, msg
from bot.conversation.summary import in_one
from bot.conversation.times import Times
from bot.conversation.which import ForWhom, WhichDay, WhichService, WhichStaff
from bot.conversation.which_time import (
    NearestTimes,
    TimesWithin,
    WhichTime,
    free_around,
    picked,
    slots_within,
    wished_starts,
)
from bot.conversation.wish import DAY, SERVICE, STAFF

_NEXT_DAY = 1440  # minutes: "at twelve on Friday" is asked about where only midnight is open
NOTHING_THEN = msg("Nothing is free then. These times are:")


async def granted(draft: Draft, ports: Ports) -> Move:
    """The first question that the draft and its wish leave open. May raise a Refusal."""
    if draft.wish.people:
        return Move(draft, ForWhom())
    if draft.service is None:
        if not draft.wish.services:
            return route.first_missing(draft, ports)
        if len(draft.wish.services) > 1 or SERVICE in draft.wish.asks:
            return Move(draft, WhichService())
        draft = _with_service(draft)
    if not draft.has_staff:
        move = _staffed(draft, ports)
        if move.to:
            return move
        draft = move.draft
    return await _timed(draft, ports)


def _with_service(draft: Draft) -> Draft:
    (service,), also = draft.wish.services, draft.wish.also
    more = tuple(one for one in also if one != service)
    return replace(draft, service=service, more=more, wish=draft.wish.without("services", "also"))


def _staffed(draft: Draft, ports: Ports) -> Move:
    """The draft with who was asked for, or the question with whom."""
    wish, services = draft.wish, chosen_services(draft, ports.salon)
    if wish.anyone:
        return Move(replace(draft, anyone=True, wish=wish.without("anyone", "staff")))
    able = tuple(one for one in wish.staff if does(one, services, ports.salon))
    plain = replace(draft, wish=wish.without("staff").no_longer_asks(STAFF))
    if wish.staff and not able:
        return Move(plain, StaffMembers(), (_cannot(wish.staff, draft, ports),))
    if len(able) == 1 and STAFF not in wish.asks:
        return Move(replace(plain, staff=able[0]))
    if able:
        return Move(replace(draft, wish=replace(wish, staff=able)), WhichStaff())
    if STAFF in wish.asks:
        return Move(plain, StaffMembers())
    draft = with_only_staff(draft, ports.salon)
    return Move(draft) if draft.has_staff else route.first_missing(draft, ports)


async def _timed(draft: Draft, ports: Ports) -> Move:
    wish = draft.wish
    if draft.start is not None:
        return route.first_missing(draft, ports)
    if draft.day is None and wish.days:
        if len(wish.days) > 1 or DAY in wish.asks:
            return Move(draft, WhichDay())
        draft = replace(draft, day=wish.days[0], wish=wish.without("days"))
    if draft.day is None:
        return route.first_missing(draft, ports)
    if draft.wish.clock:
        return await _at_time(draft, ports)
    if draft.wish.part:
        if await slots_within(draft, ports):
            return Move(draft, TimesWithin())
        return Move(_without_time(draft), Times(), (NOTHING_THEN,))
    return route.first_missing(draft, ports)


async def _at_time(draft: Draft, ports: Ports) -> Move:
    """On with the time that was said, if it is one and free."""
    wanted = wished_starts(draft, ports.salon)
    around = await free_around(draft, ports)
    free = [slot.starts_at for slot in around if slot.starts_at in wanted]
    if len(wanted) == 1 and free and draft.wish.clock[0] < _NEXT_DAY:
        move = picked(f"at:{instant(free[0])}", draft, ports)
        return await granted(move.draft, ports)
    if free:
        return Move(draft, WhichTime())
    if not around:
        return Move(_without_time(draft), Times())
    return Move(_without_time(draft), NearestTimes(instant(wanted[0])))


def _without_time(draft: Draft) -> Draft:
    return replace(draft, wish=draft.wish.without("clock", "part"))


def _cannot(staff: tuple[int, ...], draft: Draft, ports: Ports) -> Text:
    people = [one.name for one in ports.salon.staff if one.id in staff]
    services = [one.name for one in chosen_services(draft, ports.salon)]
    return msg("{name} does not do {service}.", name=in_one(people), service=in_one(services))
