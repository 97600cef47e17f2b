"""As it was last time: with the same person, or the same visit altogether."""

from bot.conversation.understanding.found import Again
from bot.conversation.understanding.sheet import Sheet, phrases

_PERSON = (
    r"(?:barber|stylist|hairdresser|person|guy|girl|lady|man|woman|one who (?:did|cut|does)"
    r"(?: (?:it|me|my \w+))?|specialist|artist|therapist|technician|staff)"
)
_ARABIC_PERSON = (
    r"(?:(?:ال)?(?:حلاق|حلاقه|كوافير|كوافيره|موظف|موظفه|شخص|بنت|ولد|خبيره|اخصاييه|فنانه|عامله"
    r"|عامل)|مين|اللي|الي)"
)
_LAST = (
    r"(?:as |like |from )?(?:the )?(?:last|previous|before|usual|always|my last)"
    r"(?: (?:time|visit|one|appointment|haircut))?"
)
_ARABIC_LAST = (
    r"(?:(?:حق|حقت|تبع|زي|مثل|في|من|تاع) )*(?:(?:ال)?مره (?:اللي )?(?:فاتت|طافت|راحت"
    r"|الماضيه|الفايته|السابقه|اللي قبل|قبل|قبلها|الاخيره)|اخر مره|المعتاد|المعتاده|كل مره"
    r"|دايم|دايما|قبل)"
)
_STAFF = phrases(
    rf"""
    (?:with |by )?(?:the |my )?same {_PERSON}(?: (?:who|that) (?:did|cut|does) (?:it|me|
        my \w+))?(?: {_LAST})?
    (?:with |by )?(?:my|the) (?:usual|regular|previous|last) {_PERSON}
    (?:with |by )?(?:whoever|who) (?:did|cut|served|had) (?:it|me|my \w+) (?:the )?(?:last|
        previous)(?: time| visit)?
    (?:[وف]?(?:مع|عند) )?(?:نفس|بنفس) {_ARABIC_PERSON}(?: \S+ (?:لي|شعري|لحيتي|
        لي شعري))?(?: {_ARABIC_LAST})?
    (?:[وف]?(?:مع|عند) )?(?:حلاقي|كوافيرتي)(?: (?:المعتاد|المعتاده|نفسه|نفسها|الدايم|حقي|الخاص))?
    (?:[وف]?(?:مع|عند) )?(?:اللي|الي) (?:حلق|حلقت|قص|قصت|سوا|سوت|اشتغل|اشتغلت|خدمني|خدمتني)
        (?: لي| علي| معي| شعري| لحيتي)* {_ARABIC_LAST}
    """
)
_VISIT = phrases(
    rf"""
    (?:the )?same (?:again|thing|as|like|visit|appointment|booking|service|
        order)(?: {_LAST})?(?: please| pls)?
    (?:my|the) usual
    (?:same|exactly) {_LAST}
    like last time
    (?:نفس|زي|مثل) (?:(?:ال)?(?:شي|حجز|موعد|زياره|خدمه|طلب) )?(?:(?:ال)?لي )?{_ARABIC_LAST}
    نفس (?:ال)?(?:حجز|موعد|زياره|خدمه) (?:ال)?(?:اخير|اخيره|سابق|سابقه|ماضي|ماضيه|اول)
    (?:المعتاد|كالمعتاد|زي العاده|مثل العاده|نفس العاده|كالعاده)
    (?:اعيد|كرر|كرروا|عيدوا|ابي اعيد|ابغي اعيد) (?:نفس )?(?:ال)?(?:حجز|موعد|زياره)(?: الاخير|
         السابق)?
    """
)


def as_before(sheet: Sheet) -> Again | None:
    """What is wanted as it was; crossed out."""
    if sheet.take(_STAFF):
        return Again.STAFF
    return Again.VISIT if sheet.take(_VISIT) else None
