"""For whom a visit is: the customer's family and friends, by relation and by name."""

import re
from dataclasses import dataclass, replace

from bot.conversation.understanding.found import Found
from bot.conversation.understanding.given_names import GIVEN_NAMES
from bot.conversation.understanding.numbers import COUNT
from bot.conversation.understanding.phrase import Phrase
from bot.conversation.understanding.sheet import Sheet, Span, one_of, phrases

_RELATIVES = {
    "mother": "mother|mum|mom|mama|mommy|mummy|امي|الوالده|والدتي|ماما|يمه|امي الغاليه",
    "father": "father|dad|daddy|papa|ابوي|ابويا|الوالد|والدي|بابا|يبه",
    "husband": "husband|hubby|زوجي|رجلي|بعلي",
    "wife": "wife|wifey|زوجتي|مرتي|حرمتي|المدام|مدامتي|ام العيال|ام عيالي",
    "son": "son|boy|little boy|ولدي|ابني|وليدي|الولد|ولدنا|ابني الصغير|ولدي الصغير",
    "daughter": "daughter|girl|little girl|بنتي|ابنتي|بنيتي|بنوتي|بنوتتي|بنتنا",
    "sister": "sister|sis|اختي|شقيقتي|خيتي",
    "brother": "brother|bro|اخوي|اخي|اخويا|شقيقي|خوي",
    "friend": "friend|friend of mine|bestie|buddy|mate|صديقي|صديقتي|خويي|خويتي|صاحبي|صاحبتي"
    "|رفيقي|رفيقتي",
}
_RELATION = {word: name for name, words in _RELATIVES.items() for word in words.split("|")}
_ENGLISH = one_of("|".join(word for word in _RELATION if word.isascii()))
_ARABIC = one_of("|".join(word for word in _RELATION if not word.isascii()))
_OTHERS = (
    "nephew|niece|cousin|uncle|aunt|grandma|grandmother|grandfather|grandpa|fiance|fiancee"
    "|neighbour|neighbor"
)
_OTHERS_AR = (
    "جدتي|جدي|عمي|عمتي|خالي|خالتي|خطيبي|خطيبتي|ولد اخوي|ولد اختي|بنت اخوي|بنت اختي|حفيدي|حفيدتي"
    "|جارتي"
)
_OF = r"(?:لـ|باسم|حق|عشان|علشان|لاجل|لحق|حقت|بخصوص|مع)"
_LITTLE = (
    r"(?:little|older|younger|elder|big|small|dear|best|\d+ (?:year|yr|yrs|years) old|\d+ yo"
    r"|lovely)"
)
_PERSON = phrases(
    rf"""
    (?:(?P<for>for|this is for|its for|on behalf of) (?:a |the )?)?(?:(?P<my>my|our|his|
        her) )(?:{_LITTLE} |~+ )*(?P<en>{_ENGLISH}|{_OTHERS})(?P<owner>s)?
    (?P<a>for (?:a|the)) (?P<of>friend of mine|friend)
    (?P<arfor>(?:{_OF} )|و?ل)?(?P<and>و)?(?P<ar>{_ARABIC}|{_OTHERS_AR})(?: (?:الصغير|الصغيره|
        الكبير|الكبيره|الغالي|الغاليه))?
    """
)
_TWO_PEOPLE = phrases(
    rf"""
    for (?:(?:the )?(?:{COUNT}) (?:people|persons|of us|adults|kids|guys|ladies|friends)|two|
        both of us|us both|all of us)
    (?:{COUNT}) (?:people|persons|haircuts|appointments|bookings|visits|heads)
    both of us
    we are (?:{COUNT})
    (?:ل)?(?:شخصين|نفرين|اثنين اشخاص|حلاقتين|موعدين|حجزين|ثلاث اشخاص|ثلاثه اشخاص|\d اشخاص|\d انفار)
    احنا (?:اثنين|ثنين|ثلاثه|\d)
    (?:my|our) (?:kids|children|boys|girls|sons|daughters|family|brothers|sisters|parents|friends)
    (?:[ولح]?)(?:عيالي|اولادي|بناتي|العيال|اهلي كلهم|اخواني|خواتي|ربعي|البنات|اخوياي)
    """
)
_ME_AND = phrases(
    r"""
    (?:for )?(?:me|myself|i) (?:and|\+|with)(?= (?:my|[a-z]+))
    (?:لي|انا|لنفسي|حقي)(?= (?:و|مع )\S)
    """
)
_AND_ME = phrases(
    r"""
    (?:and|\+) (?:me|myself|i)(?= (?:,|\?|please|at|on|tomorrow|today|for|with) )
    ولي
    وانا
    و انا
    وحقي
    """
)
_SELF = phrases(
    r"""
    for (?:me|myself)
    (?:my ?self)
    لي انا
    لنفسي
    حقي انا
    لي
    """
)
_INTRODUCED = phrases(
    r"""
    (?:my name is|i am called|call me|this is|its|im|i am|انا اسمي|اسمي|معك|معاك|معكم|معاكم|
        انا) (?P<name>[^\W\d_]+)(?: (?:here|speaking|معك|معاك))?
    """
)
_NAMED = r"(?:(?:called|named|his name is|her name is|name is|اسمه|اسمها|واسمه|واسمها) )?"
_FOR_NAME = phrases(
    r"""
    (?P<for>for|حق|عشان|علشان|باسم|بأسم|under the name(?: of)?|
        in the name of) (?P<name>[^\W\d_]+)(?: (?P<last>[^\W\d_]+))?
    """
)
_TO_NAME = Phrase(r"ل(?P<name>[^\W\d_]{3,})")
_HIS_NAME = phrases(
    r"""
    (?:his name is|her name is|name is|called|named|اسمه|اسمها|واسمه|واسمها) (?P<name>[^\W\d_]+)
    """
)
_NEEDS = re.compile(
    r"^ (?:(?:needs?|wants?)(?! (?:me|us|you) )|would|has|come|get|have"
    r"|يجي|ييجي|يبي|يبغي|تبي|تبغي|يحتاج|تحتاج|بيحلق|يحلق|يبا|تبا|ابيه|ودها|وده) "
)
_TELLS = re.compile(
    r"^ (?:recommended|recommends|told|said|says|suggested|sent|loves|likes|قال|قالي|قالت|مدح|مدحكم"
    r"|نصحني|نصحتني|يقول|تقول|دلني|دلتني) "
)
_OWNER = re.compile(r"['’`]s$")
_VERB_LETTERS = ("ت", "ي", "ن")  # of "she does", "he does", "we do"; names of these are listed
_NOT_NAMES = """
    please pls plz thanks thank and or with at on in by to for from the a an his her he she
    it is are was will can could would needs need wants want has have had who that this
    today tomorrow morning evening night afternoon haircut hair beard trim cut color wash
    kids kid boys boy girl too also as well only just but if so now then next same first
    time appointment booking slot anyone any someone old years year little s me my our you
    your us we i do does did not no yes ok okay hi hello hey good sure free real fun sunday
    monday tuesday wednesday thursday friday saturday im ill مع عند بكره اليوم يوم الساعه
    ساعه من الي في علي و او ولا بعد قبل يبي يبغي تبي تبغي يحتاج تحتاج ابي ابغي ودي الصبح
    العصر الظهر المغرب العشا الليل المسا مسا صباحا لو سمحت شكرا ممكن اذا الله عمره عمرها سنه
    سنوات سنين حلاقه قص شعر لحيه تحديد موعد حجز احجز بس كمان هو هي انا انت ما مو لا نعم اي
    نفس كل هذا هذي اللي عشان حق وقت فيه عندكم عندك اول الاحد الاثنين الثلاثا الاربعا الخميس
    الجمعه السبت الجاي الصغير الكبير الاسبوع بيجي يجي تجي ضروري رجاء الحين يحلق تحلق وانا
    معاي معي عنده عندها عندهم قال قالي قالت مدح مدحكم نصحني نصحتني دلني دلتني
"""
NOT_NAMES = frozenset(_NOT_NAMES.split())


