"""Another time for a request: which one the staff propose, and what the customer makes of it."""

from collections.abc import Sequence
from datetime import datetime

from booking.errors import Refusal, SlotTaken
from booking.instants import minute_of
from booking.salon import Staff
from booking.visit import Booking, Status
from bot.conversation import staff_desk, templates
from bot.conversation.ports import Ports
from bot.conversation.screen import Briefly, Choice, Screen, Text, msg, shown, standing
from bot.conversation.staff_money import Reply
from bot.conversation.summary import paid_lines, visit_lines

AT = "proposeat"


def ask_which(booking: Booking, times: Sequence[datetime]) -> Reply:
    """The free times around the one that was asked for, for the staff."""
    if not times:
        return Reply(msg("Nothing else is free within a week of it."))
    question = msg(
        "Booking {code}: which time shall I propose instead of {moment}?",
        code=booking.code,
        moment=booking.starts_at,
    )
    stop = standing("keep", booking.id, booking.revision, msg("Nothing"))
    return Reply(lines=(question,), choices=(*(_at(booking, one) for one in times), stop))


def told(booking: Booking, by: Staff) -> Reply:
    said = msg(
        "Booking {code}: {name} proposes {moment}. The customer is asked.",
        code=booking.code,
        name=by.name,
        moment=booking.proposed_at or booking.starts_at,
    )
    return Reply(msg("The customer is asked."), (said,), replaces=True)


def refused(no: Refusal) -> Text:
    if isinstance(no, SlotTaken):
        return msg("That time is not free any more. Please choose another one.")
    return staff_desk.refused(no)


def is_open(booking: Booking, now: datetime) -> bool:
    """Can the customer still take what was proposed?"""
    at = booking.proposed_at
    return booking.status is Status.REQUESTED and at is not None and at > now


def proposal_screen(booking: Booking, ports: Ports) -> Screen:
    """The time that is proposed beside the one that was asked for."""
    at, until = booking.proposed_at or booking.starts_at, booking.answer_until or booking.starts_at
    return Screen(
        (
            msg(
                "The salon cannot take this request, but proposes another time: {moment}.",
                moment=at,
            ),
            msg("Please answer by {moment}. Nothing is booked yet.", moment=until),
            msg("Booking code: {code}", code=booking.code),
            *visit_lines(ports.salon, booking),
            *paid_lines(ports.salon, booking),
        ),
        templates.proposal_choices(booking.id, booking.revision),
    )


def _at(booking: Booking, at: datetime) -> Choice:
    token = f"s.{AT}.{booking.id}.{booking.revision}.{minute_of(at)}"
    return Choice(token, shown(Briefly(at)))
