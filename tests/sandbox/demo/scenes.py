"""States of the page, made by hand in the form that the stand-ins give them."""

from typing import Any

NOW = "2026-11-23T11:05:00+00:00"
PAY_URL = "http://127.0.0.1:8080/pay/inv_1"


def said(number: int | str, text: str, *, mine: bool = False, **more: Any) -> dict[str, Any]:
    """Return one message of Telegram or WhatsApp; `more` overrides what is left out."""
    return {
        "id": number,
        "mine": mine,
        "text": text,
        "buttons": [],
        "at": "2026-11-23T11:04:00+00:00",
        "edited": False,
        "media": [],
        "list": None,
        "links": [],
        "status": "read" if mine else None,
        **more,
    }


def key(text: str, data: str | None = None, url: str | None = None) -> dict[str, Any]:
    return {"text": text, "data": data or (None if url else text), "url": url}


def chat(title: str, *messages: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "title": title,
        "messages": list(messages),
        "keyboard": None,
        "toast": None,
        "toasts": 0,
        "alert": False,
        "typing": False,
        "waiting": False,
        **more,
    }


def invoice(status: str = "initiated", failures: int = 0) -> dict[str, Any]:
    return {
        "failures": failures,
        "id": "inv_1",
        "status": status,
        "amount": 5000,
        "currency": "SAR",
        "amount_format": "50.00 SAR",
        "description": "Deposit: Haircut with Sara",
        "url": PAY_URL,
        "expired_at": "2026-11-23T11:20:00+00:00",
    }


def empty() -> dict[str, Any]:
    return {
        "now": NOW,
        "zone": "Asia/Riyadh",
        "titles": {"en": "Noor Salon", "ar": "صالون نور"},
        "telegram": chat("Noor Salon"),
        "staff": chat("Noor Salon: staff"),
        "whatsapp": chat("Noor Salon"),
        "invoices": [],
    }


def english() -> dict[str, Any]:
    """A booking under way on each phone."""
    service = [
        [key("Haircut · 115 SAR"), key("Beard · 60 SAR")],
        [key("Haircut + beard · 160 SAR")],
    ]
    times = [[key("10:00"), key("11:30"), key("13:00")], [key("16:00"), key("17:30"), key("19:00")]]
    items = [
        {"id": f"t{hour}", "title": f"{hour}:00", "description": "Sunday 29 November · with Sara"}
        for hour in (10, 12, 14, 16, 17, 18, 19, 20, 21)
    ]
    return {
        **empty(),
        "telegram": chat(
            "Noor Salon",
            said(1, "/start", mine=True, at="2026-11-22T11:00:00+00:00"),
            said(
                2,
                "Welcome to Noor Salon.\n\nWhat would you like?\n\nWe keep your name and number to"
                " manage your bookings: http://127.0.0.1:8081/privacy.",
                buttons=service,
                at="2026-11-22T11:00:00+00:00",
            ),
            said(3, "haircut with Sara tomorrow", mine=True),
            said(
                4,
                "Haircut with \u2068Sara\u2069\nTuesday 24 November\n\nWhich time?",
                buttons=[*times, [key("Later"), key("Another day")], [key("Back"), key("Cancel")]],
                edited=True,
            ),
            said(5, "5:30", mine=True),
            said(
                6,
                "Held for you until 14:20.\n\nHaircut, 45 minutes\nwith \u2068Sara\u2069\n"
                "Tuesday 24 November, 17:30\nPrice: \u2068115.00 SAR\u2069\n"
                "Deposit: \u206850.00 SAR\u2069",
                buttons=[[key("Pay 50.00 SAR", url=PAY_URL)], [key("I have paid"), key("Cancel")]],
            ),
        ),
        "whatsapp": chat(
            "Noor Salon",
            said("SM1", "hi", mine=True, at="2026-11-23T10:59:00+00:00"),
            said(
                "SM2",
                "Welcome back, \u2068Layla\u2069.\nThe same again: haircut with Sara?",
                buttons=[
                    {"id": "same", "title": "The same again"},
                    {"id": "services", "title": "All services"},
                    {"id": "mine", "title": "My bookings"},
                ],
                at="2026-11-23T11:00:00+00:00",
            ),
            said("SM3", "The same again", mine=True),
            said(
                "SM4",
                "Which time suits you?\nYou can also write “Sunday after 5”.\n\nType back or menu.",
                list={"button": "Choose a time", "items": items},
            ),
        ),
        "staff": chat(
            "Noor Salon: staff",
            said(1, "/today", mine=True),
            said(
                2, "Today: 3 bookings\n10:00 Haircut, Maha\n12:30 Colour, Reem\n17:00 Beard, Omar"
            ),
            said(
                3,
                "New booking N7KQ\n\u2068Layla\u2069 · Haircut with \u2068Sara\u2069\n"
                "Tue 24 November, 17:30–18:15\nDeposit: waiting",
                buttons=[[key("Arrived"), key("No-show")], [key("Move"), key("Cancel")]],
                edited=True,
            ),
        ),
        "invoices": [invoice()],
    }


