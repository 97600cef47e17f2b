"""What "as last time" means for who says it: the same people, or the same visit at another time."""

from dataclasses import replace

from booking.visit import Booking
from bot.conversation.draft import Draft
from bot.conversation.place import Move
from bot.conversation.ports import Ports
from bot.conversation.returning import is_offered, next_times_of
from bot.conversation.understanding.found import Again
from bot.conversation.understanding.meaning import Meaning


async def as_before(meaning: Meaning, draft: Draft, ports: Ports) -> tuple[Meaning, Move]:
    """The meaning with what is known of the last visit, and where the booking goes on from.

    Who was never here is asked, as if nothing had been said.
    """
    last = await ports.last_visit() if meaning.again else None
    if last is None:
        return meaning, Move(draft)
    begins = draft.service is None and not meaning.services
    if meaning.again is Again.VISIT and begins and is_offered(last, ports.salon):
        return meaning, next_times_of(last, ports)
    return _with_people_of(last, meaning, ports), Move(draft)


def _with_people_of(last: Booking, meaning: Meaning, ports: Ports) -> Meaning:
    if meaning.says_who:
        return meaning
    people = dict.fromkeys(line.staff_id for line in last.lines)
    return replace(meaning, staff=tuple(one for one in people if ports.salon.staff_member(one)))