@dataclass(frozen=True, slots=True)
class Whom:
    """A name as written or a relation; `relation` beside a name too. Null: the customer."""

    name: str | None
    relation: str | None = None
    is_child: bool = False
    is_certain: bool = True  # else somebody was mentioned, perhaps not as who comes


@dataclass(frozen=True, slots=True)
class People:
    """Who comes; `several`: more than one person was named or counted."""

    found: tuple[Found[Whom], ...] = ()
    several: bool = False


def introduced(sheet: Sheet) -> str | None:
    """The customer's own name, if the message tells it; crossed out."""
    for span in sheet.find(_INTRODUCED):
        name = span["name"] or ""
        if name in GIVEN_NAMES:
            sheet.cross_out(span.at, span.to)
            return sheet.said[span.to - 1] if sheet.words[span.to - 1] == name else name
    return None


def people(sheet: Sheet) -> People:
    """Read and cross out who is to be served; services and times have been read before."""
    several = _several(sheet)
    with_me = bool(sheet.take(_ME_AND)) or bool(sheet.take(_AND_ME))
    found = [_relative(sheet, span) for span in list(sheet.find(_PERSON))]
    if with_me:
        found = [replace(one, value=replace(one.value, is_certain=True)) for one in found]
    found += _by_name(sheet)
    sheet.take(_SELF)
    certain = [one for one in found if one.value.is_certain]
    return People(tuple(found), several or (with_me and bool(found)) or len(certain) > 1)


