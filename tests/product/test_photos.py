"""Photos in the chat: sent as cheaply as each channel allows, and never in the way of a booking."""

import json
from datetime import timedelta

import aiohttp
import pytest
from sqlalchemy import delete, select

import main
from booking.catalog import Catalog
from booking.store.tables.photos import pictures
from booking.store.tenancy import scoped
from bot.conversation.album import photos_choice
from bot.conversation.draft import Draft
from bot.links import Links
from bot.operations.exporting import export
from bot.tables import telegram_uploads
from migrations import is_current
from tests.product.conftest import Customer
from tests.product.phones import phone_on
from tests.product.player import flat
from tests.product.world import opened_world


@pytest.fixture
async def world(database_url, clock):
    async with opened_world(database_url, clock, salon="photos") as world:
        yield world


@pytest.fixture
async def small_world(sqlite_url, clock):
    async with opened_world(sqlite_url, clock, salon="photos") as world:
        yield world


def customer_on(channel, world, number=1):
    return Customer(world, phone_on(channel, world, number))


async def forget_pictures(world):
    async with world.work() as work:
        await work.execute(delete(pictures).where(scoped(pictures)))


async def picture_of(world, service="Haircut"):
    async with world.work() as work:
        salon = await Catalog().salon(work)
    (photo,) = next(one.photos for one in salon.services if one.name.in_("en") == service)
    return photo.picture


async def test_each_photo_is_uploaded_once_for_all_customers(world):
    for number in (1, 2):
        customer = customer_on("telegram", world, number)
        await customer.say("hi")
        await customer.choose("Photos", "Next photo")
        assert customer.answer.text.endswith("Photo 2 of 10 (photo)")
        assert len([one for one in customer.phone.chat.messages if one.from_bot]) == 1
    assert len(world.sandbox.telegram.files) == 2
    async with world.work() as work:
        rows = await work.rows(select(telegram_uploads).where(scoped(telegram_uploads)))
    assert {row.file_id for row in rows} == set(world.sandbox.telegram.files)
    assert {row.bot for row in rows} == {"700000001"}


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
async def test_a_picture_that_is_gone_leaves_the_words_and_the_choices(small_world, channel):
    await small_world.make_contents()
    await forget_pictures(small_world)
    customer = customer_on(channel, small_world)
    await customer.say("hi")
    await customer.choose("Photos")
    assert "photo" not in customer.answer.text.replace("Photo 1 of 10", "")
    assert customer.answer.choices == ("Choose Haircut", "Next photo")
    await customer.choose("Choose Haircut")
    assert customer.answer.text.startswith("Haircut: with whom?")


async def test_what_twilio_cannot_fetch_is_said_in_words(small_world):
    await small_world.make_contents()
    customer = customer_on("whatsapp", small_world)
    await customer.say("hi")
    small_world.sandbox.faults.add("twilio", "messages.create", "undelivered:63019")
    await customer.choose("Photos")
    assert customer.answer.choices == ("Choose Haircut", "Next photo")
    assert "(photo)" not in customer.answer.text
    await customer.choose("Next photo")
    assert customer.answer.text.endswith("(photo)")


async def test_who_cannot_be_reached_is_not_sent_the_words_either(small_world):
    customer = customer_on("whatsapp", small_world)
    await customer.say("hi")
    small_world.sandbox.faults.add("twilio", "messages.create", "undelivered:63024")
    sent = len(small_world.sandbox.twilio.messages)
    await customer.choose("Photos")
    assert len(small_world.sandbox.twilio.messages) == sent + 2  # theirs, and the photo


async def test_photos_are_not_offered_where_they_cannot_be_shown(small_world):
    async with small_world.work() as work:
        salon = await Catalog().salon(work)
    assert photos_choice(Draft(), salon, can_show=True)
    assert photos_choice(Draft(), salon, can_show=False) == ()
    assert not Links(None, small_world.product.keyring).are_public


