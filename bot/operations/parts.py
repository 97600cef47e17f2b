"""What of the product an operation needs; `Product` itself has it."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from booking.store.database import Database
from bot.operations.finding import Finding
from bot.secrets import Keyring
from bot.settings import Settings


class Parts(Protocol):
    @property
    def settings(self) -> Settings: ...
    @property
    def database(self) -> Database: ...
    @property
    def keyring(self) -> Keyring: ...


Operation = Callable[[Parts], Awaitable[Sequence[Finding]]]
