"""Photos of what can be chosen, one at a time."""

from dataclasses import dataclass, replace
from typing import ClassVar

from bot.conversation.album import album
from bot.conversation.draft import Draft
from bot.conversation.facts import facts
from bot.conversation.navigation import EVERYWHERE
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.screen import Choice, Screen, msg, shown
from bot.conversation.times import refitted

NO_PHOTOS = msg("There are no photos here.")
_NEXT = Choice("next", msg("Next photo"))


@dataclass(frozen=True, slots=True)
class Photos(Place):
    """A photo with whose it is: that can be chosen, or the next one looked at."""

    name: ClassVar[str] = "photos"
    category: int | None = None
    at: int = 0

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        shots = album(draft, ports.salon, self.category)
        if not shots:
            return Screen((NO_PHOTOS,), (), EVERYWHERE)
        at = self.at % len(shots)
        shot, caption = shots[at], shots[at].photo.caption
        service = ports.salon.service(shot.owner)
        lines = (
            shown(shot.name),
            *((facts(service, ports.salon),) if service else ()),
            *((shown(caption),) if caption else ()),
            msg("Photo {n} of {total}", n=at + 1, total=len(shots)),
        )
        take = (Choice(shot.choice, msg("Choose {name}", name=shot.name)),) if shot.choice else ()
        more = (_NEXT,) if len(shots) > 1 else ()
        return Screen(lines, (*take, *more), EVERYWHERE, document=shot.key)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        kind, _, number = choice.partition(":")
        match kind:
            case "service":
                return Move(replace(draft.without_service(), service=int(number)))
            case "staff":
                return await refitted(replace(draft, anyone=False, staff=int(number)), ports)
            case _:
                return Move(draft, replace(self, at=self.at + 1))
