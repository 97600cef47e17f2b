"""The receipts of a booking, as one document."""

from dataclasses import dataclass
from typing import ClassVar

from bot.conversation.draft import Draft
from bot.conversation.navigation import EVERYWHERE
from bot.conversation.pay import own_booking
from bot.conversation.place import Place
from bot.conversation.ports import Ports
from bot.conversation.screen import Screen, msg


@dataclass(frozen=True, slots=True)
class Receipt(Place):
    """Asked for again it is the same document, with what was paid or given back since."""

    name: ClassVar[str] = "receipt"
    booking: int

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        booking = await own_booking(self.booking, ports)
        document = await ports.issue_receipts(booking)
        if document is None:
            nothing = msg("Nothing was paid here for this booking, so there is no receipt.")
            return Screen((nothing,), (), EVERYWHERE)
        words = msg("Your receipt for booking {code}.", code=booking.code)
        return Screen((words,), (), EVERYWHERE, document=document)
