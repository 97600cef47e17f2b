"""What is said about what was said: not this, I mean that, one or the other."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeVar

from bot.conversation.understanding.found import Found, in_order
from bot.conversation.understanding.phrase import Phrase
from bot.conversation.understanding.sheet import Sheet, phrases

T = TypeVar("T")

_SMALL = (
    r"(?:with|on|at|in|the|for|to|be|want|a|by|my|والله|مع|عند|يوم|في|الساعه|ساعه|ب|على"
    r"|علي|موعد"
    r"|يكون|تكون|بس|ابي|ابغي)"
)
_NOT = phrases(
    rf"""
    (?:(?:not|except|besides|excluding|instead of|rather than|other than|no longer|isnt|isn t|
        wont|(?:any ?one|anybody|any|all|everyone|(?:any )?(?:day|time)) but|(?:do not|dont|didnt|
        not) (?:want|like|need|prefer)(?: it)?|cant do|cant)|(?!والا )[وف]?(?:مو|مب|مش|موب|مهو|
        مهب|ماهو|ليس|غير|ماعدا|ما عدا|عدا|الا|بدل|بدال|بدلا من|عوض|بدون|مابي|مابغي|ما (?:ابيه?|
        ابيها|ابغيه?|ابغا|ابغاه|ابغاها|اريده?|احب|ودي|يناسبني|يكون|تكون|اقدر|ينفع|تنفع)|بلاش))
        (?: {_SMALL}){{0,3}}
    """
)
_WITHOUT = phrases(
    r"(?:no|without|w o|minus|no need for|بدون|بلا|من غير|من دون)(?: (?:a|any|the|my))?"
)
_MORE = {"and", "or", "nor", "on", "with", "و", "او", "ولا", "يوم", "+"}
_I_WANT = Phrase("ابي|ابغي|اريد|ابا")
_NO_I_WANT = Phrase("لا (?:ابي|ابغي|اريد|ابا)")  # "I do not want" only if another wish follows
_BARE_NO = (" no ", " , no ")
_CORRECTION = phrases(
    r"""
    wait
    no
    nope
    nah
    actually
    sorry
    i mean
    i meant
    meant
    rather
    scratch(?: that)?
    make it
    make that
    change (?:it|that)
    oops
    correction
    my bad
    on second thought
    instead
    better
    forget (?:it|that)
    لا+
    لالا+
    [وف]?(?:اقصد|قصدي|عفوا|العفو|اسف|اسفه|معليش|لحظه|خلها|خليها|خله|خليه|خلوها|غيرت رايي|غيرت راي|
        الاصح|بالاحري|نسيت|عدلها|سوري|لو سمحت لا|اوه|اوبس|افضل|احسن|الافضل|الاحسن|بدلها|غيرها)
    """
)
_OR = phrases(
    r"""
    or
    either
    و?او
    ولا
    يا
    والا
    اما
    """
)


def said(found: Sequence[Found[T]], sheet: Sheet) -> tuple[list[Found[T]], list[Found[T]]]:
    """What is meant of a kind, less what was taken back; and what was said not to be meant."""
    meant: list[Found[T]] = []
    denied: list[Found[T]] = []
    last: Found[T] | None = None
    for one in in_order(found):
        goes_on = last is not None and last in denied and _is_joined(last, one, sheet)
        last = one
        if goes_on or is_denied(one.at, sheet):
            denied.append(one)
            continue
        if meant and is_correction(sheet.between(meant[-1].to, one.at)):
            meant = []
        meant.append(one)
    return meant, denied


def _is_joined(before: Found[T], one: Found[T], sheet: Sheet) -> bool:
    """Is it one more of the same: "not Friday and Saturday"?"""
    between = sheet.between(before.to, one.at).split()
    has_and = not between and sheet.words[one.at].startswith("و")
    return has_and or (bool(between) and set(between) <= _MORE)


def wanted(found: Sequence[Found[T]], sheet: Sheet) -> tuple[list[Found[T]], list[Found[T]]]:
    """The same of things that "no" may leave out."""
    ordered = in_order(found)
    if is_unclear(ordered, sheet):
        return ordered, []
    left_out = [one for one in ordered if _ends(_WITHOUT, one.at, sheet)]
    left_out += [
        one
        for one, other in pairwise(ordered)
        if _ends(_NO_I_WANT, one.at, sheet) and _I_WANT.search(sheet.between(one.to, other.at))
    ]
    meant, denied = said([one for one in ordered if one not in left_out], sheet)
    return meant, [*left_out, *denied]


def is_unclear(found: Sequence[Found[T]], sheet: Sheet) -> bool:
    """Is "no" said between two, which leaves out the second or takes back the first?"""
    pairs = pairwise(in_order(found))
    return any(sheet.between(one.to, other.at) in _BARE_NO for one, other in pairs)


def is_denied(at: int, sheet: Sheet) -> bool:
    """Does "not" or its like stand right before this word?"""
    return _ends(_NOT, at, sheet)


def _ends(pattern: Phrase, at: int, sheet: Sheet) -> bool:
    """Does it stand right before this word?"""
    before = sheet.before(at, 7)
    return any(match.end() == len(before) - 1 for match in pattern.finditer(before))


def is_correction(between: str) -> bool:
    """Is what was said before these words taken back by them?"""
    return _CORRECTION.search(between) is not None


def are_alternatives(found: Sequence[Found[T]], sheet: Sheet) -> bool:
    """Is "or" said between any two of them?"""
    ordered = in_order(found)
    pairs = pairwise(ordered)
    return any(_OR.search(sheet.between(one.to, other.at)) for one, other in pairs)
