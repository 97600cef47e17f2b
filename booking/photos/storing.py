"""Keeps photos in the database, by the name of their content, and what is known of their files."""

from collections.abc import Mapping

from sqlalchemy import bindparam, delete, select

from booking.photos.looking import KnownPhoto, SeenPhoto
from booking.store.database import Work
from booking.store.tables.photos import photo_files, pictures
from booking.store.tenancy import scoped

_NAMES = select(pictures.c.name).where(scoped(pictures))
_FILES = select(photo_files).where(scoped(photo_files))
_FIND = select(pictures.c.content).where(scoped(pictures), pictures.c.name == bindparam("name"))


async def known(work: Work) -> dict[str, KnownPhoto]:
    """What is kept, by address; a file whose picture is gone is not known."""
    names = {row.name for row in await work.rows(_NAMES)}
    return {
        row.address: KnownPhoto(row.stamp, row.picture)
        for row in await work.rows(_FILES)
        if row.picture in names
    }


async def keep(work: Work, seen: Mapping[str, SeenPhoto]) -> None:
    """Keep these and no others; safe to repeat."""
    names = {row.name for row in await work.rows(_NAMES)}
    for one in seen.values():
        if one.content is not None and one.picture not in names:
            await work.insert(pictures, {"name": one.picture, "content": one.content})
            names.add(one.picture)
    wanted = {one.picture for one in seen.values()}
    if names - wanted:
        gone = pictures.c.name.in_(names - wanted)
        await work.execute(delete(pictures).where(scoped(pictures), gone))
    await _keep_files(work, {address: one for address, one in seen.items() if one.picture in names})


async def content_of(work: Work, name: str) -> bytes | None:
    """The JPEG; None if it is not kept (any more)."""
    row = await work.row(_FIND, {"name": name})
    return None if row is None else bytes(row.content)


async def _keep_files(work: Work, seen: Mapping[str, SeenPhoto]) -> None:
    before = {row.address: (row.stamp, row.picture) for row in await work.rows(_FILES)}
    if before == {address: (one.stamp, one.picture) for address, one in seen.items()}:
        return
    await work.execute(delete(photo_files).where(scoped(photo_files)))
    rows = [
        {"address": address, "stamp": one.stamp, "picture": one.picture}
        for address, one in seen.items()
    ]
    await work.insert(photo_files, *rows)
