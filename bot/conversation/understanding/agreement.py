"""Yes and no, as whole messages."""

from bot.conversation.understanding.phrase import Phrase
from bot.conversation.understanding.sheet import Sheet, one_of, phrases

_THUMBS_UP = ("👍", "👌", "✅", "🆗")
_YES = one_of(
    "yes|yess|yep|yeah|yea|yup|ya|y|sure|ok|okay|okey|oky|k|kk|confirm|confirmed|i confirm"
    "|go ahead|go for it|book it"
    "|book|book now|book that|do it|perfect|great|good|fine|sounds good|looks good|correct|right"
    "|exactly|thats right"
    "|that works|works for me|works|all good|alright|deal|done|absolutely|definitely|of course"
    "|lets do it|agreed|i agree"
    "|نعم|ايه|اي|ايوه|ايوا|اه|ايي|يب|يس|اوكي|اوكيه|اوك|اكي|تمام|تم|تمم|طيب|زين|حلو|ممتاز|موافق"
    "|موافقه|اكيد|اكد|اكدي|اكدوا|اكده|ثبت|ثبته"
    "|ثبتي|ثبتوا|ثبتيه|احجز|احجزي|احجزوا|احجزه|احجزلي|احجز لي|توكل|توكلنا|توكل علي الله"
    "|علي بركه الله|يلا|ياليت|بالضبط|صح|صحيح|مضبوط"
    "|كذا تمام|ماشي|خلاص|خلاص تمام|عادي|ابشر|اعتمد|اعتمده|مناسب|يناسبني|بالتوفيق|اوكيي|حجز|تاكيد"
)
_STRICT_YES = one_of("yes|yess|yep|yeah|yes please|yes cancel it|نعم|ايه|ايوه|ايوا|اي نعم")
_POLITE = one_of(
    "please|pls|plz|ما عليك امر|ما عليك زود|thanks|thank you|thank u|thx|شكرا|لو سمحت|لو سمحتي"
    "|من فضلك|الله يعافيك"
    "|يعطيك العافيه|مشكور"
    "|مشكوره|حبيبي|حبيبتي|عزيزي|اخوي|اختي|ياليت|تسلم|والله|طال عمرك|dear|bro|it|that|,|الموعد|لي|يا"
)
_NO = one_of(
    "no|nope|nah|n|no thanks|no thank you|not yet|wait|hold on|one moment|one sec|not now"
    "|never mind|nevermind"
    "|لا|لاا|لالا|لا لا|لا شكرا|لا خلاص|مو الحين|مو الان|لحظه|دقيقه|انتظر|استني|اصبر|لسا|لسه"
    "|بعدين|مب الحين|ما ابي|ما ابغي|مابي"
)
_WITHHOLDS = phrases(
    r"""
    (?:rather|prefer)(?: to)? not(?: to)?(?: \w+)*
    (?:do not|dont|wont|will not)(?: want to| like to| wish to| have to)? (?:say|
        tell|give|share)(?: \w+)*
    none of your \w+
    no name
    anonymous
    (?:ما|مو|لا)(?: (?:ابي|ابغي|احب|ودي|اريد))? (?:اقول|اقولك|اعطيك|اعطيكم|
        اعطي|لازم|ضروري|يخصك)(?: \S+)*
    بدون اسم
    why
    (?:ليش|ليه|لماذا)
    """
)
_STRICT_NO = one_of("no|nope|no thanks|no thank you|لا|لالا|لا شكرا|ما ابي|ما ابغي|مابي")
_COMES = one_of(
    "ill be there|i will be there|ill come|i will come|im coming|i am coming|coming|yes coming"
    "|yes ill come|yes ill be there|see you|see you there|see you then|see you tomorrow"
    "|جاي|جايه|جايين|ساحضر|بحضر|بجي|اكيد جاي|اكيد جايه|انا جاي|انا جايه|ان شا الله|ان شا الله جاي"
    "|ان شا الله جايه|انشالله|انشالله جاي|انشالله جايه|ايه جايه|ايه جاي|نعم جاي|نعم جايه|بكون موجود"
    "|بكون موجوده"
)
_FAITH = "inshallah|insha allah|in sha allah|ان شا الله|انشالله|باذن الله"
_AGREES = Phrase(rf"(?:(?:{_YES})(?: (?:{_YES}|{_POLITE}))*|(?:{_POLITE} )*(?:{_YES}))")
_SURELY = Phrase(rf"(?:{_STRICT_YES})(?: (?:{_POLITE}))*")
_SURELY_NOT = Phrase(rf"(?:{_STRICT_NO})(?: (?:{_POLITE}))*")
_WILL_COME = Phrase(rf"(?:(?:{_YES}) )?(?:{_COMES})(?: (?:{_POLITE}|{_FAITH}))*")
_REFUSES = Phrase(rf"(?:{_NO})(?: (?:{_NO}|{_POLITE}))*")


def agrees(text: str) -> bool:
    """Does the whole message say yes?"""
    stripped = text.strip()
    if stripped and all(
        letter in "".join(_THUMBS_UP) or not letter.isalnum() for letter in stripped
    ):
        return any(sign in stripped for sign in _THUMBS_UP)
    return _is_all(text, _AGREES)


def surely_agrees(text: str) -> bool:
    """The same, in words that cannot mean anything else."""
    return _is_all(text, _SURELY)


def surely_refuses(text: str) -> bool:
    """Does the whole message say no, and not wait?"""
    return _is_all(text, _SURELY_NOT)


def will_come(text: str) -> bool:
    """Does the whole message say that they come?"""
    return _is_all(text, _WILL_COME)


def refuses(text: str) -> bool:
    """Does the whole message say no, or wait?"""
    return _is_all(text, _REFUSES)


def withholds(text: str) -> bool:
    """Is what was asked for not told, or nothing but a yes or a no said?"""
    only_agrees = agrees(text) if text.isascii() else surely_agrees(text)  # some are called Zain
    return only_agrees or refuses(text) or Sheet(text).has(_WITHHOLDS)


def _is_all(text: str, pattern: Phrase) -> bool:
    words = [word for word in Sheet(text).words if word != ","]
    line = f" {' '.join(words)} "
    found = pattern.match(line, 1)
    return "?" not in words and found is not None and found.end() == len(line) - 1