def arabic() -> dict[str, Any]:
    """The same in Arabic."""
    times = [[key("١٠:٠٠", "t1"), key("11:30"), key("13:00")], [key("16:00"), key("17:30")]]
    items = [
        {"id": f"t{hour}", "title": f"{hour}:00", "description": "الأحد 29 نوفمبر · مع سارة"}
        for hour in (10, 12, 16, 17, 18)
    ]
    return {
        **empty(),
        "telegram": chat(
            "Noor Salon",
            said(1, "/start", mine=True),
            said(
                2,
                "أهلًا بك في صالون نور.\n\nماذا تريد أن تحجز؟",
                buttons=[[key("قص شعر · 115 ر.س")], [key("لحية · 60 ر.س")]],
            ),
            said(3, "قص شعر مع Sara بكرة", mine=True),
            said(
                4,
                "قص شعر مع \u2068Sara\u2069\n\u2068Tuesday\u2069 24 نوفمبر\n\nأي وقت يناسبك؟",
                buttons=[*times, [key("وقت لاحق"), key("يوم آخر")], [key("رجوع"), key("إلغاء")]],
                edited=True,
            ),
            said(5, "نعم", mine=True),
            said(6, "أرسل رقم جوالك بالزر في الأسفل، أو اكتبه.\n\nWe also speak English."),
            keyboard=[
                [{"text": "إرسال رقمي", "contact": True}],
                [{"text": "رجوع", "contact": False}],
            ],
        ),
        "whatsapp": chat(
            "Noor Salon",
            said("SM1", "مرحبا", mine=True),
            said(
                "SM2",
                f"حجزك محفوظ حتى 14:20.\nادفع العربون \u206850.00 ر.س\u2069 هنا:\n{PAY_URL}",
                buttons=[{"id": "paid", "title": "دفعت"}, {"id": "no", "title": "إلغاء الحجز"}],
            ),
            said("SM3", "متى؟", mine=True, status="delivered"),
            said(
                "SM4",
                "أي وقت يناسبك؟ يمكنك أن تكتب «الأحد بعد العصر».",
                list={"button": "اختر الوقت", "items": items},
            ),
        ),
        "staff": chat(
            "صالون نور: الموظفون",
            said(
                3,
                "حجز جديد N7KQ\n\u2068ليلى\u2069 · قص شعر مع \u2068سارة\u2069\n"
                "الثلاثاء 24 نوفمبر، 17:30–18:15\nالعربون: بانتظار الدفع",
                buttons=[[key("حضر العميل"), key("لم يحضر")], [key("نقل"), key("إلغاء")]],
                edited=True,
            ),
        ),
        "invoices": [{**invoice(), "amount_format": "50.00 ر.س", "description": "عربون: قص شعر"}],
    }
