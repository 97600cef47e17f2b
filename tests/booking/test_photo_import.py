"""Photos of a catalogue: named in its file, looked at when it is imported, kept in the database."""

import fsspec
import pytest
from sqlalchemy import select

from booking.catalog import Catalog
from booking.catalog_file import import_catalogue, known_photos, read_catalogue
from booking.errors import Invalid
from booking.photos import addresses, storing
from booking.photos.looking import SeenPhoto
from booking.store.tables.photos import photo_files, pictures
from booking.store.tenancy import scoped
from tests.booking.catalogues import VALID
from tests.booking.catalogues import changed as changed_valid
from tests.booking.pictures import by_camera, drawn, opened, saved

HAIRCUT = ('id = "haircut"\n', 'id = "haircut"\nphoto = "haircut.jpg"\n')
SARA = (
    'id = "sara"\n',
    'id = "sara"\nphoto = "team/sara.png"\n'
    'past_work = [{ photo = "memory://salon/bob.webp", caption = { en = "Bob", ar = "بوب" } }]\n',
)

_NO_CREDENTIALS = (VALID[VALID.index("[credentials]") :], "")  # whose digest takes its time


def changed(*changes):
    return changed_valid(_NO_CREDENTIALS, *changes)


@pytest.fixture
def folder(tmp_path):
    """Beside the catalogue; and a store elsewhere."""
    (tmp_path / "haircut.jpg").write_bytes(by_camera())
    (tmp_path / "team").mkdir()
    (tmp_path / "team" / "sara.png").write_bytes(saved(drawn(left="green"), "PNG"))
    store = fsspec.filesystem("memory")
    store.pipe("/salon/bob.webp", saved(drawn(left="black"), "WEBP"))
    yield tmp_path
    store.rm("/salon", recursive=True)


class Importer:
    """Imports the catalogue again and again, and tells what was kept."""

    def __init__(self, database, folder):
        self.database, self.folder = database, folder

    async def read(self, *changes):
        text = changed(*(changes or (HAIRCUT, SARA)))
        known = await known_photos(self.database, text)
        return read_catalogue(text, str(self.folder / "salon.toml"), known)

    async def bring(self, *changes):
        catalogue = await self.read(*changes)
        made = await import_catalogue(self.database, catalogue, seal=str)
        self.tenant_id = made.tenant_id
        return made

    def work(self):
        return self.database.unit_of_work(self.tenant_id)

    async def salon(self):
        async with self.work() as work:
            return await Catalog().salon(work)

    async def kept(self):
        async with self.work() as work:
            names = await work.rows(select(pictures.c.name).where(scoped(pictures)))
            files = await work.rows(select(photo_files.c.address).where(scoped(photo_files)))
        return {row.name for row in names}, {row.address for row in files}


@pytest.fixture
def importer(database, folder):
    return Importer(database, folder)


async def test_photos_are_kept_with_what_they_show(importer):
    await importer.bring()
    salon = await importer.salon()
    haircut, color = salon.services
    sara, huda = salon.staff
    assert (color.photos, huda.photos) == ((), ())
    (own,) = haircut.photos
    portrait, bob = sara.photos
    assert (own.caption, portrait.caption) == (None, None)
    assert bob.caption.texts == {"ar": "بوب", "en": "Bob"}
    async with importer.work() as work:
        content = await storing.content_of(work, own.picture)
        assert await storing.content_of(work, "0" * 64) is None
    assert b"Camera of Noura" not in content
    assert opened(content).size == (300, 400)
    names, files = await importer.kept()
    assert names == {own.picture, portrait.picture, bob.picture}
    assert files == {"haircut.jpg", "team/sara.png", "memory://salon/bob.webp"}


async def test_another_salon_does_not_see_them(importer):
    await importer.bring()
    (own,) = (await importer.salon()).services[0].photos
    async with importer.database.unit_of_work(7) as work:
        assert await storing.content_of(work, own.picture) is None
        assert await storing.known(work) == {}


async def test_what_has_not_changed_is_not_read_again(importer, monkeypatch):
    await importer.bring()

    def read(_):
        raise AssertionError("read again")

    with monkeypatch.context() as patched:
        patched.setattr(addresses.File, "read", read)
        assert not (await importer.bring()).changed
    (importer.folder / "haircut.jpg").write_bytes(saved(drawn(left="yellow")))
    before = await importer.salon()
    assert (await importer.bring()).changed
    after = await importer.salon()
    assert before.services[0].photos != after.services[0].photos
    assert before.staff[0].photos == after.staff[0].photos
    assert before.services[0].photos[0].picture not in (await importer.kept())[0]


