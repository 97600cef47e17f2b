"""The methods that this Telegram carries out, by subject."""

from sandbox.telegram.call import Handler
from sandbox.telegram.methods import (
    chats,
    editing,
    invoices,
    profile,
    queries,
    receiving,
    sending,
)

CARRIED_OUT: dict[str, Handler] = {
    **receiving.METHODS,
    **sending.METHODS,
    **editing.METHODS,
    **queries.METHODS,
    **invoices.METHODS,
    **profile.METHODS,
    **chats.METHODS,
}
