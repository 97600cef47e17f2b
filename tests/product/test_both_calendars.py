"""A salon that wants it tells the Hijri date of each day, whatever a button has room for."""

from tests.product.conftest import Customer
from tests.product.phones import phone_on
from tests.product.world import SALONS, opened_world


async def test_the_days_have_their_hijri_dates_on_every_channel(sqlite_url, clock):
    async with opened_world(sqlite_url, clock, salon="large") as world:
        on_telegram = Customer(world, phone_on("telegram", world))
        await on_telegram.say("hi")
        await on_telegram.choose("Hair", "Cut", "Layan")
        text = on_telegram.phone.chat.messages[-1].text
        assert "1. Monday 1 March (22 Ramadan, 43 free times)" in text
        assert "7. Tuesday 9 March (1 Shawwal, 47 free times)" in text
        assert on_telegram.answer.choices[:2] == ("Monday 1 March", "Tuesday 2 March")
        await world.make_contents()
        on_whatsapp = Customer(world, phone_on("whatsapp", world, 2))
        await on_whatsapp.say("hi", "Hair", "Cut", "Layan")
        row = on_whatsapp.phone.messages[-1].items[0]
        assert (row.title, row.description) == ("Monday 1 March", "22 Ramadan, 43 free times")


async def test_a_hijri_date_is_read_as_the_salon_shows_it(sqlite_url, clock, tmp_path):
    text = SALONS["large"].read_text()
    later = tmp_path / "later.toml"
    later.write_text(text.replace("hijri = true", "hijri = { begins_later = 1 }"))
    async with opened_world(sqlite_url, clock, salon=later) as world:
        customer = Customer(world, phone_on("telegram", world))
        await customer.say("cut with Layan")
        text = customer.phone.chat.messages[-1].text
        assert "Tuesday 9 March (29 Ramadan" in text
        assert "Wednesday 10 March (1 Shawwal" in text
        for said in ("1 Shawwal", "١ شوال", "1/10/1448"):
            answer = await customer.say(said)
            assert answer.text.startswith("Wednesday 10 March")
            await customer.say("back")
