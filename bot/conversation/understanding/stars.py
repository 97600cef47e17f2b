"""A rating that was written: "5/5", "four stars", "ممتاز ٥"."""

from bot.conversation.understanding.numbers import HOURS
from bot.conversation.understanding.phrase import Phrase
from bot.conversation.understanding.sheet import Sheet, one_of

_STAR = "\N{WHITE MEDIUM STAR}"
_NUMBER = rf"\d{{1,3}}|{one_of('|'.join(HOURS))}"
_BESIDE = one_of(
    "it was|its|i give|i rate|rating|excellent|great|perfect|amazing|good|very good|ok|okay|fair"
    "|bad|poor|terrible|very bad|thanks|thank you|a|,|from me"
    "|ممتاز|ممتازه|رايع|رايعه|حلو|حلوه|جيد|جيده|زين|زينه|مقبول|سي|سييه|سيء|تقييمي|التقييم|تقييم"
    "|اعطيكم|اعطيه|اعطيها|شكرا|يستاهل|تستاهل|مره"
)
_STARS = Phrase(
    rf"(?:(?:{_BESIDE}) )*"
    rf"(?:(?P<of>\d{{1,3}}/\d{{1,2}})"
    rf"|(?P<number>{_NUMBER})(?: (?:out of|of|من|علي) (?:{_NUMBER}))?)"
    rf"(?: (?:stars?|points?|نجوم|نجمه|نجمات|نجمتين))?(?: (?:{_BESIDE}))*"
)


def stars_in(text: str) -> int | None:
    """How many the whole message gives, be it more than there are; None: it is no rating."""
    if _STAR in text and not any(letter.isalnum() for letter in text):
        return text.count(_STAR)
    line = Sheet(text).line
    found = _STARS.match(line, 1)
    if found is None or found.end() != len(line) - 1:
        return None
    said = found["number"] or found["of"].partition("/")[0]
    return int(said) if said.isdecimal() else HOURS[said]
