"""Times at which the customer is somewhere else: they are not those of the visit."""

from bot.conversation.understanding.clock import clock_of, core, is_said
from bot.conversation.understanding.found import Found
from bot.conversation.understanding.parts import Part
from bot.conversation.understanding.phrase import Phrase
from bot.conversation.understanding.sheet import Sheet, phrases

_EVENT = (
    r"(?:meetings?|class|classes|lecture|exam|test|lunch|dinner|breakfast|flight|interview|shift"
    r"|work|gym|school|training|practice|call|party|wedding|dentist|doctor"
    r"|دوام|شغل|اجتماع|محاضره|محاضرات|حصه|اختبار|امتحان|غدا|عشا|عزيمه|طياره|رحله|مقابله|نادي|تمرين"
    r"|مدرسه|جامعه|دكتور|طبيب|عيادات|عرس|زواج|حفله|مشوار)"
)
_HAVE = r"(?:(?:have|got|ive got)(?: (?:an?|my|the|to))?|عندي|لدي)"
_UNTIL = r"(?:until|till|til|لين|الي|حتي|لحد|لغايه)"
_FEW = r"(?: [^ ,]+){0,3}?"
_BUSY = Phrase(
    rf"(?:(?:am|im|be|busy|work|working|{_HAVE}(?: \w+)?? {_EVENT}|at {_EVENT}|in (?:an? )?{_EVENT}"
    rf"|اشتغل|اداوم|مشغول|مشغوله|دوامي|بالدوام|في الدوام|بدوام|مداوم|مداومه){_FEW} {_UNTIL}"
    r"|(?:finish|done|get off|get out|leave work|off work|اخلص|بخلص|اطلع|بطلع|انتهي|افضي)"
    r"(?: (?:work|school|من|الدوام|دوام|دوامي|الشغل|شغلي|المدرسه|الجامعه)){0,2})"
    rf" {core('')}"
)
_AT_EVENT = Phrase(rf"{_HAVE}(?: \w+)?? {_EVENT}{_FEW} {core('')}")
_EVENT_THEN = Phrase(rf"{_EVENT}{_FEW} {core('')}(?: ,)?(?: and)? (?:then|ثم|وبعدين|بعدين)")
_AFTER_THAT = phrases(
    r"""
    after (?:that|it|this|wards)
    afterwards?
    (?:بعدها|بعده|عقبها|عقبه|بعد كذا|بعد كدا|بعد ذلك)
    """
)


def elsewhere(sheet: Sheet) -> list[Found[Part]]:
    """What follows from them for the visit; crossed out."""
    found = []
    is_after = sheet.has(_AFTER_THAT)
    for pattern, tells_when in ((_BUSY, True), (_EVENT_THEN, True), (_AT_EVENT, is_after)):
        for span in sheet.find(pattern):
            if not (tells_when or is_said(span, "")):
                continue
            clock = clock_of(span, "")
            if tells_when and clock and clock.minutes:
                part = Part(ranges=tuple((one, None) for one in clock.minutes))
                found.append(Found(span.at, span.to, part))
            sheet.cross_out(span.at, span.to)
    return found
