"""With whom: members of the staff by (misspelt) name, anyone, or somebody who is unknown."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

from booking.salon import Salon
from bot.conversation.understanding.found import Found
from bot.conversation.understanding.given_names import GIVEN_NAMES
from bot.conversation.understanding.phrase import Phrase
from bot.conversation.understanding.sheet import Sheet, phrases

_P = r"[وف]?"
_WITH = rf"with|w|wiz|by|{_P}مع|{_P}عند|{_P}معا|ويا|بيد|علي يد"
_SOMEBODY = (
    r"(?:the )?(?:mr|mrs|ms|miss|dr|sir|madam|coach|brother|sister|barber|stylist|artist|الاخ"
    r"|الاخت|اخ"
    r"|اخت|الاستاذ|الاستاذه|استاذ|استاذه|الحلاق|الكوافيره|الدكتور|الدكتوره|المعلم|الخبيره|يا)"
)
_ANYONE = phrases(
    rf"""
    (?:(?:{_WITH}|عند|from) )?(?:any ?one(?: (?:is|s) (?:fine|ok|okay|good))?|anybody|
        any (?:of (?:them|you|the \w+)|barber|stylist|staff|person|artist|girl|guy|one|body|lady|
        available|
        specialist|employee)(?: (?:is|s) (?:fine|ok|okay))?(?: available)?|(?:whoever|whomever|
        who ever)s?(?: (?:is|s))?(?: (?:available|free|there|around|first))*|
        no preference(?: (?:who|for (?:barber|staff)|on (?:barber|staff)))?|
        first available(?: (?:barber|stylist|person|one))?|(?:it )?(?:doesnt|does not|dont|do not|
        didnt) (?:matter|mind|care)(?: (?:who|with who|with whom|about (?:the )?(?:barber|who)))?|
        i dont mind(?: who)?|either(?: (?:one|of them))?|someone|somebody|[وف]?اي (?:احد|واحد|
        واحده|وحده|شخص|حلاق|موظف|موظفه|حد|بنت|كوافيره|عامل|عامله|خبيره|مين)(?: (?:فاضي|فاضيه|
        موجود|موجوده|متاح|متاحه|متفرغ|يكون|عادي|منهم|عندكم))*|[وف]?(?:عادي )?(?:ما|مو|لا) (?:يفرق|
        تفرق|يهم|يهمني|فرقت|تفرق معي|يفرق معي|يفرق معاي|فارق|يفرق عندي|فارقه)(?: (?:معي|معاي|
        عندي))?(?: (?:مع|عند))?(?: (?:مين|منو|من|ميين))?(?: (?:كان|يكون))?|[وف]?(?:مو|مب|مش|موب|
        ماهو) (?:مهم|شرط|فارق|فارقه|لازم)(?: (?:مع|عند))?(?: (?:مين|منو|من|احد معين|شخص معين|
        حلاق معين))?|(?:مين|منو|من) ما (?:كان|يكون)|[وف]?اللي (?:فاضي|فاضيه|موجود|موجوده|متاح|
        متاحه|متفرغ|متفرغه|يكون فاضي|عندكم)|كلهم (?:واحد|زي بعض|نفس الشي|زينين)|ايا كان|ايا كانت|
        عادي (?:مع )?(?:مين|منو|من|اي احد)|(?:ما عندي|ماعندي) (?:مانع|مشكله|فرق)(?: (?:مع|عند))?
        (?: (?:مين|منو|من|اي احد))(?: (?:كان|يكون))?)
    """
)
_NAMED = Phrase(rf"(?:{_WITH}) (?:{_SOMEBODY} )*(?P<name>[^\W\d_]+)(?: (?P<more>[^\W\d_]+))?")
_OWNER = re.compile(r"['’`]s$")
_MY_FRIEND = re.compile(r" my (?:friend|brother|sister|cousin|husband|wife|son|daughter|dad|mom) $")
_FRIEND_OF_MINE = re.compile(r" (?:صديقي|صديقتي|صاحبي|صاحبتي|خويي|خويتي|اخوي|اختي|ولد عمي) $")
_SIMILAR = 0.6  # of 1; "would" has the bones of "Walid"
_KUNYA = {"ابو", "ام", "abu", "abo", "umm", "um", "ابن", "بنت", "bin", "ibn"}
_NOT_NAMES = """
    me you us him her them my your our his their the a an this that these those any all some
    both it two three four five more no not same who whom which what when where how please
    pls plz thanks thank today tomorrow tonight now then here there one ones everyone
    everything regards love pleasure respect and or but also just only maybe if for at on in
    by to of is are was so very good great best else color colour style wash beard hair
    nails friend friends family kids kid wife husband son daughter mother father mum mom dad
    sister brother someone somebody anyone anybody colleague colleagues guest انا انت انتم
    هو هي هم نفس اللي الي هذا هذي هذه ذا احد اي كل مين منو من متي وين كم لو بس عشان الله
    السلامه الشكر التحيه لي لنا لكم له لها هن بعض وحده واحد ثنتين اثنين ولدي بنتي زوجي زوجتي
    امي ابوي اخوي اختي عيالي صديقي صديقتي خويي العايله اهلي الاهل بدري شكرا رجاء سمحت يوم
    الساعه بكره اليوم غسيل غسل الغسيل صبغه تنظيف موعد حجز وقت الصبح العصر المغرب العشا الظهر
    الليل المسا عندكم عندك معاكم معكم معي فضلك اول اخر ثاني نفسه نفسها العروس عروس اطفال طفل
