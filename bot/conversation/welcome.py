"""Menu, language, where we are."""

from dataclasses import dataclass
from typing import ClassVar

from bot.conversation.answers import Prices
from bot.conversation.draft import Draft
from bot.conversation.handover import TALK
from bot.conversation.my_bookings import MyBookings
from bot.conversation.navigation import MENU
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.returning import again_choice, is_offered, the_same_again
from bot.conversation.screen import Choice, Screen, msg, shown
from bot.conversation.where import Where

# A language is named in itself, so that who does not read this one finds theirs.
LANGUAGES = {"ar": "العربية", "en": "English"}


@dataclass(frozen=True, slots=True)
class Menu(Place):
    name: ClassVar[str] = "menu"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        book = msg("Continue booking") if draft.service else msg("Book a visit")
        last = await ports.last_visit() if ports.person.name else None
        again = last and is_offered(last, ports.salon) and again_choice(last, ports.salon)
        choices = (
            Choice("book", book, msg("Choose a service and a time")),
            *((again,) if again else ()),
            Choice("bookings", msg("My bookings"), msg("See or cancel them")),
            Choice("prices", msg("Services and prices"), msg("What we do, and what it costs")),
            Choice("where", msg("Where we are"), msg("Address and map")),
            TALK,
            Choice("language", msg("Language"), msg("Arabic or English")),
        )
        return Screen((msg("How can I help you?"),), choices)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        if choice == "again":
            return await the_same_again(draft, ports)
        places: dict[str, Place] = {
            "bookings": MyBookings(),
            "prices": Prices(),
            "where": Where(),
            "language": Language(),
        }
        return Move(draft, places.get(choice))


@dataclass(frozen=True, slots=True)
class Language(Place):
    name: ClassVar[str] = "language"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        choices = tuple(
            Choice(f"language:{code}", shown(LANGUAGES[code])) for code in ports.salon.languages
        )
        return Screen((msg("Which language do you prefer?"),), choices, (MENU,))

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        await ports.remember(language=choice.removeprefix("language:"))
        return Move(draft) if draft.service else Move(draft, Menu())
