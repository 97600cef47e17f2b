"""What cannot be booked any more is refused with its reason, and what is left is shown."""

from datetime import timedelta

import pytest

from tests.product.conftest import Customer
from tests.product.phones import phone_on

HOURLY = ("slot_step = 15 ", "slot_step = 60 ")  # so few times that all are shown
SAME_DAY = "closures = []\nlimits = [{{ {} }}]\nhorizon_days"
LIMITED = [
    (
        'per = "staff", day = 1',
        "This person's limit of 1 booking a day is reached.",
        "حجز واحد في اليوم",
    ),
    ('per = "customer", week = 1', "Your limit of 1 booking a week is reached.", "الحد الأقصى لك"),
    (
        'per = "service", month = 1',
        "The limit of this service, 1 booking a month, is reached.",
        "في الشهر",
    ),
    (
        'per = "salon", day = 60, minutes = true',
        "The salon's limit of 1 hour a day is reached.",
        "ساعة",
    ),
    (
        'per = "team", services = ["haircut"], year = 1',
        "The limit of such visits, 1 booking a year, is reached. Please choose another year.",
        "يُرجى اختيار سنة أخرى",
    ),
]
# What is changed in the catalogue while the confirmation is shown; what is said then, in English
# and in Arabic, and what is asked next.
CHANGED = [
    (
        [("minimum_notice = 60 ", "minimum_notice = 10080 ")],
        (
            "That is too soon: please book at least 168 hours ahead.",
            "These are the first free times:",
        ),
        ("هذا قريب جدًا: يُرجى الحجز قبل 168 ساعة على الأقل.", "هذه أقرب المواعيد المتاحة:"),
    ),
    (
        [("horizon_days = 30 ", "horizon_days = 3 ")],
        ("That is too far ahead: you can book until Thursday 4 March.", "Which day suits you?"),
        ("الخميس 4 مارس", "أي يوم"),
    ),
    (
        [("horizon_days = 30", 'closures = ["2027-03-07"]\nhorizon_days = 30')],
        ("That time is not offered any more.", "nothing free on Sunday 7 March"),
        ("لم يعد هذا الوقت متاحًا", "لا توجد مواعيد متاحة"),
    ),
    (
        [
            (
                'services = ["haircut", "blow-dry", "manicure"]',
                'services = ["blow-dry", "manicure"]',
            ),
        ],
        ("They do not offer that any more. Please choose someone else.", "Haircut: with whom?"),
        ("لم يعد هذا الموظف يقدّم هذه الخدمة", "مع من"),
    ),
    (
        [
            ('id = "haircut"', 'id = "trim"'),
            ('services = ["haircut",', 'services = ["trim",'),
            ('services = ["haircut",', 'services = ["trim",'),
        ],
        ("That is not offered any more.", "Which service would you like?"),
        ("لم يعد ذلك متاحًا", "أي خدمة"),
    ),
    (
        [('price = "115.00"', 'price = "125.00"')],
        ("The price has changed. Please look at it again.", "Price: SAR 125, to pay at the salon"),
        ("تغيّر السعر", "125 ر.س"),
    ),
    (
        [('minutes = 45\nprice = "115.00"', 'minutes = 50\nprice = "115.00"')],
        ("The visit takes another time now.", "Length: 50 minutes"),
        ("المدة", "50 دقيقة"),
    ),
    (
        [('price = "115.00"', 'price = "115.00"\napproval = true')],
        ("Something has changed. Please look at it again.", "The salon has to accept it first."),
        ("تغيّر", "يجب أن يوافق الصالون"),
    ),
    *(
        (
            [("horizon_days", SAME_DAY.format(limit))],
            (english,),
            (arabic,),
        )
        for limit, english, arabic in LIMITED
    ),
]
WORDS = {
    "en": ("hi", "Haircut", "Sara", "Sunday 7 March", ("3:00 PM", "12:00 PM"), "Confirm"),
    "ar": ("مرحبا", "قص شعر", "سارة", "الأحد 7 مارس", ("3:00 م", "12:00 م"), "تأكيد"),
}


async def reach_confirmation(customer, language, time):
    hello, service, member, day, _, _ = WORDS[language]
    await customer.say("/start" if customer.heard else hello)
    await customer.choose(service, member, day, time)


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_what_changed_meanwhile_is_refused_with_its_reason(small_world, language):
    world = small_world
    customer = Customer(world, phone_on("telegram", world, language=language))
    _, _, _, _, (earlier, time), confirm = WORDS[language]
    await world.change_salon(HOURLY)
    await reach_confirmation(customer, language, earlier)
    await customer.choose("Noura")
    customer.phone.share_contact()
    await customer.settle()
    await customer.choose(confirm)
    for changes, english, arabic in CHANGED:
        await reach_confirmation(customer, language, time)
        await world.change_salon(HOURLY, *changes)
        refused = (await customer.choose(confirm)).text
        for said in english if language == "en" else arabic:
            assert said in refused
        await world.change_salon(HOURLY)
        world.clock.move(timedelta(minutes=1))  # so much at once is not answered


async def test_who_holds_too_many_unpaid_times_is_told(small_world):
    customer = Customer(small_world, phone_on("telegram", small_world))
    await small_world.change_salon(("horizon_days", "max_holds = 1\nhorizon_days"))
    await customer.say("hi")
    await customer.choose("Facial", "Huda", "Tuesday 2 March", "5:30 PM", "Noura")
    customer.phone.share_contact()
    await customer.settle()
    await customer.choose("Confirm and pay")
    await customer.say("/start")
    await customer.choose("Hair color", "Noor", "Tuesday 2 March", "1:00 PM")
    refused = await customer.choose("Confirm and pay")
    assert "You already hold 1 unpaid time. Please pay or cancel it first." in refused.text
    assert "Your bookings:" in refused.text
