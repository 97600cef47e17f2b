"""Words that work everywhere, in both languages."""

from enum import StrEnum

from bot.conversation.folding import folded


class Word(StrEnum):
    START = "start"
    BACK = "back"
    CANCEL = "cancel"
    MENU = "menu"
    HELP = "help"
    STOP = "stop"
    STOP_ALL = "stop all"
    RESUME = "resume"
    PERSON = "person"
    BOOKINGS = "bookings"
    PHOTOS = "photos"
    LANGUAGE = "language"
    ENGLISH = "english"
    ARABIC = "arabic"


CONSENTS = (Word.STOP, Word.STOP_ALL, Word.RESUME)  # what is wanted to be heard of at all

_SAID = {
    Word.START: (
        *("/start", "start", "hi", "hello", "hey", "good morning", "good evening", "salam"),
        *("مرحبا", "مرحبًا", "هلا", "هلا والله", "اهلا", "أهلا", "أهلاً", "السلام عليكم"),
        *("صباح الخير", "مساء الخير", "سلام", "ابدأ", "book", "احجز", "حجز"),
    ),
    Word.BACK: ("/back", "back", "رجوع", "ارجع", "السابق"),
    Word.CANCEL: ("/cancel", "cancel", "إلغاء", "الغ", "ألغ", "الغاء"),
    Word.MENU: ("/menu", "menu", "main menu", "القائمة", "قائمة", "القائمة الرئيسية"),
    Word.HELP: ("/help", "help", "مساعدة", "ساعدني", "المساعدة"),
    Word.STOP: ("/stop", "stop", "إيقاف", "ايقاف", "توقف", "وقف"),
    Word.STOP_ALL: (
        *("/stopall", "stop all", "stop everything", "إيقاف الكل", "ايقاف الكل", "وقف الكل"),
        *("أوقف الكل", "إيقاف كل الرسائل"),
    ),
    Word.RESUME: ("/resume", "resume", "unstop", "استئناف", "استأنف"),
    Word.PERSON: (
        *("/person", "talk to a person", "person", "human", "agent", "talk to someone"),
        *("التحدث مع موظف", "موظف", "موظفة", "أبي أكلم موظف", "ابغى اكلم موظفة", "شخص"),
    ),
    Word.BOOKINGS: ("/bookings", "my bookings", "bookings", "حجوزاتي", "حجوزات", "مواعيدي"),
    Word.PHOTOS: (
        *("/photos", "photos", "photo", "pictures", "pics", "show photos", "show me photos"),
        *("your work", "show me your work", "past work", "portfolio", "gallery"),
        *("صور", "الصور", "صورة", "صوركم", "أعمالكم", "شغلكم", "نماذج", "معرض الصور"),
        *("أبي أشوف صور", "ابغى اشوف صور", "أبي صور", "عندكم صور", "وريني صور", "أرني الصور"),
    ),
    Word.LANGUAGE: ("/language", "language", "اللغة", "لغة"),
    Word.ENGLISH: ("english", "انجليزي", "الإنجليزية", "إنجليزي", "بالانجليزي"),
    Word.ARABIC: ("arabic", "عربي", "العربية", "بالعربي"),
}
_MEANING = {folded(said): word for word, many in _SAID.items() for said in many}


def word_in(text: str) -> Word | None:
    """The word, if the whole text is one of them; of a command what follows is left out."""
    if command_in(text):
        text = text.split()[0].partition("@")[0]
    return _MEANING.get(folded(text))


def command_in(text: str) -> bool:
    """Is it written like a command of Telegram's?"""
    return text.startswith("/")
