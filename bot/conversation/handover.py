"""A person instead of the bot: how a customer gets there, and back."""

from dataclasses import dataclass
from typing import ClassVar

from bot.conversation.draft import Draft
from bot.conversation.inbound import Inbound, Kind
from bot.conversation.memory import Conversation
from bot.conversation.navigation import MENU
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.screen import Choice, Screen, Text, msg, standing
from bot.conversation.understanding.answers import choice_in

BACK_TO_BOT = standing("bot", 0, 0, msg("Back to the bot"))
TALK = Choice("person", msg("Talk to a person"), msg("Somebody of the salon answers here"))
WITH_PERSON = msg("Somebody of the salon is answering you here. I keep quiet meanwhile.")
BACK_AGAIN = msg("You are with the salon's assistant again. This is where we are:")
HANDED_BACK = msg("You are with the salon's assistant again. Write whenever you like.")


@dataclass(frozen=True, slots=True)
class Person(Place):
    """Somebody will answer here; or how to reach the salon, where nobody can."""

    name: ClassVar[str] = "person"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        call = _call(ports)
        if not ports.with_person:
            return Screen((call,), navigation=(MENU,))
        coming = msg("Somebody of the salon will answer you here soon. Please write what it is.")
        return Screen((coming, call), (BACK_TO_BOT,))


async def talk_to_person(draft: Draft, ports: Ports) -> Move:
    """Have the staff asked, if they can be."""
    await ports.call_person(draft)
    return Move(draft, Person())


def _call(ports: Ports) -> Text:
    if ports.salon.phone:
        return msg("You can call the salon: {phone}", phone=ports.salon.phone)
    return msg("Please come by or call the salon.")


def is_for_bot(inbound: Inbound, talk: Conversation) -> bool:
    """Does the customer want the bot back?"""
    if inbound.kind is Kind.TAP:
        return inbound.data == BACK_TO_BOT.id
    return choice_in(inbound.text, talk.offered, is_exact=True) == BACK_TO_BOT.id
