"""A place in a flow: it asks, and is answered."""

from dataclasses import dataclass
from typing import ClassVar

from bot.conversation.draft import Draft
from bot.conversation.ports import Ports
from bot.conversation.screen import Screen, Text


@dataclass(frozen=True, slots=True)
class Place:
    """One frozen dataclass per place; its fields are what it needs to ask again, as JSON values."""

    name: ClassVar[str]
    takes_text: ClassVar[bool] = False  # so that a word that is like a label may be the answer

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        """What to show here. May raise a Refusal: then the place before it is asked."""
        raise NotImplementedError

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> "Move":
        """Where this choice, which was offered here, leads. May raise a Refusal."""
        return Move(draft, self)

    async def hear(self, text: str, draft: Draft, ports: Ports) -> "Move | None":
        """Where free text leads; None: it means nothing here."""
        return None

    async def share_phone(self, phone: str, draft: Draft, ports: Ports) -> "Move | None":
        """Where the customer's own number leads; None: it was not asked for."""
        return None

    async def wake(self, booking_id: int, draft: Draft, ports: Ports) -> "Move | None":
        """Where news of this booking leads; None: this place does not wait for it."""
        return None


@dataclass(frozen=True, slots=True)
class Move:
    """Where to go with which draft; no place means: to the first thing that is missing."""

    draft: Draft
    to: Place | None = None
    remarks: tuple[Text, ...] = ()  # before what is asked there
