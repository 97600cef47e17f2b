"""What one inbound leads to."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.conversation.memory import Conversation, Offered
from bot.conversation.screen import Screen, Text

_WAIT_FOR_AN_ANSWER = ("s.take.", "s.pass.", "s.agree.", "s.keep.")


class Delivery(StrEnum):
    """How a screen reaches a channel that can edit; elsewhere it is always a new message."""

    NEW = "new"
    EDIT_TAPPED = "edit_tapped"
    EDIT_LAST = "edit_last"


@dataclass(frozen=True, slots=True)
class Turn:
    """The conversation after it, and what to say; a notice leaves the conversation as it was."""

    talk: Conversation
    screen: Screen
    delivery: Delivery = Delivery.NEW
    is_notice: bool = False
    ends_contact: bool = False  # the button that shared a number has to go


def with_offer(turn: Turn, say: Callable[[Text], str]) -> Turn:
    """The turn whose conversation remembers what is offered, in the customer's words."""
    if turn.is_notice:
        return replace(turn, talk=replace(turn.talk, offered=_beside(turn, say)))
    # An interim screen may never be seen: a number meant for the one before it must do nothing.
    seen = not turn.screen.interim
    choices = [Offered(one.id, say(one.label), seen) for one in turn.screen.choices]
    navigation = [Offered(one.id, say(one.label), numbered=False) for one in turn.screen.navigation]
    unseen = [Offered(one.id, say(one.label), numbered=False) for one in turn.screen.unseen]
    shown = (*choices, *navigation, *unseen)
    labels = {one.label for one in shown}
    kept = (one for one in turn.talk.offered if one.label not in labels)
    return replace(turn, talk=replace(turn.talk, offered=(*shown, *kept)))


def open_notices(offered: tuple[Offered, ...]) -> tuple[Offered, ...]:
    """The choices of notices that wait for an answer, whatever is said in between."""
    return tuple(
        one for one in offered if not one.numbered and one.id.startswith(_WAIT_FOR_AN_ANSWER)
    )


def _beside(turn: Turn, say: Callable[[Text], str]) -> tuple[Offered, ...]:
    """What was offered, and the notice's choices: they can be named, but numbers stay taken."""
    named = [Offered(one.id, say(one.label), numbered=False) for one in turn.screen.choices]
    labels = {one.label for one in named}
    kept = (one for one in turn.talk.offered if one.numbered or one.label not in labels)
    return (*kept, *named)