"""
_NO_NAMES = frozenset(_NOT_NAMES.split())


@dataclass(frozen=True, slots=True)
class Who:
    """Members whom a name may mean; none of them: anyone, or somebody who is unknown here."""

    staff: tuple[int, ...] = ()
    anyone: bool = False
    unknown: str | None = None
    was_with: bool = False  # "with" was said


@dataclass(frozen=True, slots=True)
class _Spelling:
    word: str
    bones: str
    staff: frozenset[int]


class StaffNames:
    """The staff of one salon by every word of their names; made once per salon."""

    def __init__(self, salon: Salon) -> None:
        self._full: dict[tuple[str, ...], set[int]] = {}
        spelled: dict[str, set[int]] = {}
        self._is_first: dict[str, bool] = {}
        for member in salon.staff:
            for name in member.name.texts.values():
                words = [word for word in Sheet(name).words if word.isalpha()]
                self._full.setdefault(tuple(words), set()).add(member.id)
                for at, word in enumerate(words):
                    spelled.setdefault(word, set()).add(member.id)
                    self._is_first[word] = self._is_first.get(word, False) or at == 0
        self._spellings = [
            _Spelling(word, _bones(word), frozenset(ids))
            for word, ids in spelled.items()
            if word not in _KUNYA
        ]

    def anyone(self, sheet: Sheet) -> list[Found[Who]]:
        return [Found(one.at, one.to, Who(anyone=True)) for one in sheet.take(_ANYONE)]

    def known(self, sheet: Sheet, *, is_answer: bool = False) -> list[Found[Who]]:
        """The members that are named; `is_answer`: with whom is just what was asked."""
        found: list[Found[Who]] = []
        at = 0
        while at < len(sheet.words):
            one = self._at(sheet, at, is_answer=is_answer)
            if one:
                sheet.cross_out(one.at, one.to)
                found.append(one)
            at = one.to if one else at + 1
        return found

    def unknown(self, sheet: Sheet) -> list[Found[Who]]:
        """Somebody named after "with" who does not work here."""
        found = []
        for span in sheet.find(_NAMED):
            name, more = span["name"] or "", span["more"]
            if name in _NO_NAMES or (len(name) < 3 and name not in _KUNYA):
                continue
            to = (
                span.to
                if more and (name in _KUNYA or more in GIVEN_NAMES)
                else span.to - bool(more)
            )
            said = " ".join(
                word
                for word, folded in zip(
                    sheet.said[span.at : to], sheet.words[span.at : to], strict=True
                )
                if re.fullmatch(rf"{_WITH}|{_SOMEBODY}", folded) is None
            )
            found.append(Found(span.at, to, Who(unknown=said, was_with=True)))
            sheet.cross_out(span.at, to)
        return found

    def _at(self, sheet: Sheet, at: int, *, is_answer: bool) -> Found[Who] | None:
        if not sheet.is_left(at) or (at and sheet.words[at - 1] in _KUNYA):
            return None
        if _OWNER.search(sheet.said[at]):  # "Khalid's brother"
            return None
        if _MY_FRIEND.search(sheet.before(at)) or _FRIEND_OF_MINE.match(sheet.before(at + 2, 1)):
            return None
        was_with = re.search(rf" (?:{_WITH})(?: {_SOMEBODY})* $", sheet.before(at)) is not None
        for length in (3, 2):
            words = tuple(sheet.words[at : at + length])
            if ids := self._all_of(words, was_with):
                return Found(at, at + len(words), Who(tuple(sorted(ids)), was_with=was_with))
        ids = self._named(sheet.words[at], is_sure=was_with or is_answer)
        return Found(at, at + 1, Who(tuple(sorted(ids)), was_with=was_with)) if ids else None

    def _all_of(self, words: tuple[str, ...], was_with: bool) -> frozenset[int]:
        """Whose name all of these words are part of."""
        if len(words) < 2 or not all(word.isalpha() for word in words):
            return frozenset()
        found = [self._named(word, is_sure=True, exact_first=False) for word in words]
        return frozenset.intersection(*found) if all(found) else frozenset()

    def _named(self, said: str, *, is_sure: bool, exact_first: bool = True) -> frozenset[int]:
        for word in _forms(said):
            exact = [one for one in self._spellings if one.word == word]
            if exact and (not exact_first or self._is_first[word]):
                return frozenset().union(*(one.staff for one in exact))
        if len(said) < 3 or said in _NO_NAMES or not said.isalpha():
            return frozenset()
        near = [one for one in self._spellings if _is_like(said, one, is_sure=is_sure)]
        near = [one for one in near if not exact_first or self._is_first[one.word]]
        return frozenset().union(*(one.staff for one in near)) if near else frozenset()


def _forms(said: str) -> Iterable[str]:
    yield said
    if not said.isascii():
        for prefix in ("و", "ل", "ب", "لل", "يا"):
            if said.startswith(prefix) and len(said) - len(prefix) >= 3:
                yield said[len(prefix) :]


def _is_like(said: str, name: _Spelling, *, is_sure: bool) -> bool:
    """Is it that name in another or a wrong spelling, and not a name of its own?"""
    if said.isascii() != name.word.isascii() or _bones(said)[0] != name.bones[0]:
        return False
    if said.isascii():
        alike = _bones(said) == name.bones and len(name.bones.removesuffix("a")) >= 2
        if alike and (is_sure or _similar(said, name.word)):
            return True
    if said in GIVEN_NAMES or len(name.word) < 4:
        return said not in GIVEN_NAMES and is_sure and _undoubled(said) == _undoubled(name.word)
    far = DamerauLevenshtein.distance(said, name.word, score_cutoff=1)
    if said.isascii() and not is_sure and far:
        return False
    return far <= 1 and (is_sure or _undoubled(said) == _undoubled(name.word))


def _similar(said: str, name: str) -> bool:
    return DamerauLevenshtein.normalized_similarity(said, name) >= _SIMILAR


def _undoubled(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word).rstrip("هاي")


_FIRST_VOWELS = {"o": "u", "e": "i"}  # Omar is Umar


def _bones(word: str) -> str:
    """A Latin spelling without what transliterations differ in."""
    if not word.isascii():
        return word
    plain = (
        word.replace("kh", "k")
        .replace("gh", "g")
        .replace("ph", "f")
        .replace("ee", "i")
        .replace("q", "k")
    )
    her = "a" if word.endswith(("a", "ah")) else ""  # Noura is not Noor
    first = _FIRST_VOWELS.get(plain[0], plain[0])
    return _undoubled_latin(first + re.sub(r"[aeiouyhw]", "", plain[1:])) + her


def _undoubled_latin(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)
