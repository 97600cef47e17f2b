"""Who writes from another country is told on whose clock the times are."""

import pytest

from tests.product.conftest import Customer
from tests.product.phones import WhatsAppPhone


@pytest.mark.parametrize(
    ("begin", "name", "told"),
    [
        (
            "haircut with Sara tomorrow 12 noon",
            "Noura",
            "The time is the salon's: Arabian Standard Time.",
        ),
        ("قص شعر مع سارة بكرة ١٢ الظهر", "نورة", "الوقت بتوقيت الصالون: التوقيت العربي الرسمي."),
    ],
)
async def test_a_number_of_another_country_is_told_whose_time_it_is(small_world, begin, name, told):
    abroad = WhatsAppPhone(small_world, 1, "Noura", "en", address="+447700900123")
    customer = Customer(small_world, abroad)
    await customer.say(begin, name)
    assert told in customer.answer.text
    booked = await customer.say("1")
    assert told in booked.text


async def test_a_number_of_the_salons_country_is_not(small_world):
    customer = Customer(small_world, WhatsAppPhone(small_world, 1, "Noura", "en"))
    await customer.say("haircut with Sara tomorrow 12 noon", "Noura")
    assert "Shall I book this?" in customer.answer.text
    assert "The time is the salon's" not in customer.answer.text