async def test_the_same_picture_saved_anew_changes_nothing(importer):
    await importer.bring()
    (importer.folder / "haircut.jpg").write_bytes(by_camera() + b"behind it")
    assert not (await importer.bring()).changed
    catalogue = await importer.read()
    assert catalogue.pictures["haircut.jpg"].content is None  # its new stamp is known


async def test_a_picture_that_is_gone_is_read_again(importer):
    await importer.bring()
    async with importer.work() as work:
        await storing.keep(work, {"haircut.jpg": SeenPhoto(None, "f" * 64)})
    assert await importer.kept() == (set(), set())
    await importer.bring()
    assert len((await importer.kept())[0]) == 3


async def test_a_photo_that_is_taken_out_disappears(importer):
    await importer.bring()
    await importer.bring(HAIRCUT)
    salon = await importer.salon()
    assert (len(salon.services[0].photos), salon.staff[0].photos) == (1, ())
    names, files = await importer.kept()
    assert (len(names), files) == (1, {"haircut.jpg"})


async def test_a_store_that_is_down_leaves_what_is_kept(importer, monkeypatch):
    await importer.bring()
    before = await importer.kept()

    def info(*_, **__):
        raise ConnectionError("with a secret address")

    monkeypatch.setattr(type(fsspec.filesystem("memory")), "info", info)
    await importer.bring()
    assert await importer.kept() == before


def problems(folder, *changes):
    with pytest.raises(Invalid) as caught:
        read_catalogue(changed(*changes), str(folder / "salon.toml"))
    return [str(one).removeprefix(f"{folder}/salon.toml:") for one in caught.value.problems]


async def test_everything_wrong_is_told_at_once_and_nothing_imported(importer):
    folder = importer.folder
    (folder / "haircut.jpg").write_bytes(b"GIF89a ...")
    (folder / "team" / "sara.png").unlink()
    fsspec.filesystem("memory").pipe("/salon/bob.webp", saved(drawn((20, 20))))
    wrong = problems(folder, HAIRCUT, SARA, ("minutes = 45", "minutes = 0"))
    assert wrong == [
        "32 services[haircut].photo: haircut.jpg is GIF: a photo is a JPEG, PNG or WebP, whatever"
        " its file is called",
        "35 services[haircut].minutes: is 0, but must be a whole number from 1 to 1440",
        "49 staff[sara].photo: team/sara.png is not there",
        "50 staff[sara].past_work[1].photo: memory://salon/bob.webp is too small: each side has at"
        " least 100 pixels",
    ]
    with pytest.raises(Invalid):
        await importer.bring()
    async with importer.database.across_tenants() as connection:
        assert (await connection.execute(select(pictures))).all() == []


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("photo = 7", 'photo: must be text in quotes: "..."'),
        ('photo = " "', "photo: must not be empty"),
        ('photo = "a\\nb"', "photo: must be one line without control characters"),
        (f'photo = "{501 * "a"}"', "photo: must have at most 500 characters, not 501"),
        ('photo = "."', "photo: . is a folder, not a file"),
        ('photo = "nosuch://a/b.jpg"', "photo: nosuch://a/b.jpg cannot be read: ValueError"),
        (
            'photo = "http://user:secret@127.0.0.1:9/a.jpg?key=secret"',
            "photo: http://127.0.0.1:9/a.jpg cannot be read: ClientConnectorError",
        ),
        ("past_work = 7", "past_work: must be a list"),
        ("past_work = [7]", "past_work[1]: must be a table with the keys photo, caption"),
        (
            'past_work = [{ photo = "haircut.jpg" }]',
            "past_work[1].caption: is missing: it must be a table with the keys ar, en",
        ),
        (
            'past_work = [{ caption = { en = "Bob", ar = "بوب" } }]',
            'past_work[1].photo: is missing: it must be text in quotes: "..."',
        ),
    ],
)
def test_each_mistake_is_told_with_its_line(folder, line, problem):
    (told,) = problems(folder, ('id = "haircut"\n', f'id = "haircut"\n{line}\n'))
    assert told == f"32 services[haircut].{problem}"


def test_a_file_that_is_too_large_is_not_read(folder):
    with (folder / "haircut.jpg").open("wb") as file:
        file.truncate(addresses.LARGEST + 1)
    (told,) = problems(folder, HAIRCUT)
    assert told.endswith("haircut.jpg is too large: at most 20 MB")


def test_more_past_work_than_anybody_looks_at_is_refused(folder):
    one = '{ photo = "haircut.jpg", caption = { en = "Bob", ar = "بوب" } }'
    many = f"past_work = [{', '.join([one] * 21)}]"
    (told,) = problems(folder, ('id = "haircut"\n', f'id = "haircut"\n{many}\n'))
    assert told.endswith("past_work: may show at most 20 photos, not 21")
