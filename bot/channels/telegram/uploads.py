"""By which ids a bot sends again what it has uploaded once (Bot API: sending files, file_id)."""

from sqlalchemy import bindparam, select

from booking.store.database import Database
from booking.store.tenancy import scoped
from bot.tables import telegram_uploads

_FIND = select(telegram_uploads.c.file_id).where(
    scoped(telegram_uploads),
    telegram_uploads.c.bot == bindparam("bot"),
    telegram_uploads.c.name == bindparam("name"),
)


class StoredUploads:
    """Ids of one bot's files, by the name of their content; another bot's are of no use to it."""

    def __init__(self, database: Database, tenant_id: int, token: str) -> None:
        self._database = database
        self._tenant_id = tenant_id
        self._bot = token.partition(":")[0]  # the bot's id: the rest may be changed

    async def find(self, name: str) -> str | None:
        async with self._database.unit_of_work(self._tenant_id) as work:
            row = await work.row(_FIND, {"bot": self._bot, "name": name})
        return None if row is None else str(row.file_id)

    async def keep(self, name: str, file_id: str) -> None:
        row = {"bot": self._bot, "name": name, "file_id": file_id}
        async with self._database.unit_of_work(self._tenant_id) as work:
            await work.put(telegram_uploads, row)
