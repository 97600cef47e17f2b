"""The methods that this Telegram carries out, by subject."""

from sandbox.telegram.call import Handler
from sandbox.telegram.methods import chats, editing, profile, queries, receiving, sending

CARRIED_OUT: dict[str, Handler] = {
    **receiving.METHODS,
    **sending.METHODS,
    **editing.METHODS,
    **queries.METHODS,
    **profile.METHODS,
    **chats.METHODS,
}
