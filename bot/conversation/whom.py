"""For whom the visit is: the customer, or somebody whose name is kept for the next time."""

from dataclasses import dataclass, replace
from typing import ClassVar

from bot.conversation.details import proper_name
from bot.conversation.draft import Draft
from bot.conversation.navigation import EVERYWHERE
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.relations import named
from bot.conversation.screen import Choice, Screen, msg

FOR_WHOM = Choice("whom", msg("For whom"))
_MYSELF = Choice("myself", msg("For me"))


@dataclass(frozen=True, slots=True)
class Whom(Place):
    """Who comes; a side step of the confirmation."""

    name: ClassVar[str] = "whom"
    takes_text: ClassVar[bool] = True
    objection: bool = False

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        known = tuple(Choice(f"for:{one}", named(one)) for one in await ports.people())
        question = msg("Who is the visit for? Choose, or write the name.")
        if self.objection:
            question = msg("Please write the name with letters, at most 60 of them.")
        return Screen((question,), (_MYSELF, *known), EVERYWHERE)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        if choice == _MYSELF.id:
            return Move(replace(draft, for_whom=None))
        return Move(replace(draft, for_whom=choice.removeprefix("for:")))

    async def hear(self, text: str, draft: Draft, ports: Ports) -> Move | None:
        name = proper_name(text)
        if name is None:
            return Move(draft, Whom(objection=True))
        return Move(replace(draft, for_whom=name))
