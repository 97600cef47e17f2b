"""The way to the salon, as a point on the map where there is one."""

from dataclasses import dataclass
from typing import ClassVar

from bot.conversation.draft import Draft
from bot.conversation.navigation import EVERYWHERE, MENU
from bot.conversation.place import Place
from bot.conversation.ports import Ports
from bot.conversation.screen import Screen, Venue, msg, shown
from bot.conversation.summary import place_lines


@dataclass(frozen=True, slots=True)
class Where(Place):
    """Where the salon is; asked from the menu, or of a booking."""

    name: ClassVar[str] = "where"
    booking: int | None = None

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        salon = ports.salon
        lines = place_lines(salon) or (msg("Please ask the salon for its address."),)
        return Screen(
            (shown(salon.name), *lines),
            navigation=EVERYWHERE if self.booking else (MENU,),
            venue=Venue(salon.name, salon.location) if salon.location else None,
        )
