"""The staff propose another time for a request, by buttons in their group."""

from booking.errors import Refusal
from booking.instants import instant_of
from booking.reservations import proposing
from booking.salon import Salon, Staff
from booking.store.database import Work
from booking.visit import Actor, Booking, Status
from bot.conversation import proposal, staff_desk
from bot.conversation.staff_money import Reply
from bot.conversation.tokens import StandingChoice

ACTIONS = frozenset({staff_desk.PROPOSE, proposal.AT})
_SHOWN = 8


async def tapped(
    work: Work, salon: Salon, booking: Booking, member: Staff, token: StandingChoice
) -> Reply:
    """Ask which time, or propose the one that was tapped."""
    if token.revision != booking.revision or booking.status is not Status.REQUESTED:
        return Reply(staff_desk.STALE)
    if token.action == staff_desk.PROPOSE or token.minute is None:
        times = await proposing.other_times(work, salon, booking, _SHOWN)
        return proposal.ask_which(booking, [slot.starts_at for slot in times])
    by = Actor("staff", str(member.id))
    try:
        async with work.savepoint():
            proposed = await proposing.propose(
                *(work, salon, booking.id, instant_of(token.minute), by), seen=booking.revision
            )
    except Refusal as no:
        return Reply(proposal.refused(no))
    return proposal.told(proposed, member)
