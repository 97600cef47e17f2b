"""The chat of one person with one bot."""

from typing import TYPE_CHECKING

from sandbox.telegram.bots import Bot
from sandbox.telegram.chats import Chat
from sandbox.telegram.errors import Wire

if TYPE_CHECKING:
    from sandbox.telegram.people import Person

_NAMES = ("first_name", "last_name", "username")


class PrivateChat(Chat):
    """It exists from the beginning, but a bot may write only after the person has."""

    def __init__(self, person: "Person", bot: Bot) -> None:
        super().__init__(person.user_id)
        self.person = person
        self.bot = bot
        self.opened = False
        self.blocked = False

    @property
    def private(self) -> bool:
        return True

    def described(self) -> Wire:
        described: Wire = {"id": self.chat_id, "type": "private"}
        user = self.person.user()
        return described | {name: user[name] for name in _NAMES if name in user}

    def audience(self, wire: Wire) -> list[Bot]:
        return [self.bot]
