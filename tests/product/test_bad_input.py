"""What cannot be meant has its answer, and leaves what was chosen before as it was."""

import pytest

from tests.product.conftest import Customer
from tests.product.phones import phone_on

NO_SUCH_DAY = {"en": "There is no such day.", "ar": "لا يوجد يوم كهذا في التقويم."}
OVER = {"en": "That day is over.", "ar": "هذا اليوم مضى."}
TOO_FAR = {"en": "That is too far ahead", "ar": "هذا بعيد جدًا"}
CHOOSE = {
    "en": "Please choose one of the answers below.",
    "ar": "يُرجى اختيار أحد الخيارات أدناه.",
}
DAYS = {
    "en": [
        *(("31 april", NO_SUCH_DAY), ("30/2", NO_SUCH_DAY), ("31 Ramadan", NO_SUCH_DAY)),
        *(("yesterday", OVER), ("28 february 2027", OVER), ("1 Ramadan 1448", OVER)),
        *(("1 Ramadan 1449", TOO_FAR), ("you are idiots", CHOOSE), ("0501234567", CHOOSE)),
    ],
    "ar": [
        *(("٣١ ابريل", NO_SUCH_DAY), ("٣٠/٢", NO_SUCH_DAY), ("٣١ رمضان", NO_SUCH_DAY)),
        *(("امس", OVER), ("٢٨ فبراير ٢٠٢٧", OVER), ("١ رمضان ١٤٤٨", OVER)),
        *(("١ رمضان ١٤٤٩", TOO_FAR), ("يا اغبياء", CHOOSE), ("٠٥٠١٢٣٤٥٦٧", CHOOSE)),
    ],
}
BEGIN = {"en": "haircut with Sara", "ar": "قص شعر مع سارة"}
WHICH_DAY = {"en": "Which day suits you?", "ar": "أي يوم يناسبك؟"}
OTHER_CALENDAR = {"en": "23 Ramadan at 12 noon", "ar": "٢٣ رمضان الساعة ١٢ الظهر"}
NAME = {"en": "My name is Noura Ali", "ar": "انا اسمي نورة علي"}
CALLED = {"en": "Noura Ali", "ar": "نورة علي"}
ASKS_NAME = {"en": "What name shall we book it under?", "ar": "بأي اسم نحجز؟"}
ISOLATES = dict.fromkeys((0x2068, 0x2069))
NO_NAMES = ("0501234567", "x" * 200, "😀😀😀", "😀" * 100, "Why do you need it?", "ليش؟")
LETTERS = {"en": "Please write your name with letters", "ar": "يُرجى كتابة اسمك بالحروف"}
AGREED = {
    "en": ("Service: Haircut", "With: Sara", "When: Tuesday 2 March, 12:00 PM"),
    "ar": ("الخدمة: قص شعر", "مع: سارة", "الموعد: الثلاثاء 2 مارس، 12:00 م"),
}


@pytest.fixture(params=["telegram", "whatsapp"])
async def channel(request, small_world):
    if request.param == "whatsapp":
        await small_world.make_contents()
    return request.param


@pytest.fixture(params=["en", "ar"])
def language(request):
    return request.param


@pytest.fixture
def customer(small_world, channel, language):
    return Customer(small_world, phone_on(channel, small_world, 1, "Noura", language))


async def known(customer):
    """Have the name and number given, so that only the visit is left to ask."""
    if customer.heard[-1].asks_for_contact:
        customer.phone.share_contact()
        await customer.settle()


async def test_days_and_names_that_cannot_be_are_asked_again_and_the_visit_is_kept(
    customer, language
):
    await customer.say(BEGIN[language])
    for text, why in DAYS[language]:
        answer = await customer.say(text)
        assert answer.text.startswith(why[language]), text
        assert WHICH_DAY[language] in answer.text, text
    await customer.say(OTHER_CALENDAR[language])
    for text in NO_NAMES:
        answer = await customer.say(text)
        assert answer.text.startswith(LETTERS[language]), text
    await customer.say(NAME[language])
    await known(customer)
    assert all(fact in customer.heard[-1].text for fact in AGREED[language])
    await customer.say("1")
    assert f": {CALLED[language]}" in customer.world.staff_texts()[-1].translate(ISOLATES)


@pytest.mark.parametrize("channel", ["whatsapp"], indirect=True)
async def test_who_would_rather_not_tell_their_name_is_not_called_so(customer, language):
    await customer.say(BEGIN[language], OTHER_CALENDAR[language])
    for text in ("I'd rather not say", "no", "لا", "بدون اسم"):
        answer = await customer.say(text)
        assert answer.text.startswith(LETTERS[language]), text


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        (
            {
                "en": "haircut and blow-dry with Sara tomorrow at 12 noon",
                "ar": "قص شعر واستشوار مع سارة بكرة ١٢ الظهر",
            },
            {
                "en": ("Haircut at 12:00 PM, SAR 115", "Blow-dry at 12:45 PM", "With: Sara"),
                "ar": ("قص شعر الساعة 12:00 م", "استشوار الساعة 12:45 م", "مع: سارة"),
            },
        ),
        (
            {
                "en": "facial with Sara tomorrow at 4pm",
                "ar": "تنظيف بشرة مع سارة بكرة ٤ العصر",
            },
            {
                "en": ("Sara does not do Facial.", "Facial: with whom?"),
                "ar": ("سارة", "تنظيف بشرة: مع من؟"),
            },
        ),
        (
            {
                "en": "haircut with Noura tomorrow at 12 noon",
                "ar": "قص شعر مع نورة بكرة ١٢ الظهر",
            },
            {
                "en": ("Nobody called Noura works here.", "Haircut: with whom?"),
                "ar": ("نورة", "قص شعر: مع من؟"),
            },
        ),
    ],
    ids=["two services", "not by them", "by nobody here"],
)
async def test_what_one_message_asks_too_much_of_is_said(customer, language, texts, says):
    answer = await customer.say(texts[language])
    if ASKS_NAME[language] in answer.text:
        await customer.say(NAME[language])
        await known(customer)
    text = customer.heard[-1].text
    assert all(one in text for one in says[language]), text