def _several(sheet: Sheet) -> bool:
    """Are more than one counted? "My daughters" are, "my daughter's" is not."""
    counted = [span for span in sheet.find(_TWO_PEOPLE) if not _is_owner(sheet, span.to - 1)]
    for span in counted:
        sheet.cross_out(span.at, span.to)
    return bool(counted)


def _is_owner(sheet: Sheet, at: int) -> bool:
    return _OWNER.search(sheet.said[at]) is not None


def _relative(sheet: Sheet, span: Span) -> Found[Whom]:
    word = span["en"] or span["of"] or span["ar"] or ""
    relation = _RELATION.get(word)
    to = span.to
    name, to = _name_after(sheet, to)
    rest = f" {' '.join(sheet.words[to : to + 2])} "
    is_for = bool(span["for"] or span["a"] or span["arfor"])
    before = sheet.left[: sheet.left.find(sheet.words[span.at])]
    owns = _is_owner(sheet, span.to - 1) and to < len(sheet.words) and not sheet.is_left(to)
    is_certain = (
        is_for
        or owns
        or bool(_NEEDS.match(rest))
        or before.endswith("~ ")
        or (name is not None and not _TELLS.match(rest))
    )
    is_child = relation in ("son", "daughter") or bool(
        re.search(r"\d+ (?:year|yo|yr)", sheet.between(span.at, span.to))
    )
    sheet.cross_out(span.at, to)
    plain = relation or sheet.said[span.to - 1]
    return Found(span.at, to, Whom(name or plain, relation, is_child, is_certain))


def _name_after(sheet: Sheet, at: int) -> tuple[str | None, int]:
    """The name that stands there, at most two words of it."""
    while at < len(sheet.words) and sheet.words[at] in ("called", "named", "اسمه", "اسمها"):
        at += 1
    begins = at
    while at < len(sheet.words) and at - begins < 2 and _may_be_name(sheet, at, at > begins):
        at += 1
    return (" ".join(sheet.said[begins:at]) or None), at


def _may_be_name(sheet: Sheet, at: int, is_second: bool) -> bool:
    word = sheet.words[at]
    if not sheet.is_left(at) or not word.isalpha() or word in NOT_NAMES or len(word) < 2:
        return False
    if word in GIVEN_NAMES:
        return True
    if word.isascii():
        return sheet.said[at][0].isupper()
    return not is_second and not word.startswith(("ال", "ب", "و", *_VERB_LETTERS))


def _by_name(sheet: Sheet) -> list[Found[Whom]]:
    found = []
    for pattern in (_FOR_NAME, _TO_NAME, _HIS_NAME):
        for span in list(sheet.find(pattern)):
            name = span["name"] or ""
            if name in NOT_NAMES or not _is_name(sheet, span, name):
                continue
            has_last = span["last"] if "last" in span.match.groupdict() else None
            to = span.to - (1 if has_last and has_last not in GIVEN_NAMES else 0)
            said = sheet.said[span.at : to]
            shown = said[-1][1:] if pattern is _TO_NAME else said[1 if pattern is _FOR_NAME else -1]
            if pattern is _FOR_NAME:
                shown = " ".join(said[-2:] if has_last in GIVEN_NAMES else said[-1:])
            if _is_owner(sheet, to - 1) and to < len(sheet.said):  # "Ahmed's son"
                shown, to = f"{shown} {sheet.said[to]}", to + 1
            found.append(Found(span.at, to, Whom(shown)))
            sheet.cross_out(span.at, to)
    return found


def _is_name(sheet: Sheet, span: Span, name: str) -> bool:
    if name in GIVEN_NAMES:
        return True
    at = next((n for n in range(span.at, span.to) if sheet.words[n] == name), None)
    return at is not None and at > 0 and name.isascii() and sheet.said[at][0].isupper()
