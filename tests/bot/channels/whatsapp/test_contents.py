"""Content resources: what is needed, what is missing, and how it is made once."""

from datetime import UTC, datetime

import pytest

from booking.errors import Misuse, Unavailable
from booking.store.tables.salon import tenants
from bot.channels.whatsapp.contents import StoredContents, definitions
from bot.channels.whatsapp.creating import create_missing, missing, wanted

LABELS = {"ar": "اختاري", "en": "Choose"}
ALL = 2 * (3 + 10)


@pytest.fixture
async def stored(database):
    async with database.unit_of_work(7) as work:
        await work.insert(
            tenants,
            {
                "slug": "main",
                "settings": {},
                "catalog_version": 1,
                "created_at": datetime(2027, 1, 1, tzinfo=UTC),
            },
        )
    return StoredContents(database, 7)


def test_there_is_one_for_every_number_of_choices_in_every_language():
    names = [(each.name, each.language) for each in definitions(LABELS)]
    assert len(names) == len(set(names)) == ALL
    assert ("buttons_3", "ar") in names
    assert ("list_10", "en") in names
    assert "booking_list_10_en_v1" in {each.friendly_name for each in definitions(LABELS)}


def test_every_variable_has_a_sample_of_its_own_and_none_is_left_out():
    for each in definitions(LABELS):
        number = int(each.name.rpartition("_")[2])
        expected = 1 + number * (3 if each.name.startswith("list") else 2)
        assert list(each.samples) == [str(at) for at in range(1, expected + 1)]
        assert all(f"{{{{{name}}}}}" in str(each.types) for name in each.samples)


@pytest.mark.parametrize("label", ["", "x" * 21])
def test_a_label_that_no_list_can_have_is_refused(label):
    with pytest.raises(Misuse):
        list(definitions({"en": label}))


async def test_what_is_missing_is_made_and_kept(client, stored, twilio):
    assert len(await missing(client, stored, wanted(LABELS))) == ALL
    assert len(await create_missing(client, stored, wanted(LABELS))) == ALL
    assert await missing(client, stored, wanted(LABELS)) == []
    assert set((await stored.all()).values()) == set(twilio.contents)
    sid = await stored.sid("list_4", "ar")
    content = twilio.contents[sid]
    assert (content.friendly_name, content.language) == ("booking_list_4_ar_v1", "ar")
    assert content.types["twilio/list-picker"]["button"] == "اختاري"


async def test_making_them_again_makes_nothing(client, stored, twilio):
    await create_missing(client, stored, wanted(LABELS))
    assert await create_missing(client, stored, wanted(LABELS)) == []
    assert len(twilio.contents) == ALL


async def test_what_exists_at_twilio_is_found_by_name(client, stored, twilio, database):
    await create_missing(client, stored, wanted(LABELS))
    other = StoredContents(database, 8)
    await create_missing(client, other, wanted(LABELS))
    assert len(twilio.contents) == ALL
    assert await other.all() == await stored.all()


async def test_what_was_deleted_at_twilio_is_made_again(client, stored, twilio):
    await create_missing(client, stored, wanted(LABELS))
    gone = await stored.sid("buttons_2", "en")
    del twilio.contents[gone]
    assert [each.friendly_name for each in await missing(client, stored, wanted(LABELS))] == [
        "booking_buttons_2_en_v1"
    ]
    await create_missing(client, stored, wanted(LABELS))
    assert await stored.sid("buttons_2", "en") != gone


async def test_a_lost_answer_makes_nothing_twice(client, stored, twilio, faults):
    faults.add("twilio", "content.create", "lost")
    with pytest.raises(Unavailable):
        await create_missing(client, stored, wanted(LABELS))
    await create_missing(client, stored, wanted(LABELS))
    assert len(twilio.contents) == ALL


async def test_long_lists_are_read_to_their_end(client, stored, twilio, monkeypatch):
    await create_missing(client, stored, wanted(LABELS))
    monkeypatch.setattr("bot.channels.whatsapp.creating._PAGE", 7)
    assert await missing(client, stored, wanted(LABELS)) == []


async def test_another_salon_does_not_see_them(client, stored, database):
    await create_missing(client, stored, wanted(LABELS))
    assert await StoredContents(database, 8).sid("buttons_2", "en") is None


async def test_a_resource_that_was_never_made_is_none(stored):
    assert await stored.sid("buttons_2", "en") is None
