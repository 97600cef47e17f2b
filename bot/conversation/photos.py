"""Photos of what can be chosen, one at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from bot.conversation.album import Shot, album
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
        other = _next_owner(shots, at)
        skip = (Choice("skip", msg("On to {name}", name=shots[other].name)),) if other else ()
        return Screen(lines, (*take, *more, *skip), EVERYWHERE, document=shot.key)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        kind, _, number = choice.partition(":")
        match kind:
            case "service":
                return Move(replace(draft.without_service(), service=int(number)))
            case "staff":
                return await refitted(replace(draft, anyone=False, staff=int(number)), ports)
            case "skip":
                shots = album(draft, ports.salon, self.category)
                other = _next_owner(shots, self.at) if shots else None
                return Move(draft, replace(self, at=other or self.at + 1))
            case _:
                return Move(draft, replace(self, at=self.at + 1))


def _next_owner(shots: Sequence[Shot], at: int) -> int | None:
    """Where the next one's photos begin, if this one has more of them before."""
    at %= len(shots)
    others = (n for n in range(at + 1, len(shots)) if shots[n].owner != shots[at].owner)
    found = next(others, at + 1)
    return found if found > at + 1 else None
