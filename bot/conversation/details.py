"""Name and number, if they are unknown."""

import re
from dataclasses import dataclass
from typing import ClassVar

from bot.conversation.draft import Draft
from bot.conversation.folding import visible
from bot.conversation.navigation import EVERYWHERE
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.screen import Choice, Screen, msg, shown
from bot.conversation.understanding.agreement import withholds

_LONGEST_NAME = 60
_INTRODUCTION = re.compile(
    r"(?i)^(?:my name is|i am|i['’]m|it['’]s|this is"
    r"|(?:please )?call me(?! (?:back|please|now|later)\b)|(?:أنا |انا )?اسمي|أنا|انا)\s+"
)


@dataclass(frozen=True, slots=True)
class Name(Place):
    """What the customer is called; the channel's profile name is offered."""

    name: ClassVar[str] = "name"
    takes_text: ClassVar[bool] = True
    objection: bool = False

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        offered = proper_name(ports.profile_name or "")
        choices = (Choice(f"name:{offered}", shown(offered)),) if offered else ()
        question = msg("What name shall we book it under?")
        if self.objection:
            question = msg("Please write your name with letters, at most 60 of them.")
        return Screen((question,), choices, EVERYWHERE)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        await ports.remember(name=choice.removeprefix("name:"))
        return Move(draft)

    async def hear(self, text: str, draft: Draft, ports: Ports) -> Move | None:
        name = proper_name(text)
        if name is None or withholds(text):
            return Move(draft, Name(objection=True))
        await ports.remember(name=name)
        return Move(draft)


@dataclass(frozen=True, slots=True)
class Phone(Place):
    """The customer's own number, vouched for by the channel."""

    name: ClassVar[str] = "phone"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        return Screen(
            (msg("Please share your phone number with the button below."),),
            navigation=EVERYWHERE,
            contact=msg("Share my number"),
        )

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        return Move(draft)

    async def share_phone(self, phone: str, draft: Draft, ports: Ports) -> Move | None:
        await ports.remember(phone=phone)
        return Move(draft)


def introduces(text: str) -> bool:
    """Does it begin with words after which a name comes?"""
    return _INTRODUCTION.match(visible(text)) is not None and proper_name(text) is not None


def proper_name(text: str) -> str | None:
    """The text as a name, if it is one: letters in it, no number, no question, not too long."""
    name = _INTRODUCTION.sub("", visible(text))
    has_letters = any(letter.isalpha() for letter in name)
    has_digits = any(letter.isdigit() for letter in name)
    is_asked = any(sign in name for sign in "?؟")
    is_name = has_letters and not has_digits and not is_asked
    return name if is_name and len(name) <= _LONGEST_NAME else None
