"""Photos of the catalogue as files to send."""

from booking.photos import storing
from booking.store.database import Database
from bot.files import File


class PhotoFiles:
    """Hands out what is kept, by the name of its content."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def make(self, tenant_id: int, name: str) -> File | None:
        async with self._database.unit_of_work(tenant_id) as work:
            content = await storing.content_of(work, name)
        if content is None:
            return None
        return File(f"photo-{name[:12]}.jpg", "image/jpeg", content, known_as=name)