async def test_a_salon_without_photos_says_so(sqlite_url, clock):
    async with opened_world(sqlite_url, clock) as world:
        customer = customer_on("telegram", world)
        await customer.say("hi", "صور")
        assert "There are no photos here." in customer.answer.text


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("can I see some pictures of Sara", "Sara Photo 8 of 10"),
        (
            "any photos of hair colour?",
            "Hair color 2 hours, SAR 380",
        ),
        ("أبي أشوف صور شغل سارة", "سارة الصورة 8 من 10"),
        ("عندكم صور صبغة شعر", "صبغة شعر "),
        ("photos of the blow-dry", "There are no photos here."),
    ],
)
async def test_whose_photos_are_wanted_can_be_said(small_world, words, shown):
    customer = customer_on("telegram", small_world)
    await customer.say("مرحبا" if "ص" in words else "hi", words)
    assert flat(customer.answer.text).startswith(shown)


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
async def test_a_photo_of_the_customers_is_answered_kindly(small_world, channel):
    customer = customer_on(channel, small_world)
    await customer.say("hi")
    await customer.choose("Photos")
    if channel == "telegram":
        customer.phone.person.send_photo("like this")
    else:
        customer.phone.phone.send_image("like this")
    await customer.settle()
    assert customer.answer.text.startswith("I can only read text and buttons.")
    assert customer.answer.choices == ("Choose Haircut", "Next photo")


async def test_twilio_fetches_the_photo_and_may_keep_it_for_an_hour(small_world):
    small_world.clock.move(timedelta(minutes=5))
    links, now = small_world.product.context.links, small_world.clock.now()
    key = f"photo-{await picture_of(small_world)}"
    url = links.file(small_world.tenant_id, key, now, is_kept=True)
    assert url == links.file(small_world.tenant_id, key, now + timedelta(minutes=5), is_kept=True)
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as answer:
            assert answer.content_type == "image/jpeg"
            assert answer.headers["Cache-Control"] == "private, max-age=3600, immutable"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert (await answer.read()).startswith(b"\xff\xd8\xff")
        small_world.clock.move(timedelta(hours=1))
        async with session.head(url) as answer:
            assert answer.status == 200
        small_world.clock.move(timedelta(minutes=55, seconds=1))
        async with session.get(url) as answer:
            assert answer.status == 410


async def test_nothing_but_photos_of_the_salon_is_found(small_world):
    links, now = small_world.product.context.links, small_world.clock.now()
    picture = await picture_of(small_world)
    ours = small_world.tenant_id
    async with aiohttp.ClientSession() as session:
        for tenant, key, status in (
            (ours, f"photo-{picture}", 200),
            (7, f"photo-{picture}", 404),
            (ours, "photo-", 404),
            (ours, "photo-../salon.toml", 404),
            (ours, "photo-%", 404),
        ):
            async with session.get(links.file(tenant, key, now)) as answer:
                assert (answer.status, key) == (status, key)
        for path in ("/files/", "/files", f"/files/{picture}", f"/files/photo-{picture}"):
            async with session.get(small_world.address + path) as answer:
                assert answer.status in (401, 404)


async def test_the_export_names_photos_as_the_catalogue_does(small_world):
    exported = json.loads(await export(small_world.database, is_current, "json"))
    (salon,) = exported["salons"]
    services = {one["id"]: one for one in salon["services"]}
    staff = {one["id"]: one for one in salon["staff"]}
    assert services["haircut"]["photo"] == "photos/haircut.jpg"
    assert (services["blow-dry"]["photo"], services["blow-dry"]["past_work"]) == (None, [])
    assert staff["sara"]["past_work"] == [
        {
            "photo": "photos/bob.jpg",
            "caption": {"ar": "قصّة بوب من الخلف", "en": "A bob, seen from behind"},
        }
    ]
    named = [one["photo"] for one in (*services.values(), *staff.values()) if one["photo"]]
    assert all((main.SAMPLE_SALON.parent / one).is_file() for one in named)
