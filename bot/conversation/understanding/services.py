"""Which services a message names: by name, by words of the trade, misspelt."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from booking.salon import Salon
from bot.conversation.folding import language_of
from bot.conversation.understanding.found import Found
from bot.conversation.understanding.service_words import (
    EMPTY,
    IMPLIED,
    MEANING,
    PAIRS,
    QUALIFIERS,
    UNIMPORTANT,
    WEAK,
)
from bot.conversation.understanding.sheet import Sheet

_PREFIXES = ("وبال", "وال", "بال", "لل", "فال", "ال", "و", "ب", "ل")
_BETWEEN = {"the", "my", "of", "a", "an", "for", "to", "his", "her", "من", "get", "حق"}
_MOST_BETWEEN = 2
_FUZZY_FROM = 5  # letters; shorter words have too many neighbours
_LONG = 8  # letters in which two may be wrong


@dataclass(frozen=True, slots=True)
class Mention:
    """Services that one expression may mean; none: what it names is not offered."""

    services: tuple[int, ...]
    meanings: frozenset[str]
    said: str


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, or a pair of words, that means something to the trade."""

    at: int
    to: int
    meanings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    service: int
    language: str
    meanings: frozenset[str]


class ServiceNames:
    """The services of one salon by what their names mean; made once per salon."""

    def __init__(self, salon: Salon) -> None:
        self._names = [
            _Name(service.id, language, _meanings_of(name))
            for service in salon.services
            for language, name in service.name.texts.items()
        ]
        self._categories = {
            _meanings_of(name): tuple(
                one.id for one in salon.services if one.category_id == category.id
            )
            for category in salon.categories
            for name in category.name.texts.values()
        }
        everything = [*(name.meanings for name in self._names), *self._categories]
        self._own = frozenset(meaning for meanings in everything for meaning in meanings)
        spelled = {word for word, all_ in MEANING.items() if self._own.intersection(all_)}
        self._spelled = sorted(one for one in spelled | self._own if len(one) >= _FUZZY_FROM - 1)

    def read(self, sheet: Sheet) -> list[Found[Mention]]:
        """What the message names, in order; crossed out."""
        found = [
            one
            for run in self._runs(sheet)
            for one in self._mentions(sheet, run)
            if self._counts(one.value)
        ]
        for one in found:
            sheet.cross_out(one.at, one.to)
        return found

    def plain(self, services: Iterable[int]) -> tuple[int, ...]:
        """Those of them that are for everybody; all of them if there are none."""
        chosen = tuple(services)
        special = {one.service for one in self._names if one.meanings & QUALIFIERS}
        return tuple(one for one in chosen if one not in special) or chosen

    def for_children(self, mention: Mention) -> tuple[int, ...]:
        """Those for children that may be meant as well."""
        return tuple(
            dict.fromkeys(
                one.service
                for one in self._names
                if "child" in one.meanings
                and one.meanings - {"child"}
                and (mention.meanings & one.meanings)
            )
        )

    def _counts(self, mention: Mention) -> bool:
        if mention.services:
            return not mention.meanings <= QUALIFIERS
        return not mention.meanings <= WEAK or len(mention.meanings) > 1

    def _runs(self, sheet: Sheet) -> Iterator[list[_Word]]:
        """Words of the trade that stand together."""
        run: list[_Word] = []
        at = 0
        while at < len(sheet.words):
            word = self._word(sheet, at)
            if word:
                if run and not _joined(sheet, run[-1].to, at):
                    yield run
                    run = []
                run.append(word)
            at = word.to if word else at + 1
        if run:
            yield run

    def _word(self, sheet: Sheet, at: int) -> _Word | None:
        if not sheet.is_left(at):
            return None
        word, pair = sheet.words[at], tuple(sheet.words[at : at + 2])
        if len(pair) == 2:
            meanings = PAIRS.get(pair) or MEANING.get("".join(pair))
            if meanings:
                return _Word(at, at + 2, (meanings,) if isinstance(meanings, str) else meanings)
        found = _known(word) or self._guessed(word)
        return _Word(at, at + 1, found) if found else None

    def _guessed(self, word: str) -> tuple[str, ...]:
        """What a misspelt word means, or one that only this salon uses."""
        if word in EMPTY or not word.isalpha():
            return ()
        for form in _forms(word):
            if _stem(form) in self._own:
                return (_stem(form),)
        for form in _forms(word):
            if len(form) < _FUZZY_FROM:
                continue
            near = process.extract(
                form,
                self._spelled,
                scorer=DamerauLevenshtein.distance,
                score_cutoff=2 if len(form) >= _LONG else 1,
                limit=3,
            )
            nearest = {MEANING.get(one, (one,)) for one, far, _ in near if far == near[0][1]}
            if len(nearest) == 1:
                return nearest.pop()
        return ()

    def _mentions(self, sheet: Sheet, run: Sequence[_Word]) -> list[Found[Mention]]:
        """One mention if a service has all of it, several if each has its own, else none."""
        whole = self._mention(sheet, run)
        if whole.value.services:
            return [whole]
        found = []
        rest = run
        while rest:
            parts = (self._mention(sheet, rest[:n]) for n in range(len(rest), 0, -1))
            part = next((one for one in parts if one.value.services), None)
            if part is None or (part.value.meanings <= WEAK - {"beard"} and len(rest) < len(run)):
                return [whole]
            found.append(part)
            rest = [word for word in rest if word.at >= part.to]
        if any(len(one.value.meanings) == 1 and one.value.meanings <= WEAK for one in found):
            return [whole]  # an action and an object of which nothing is offered together
        return found

    def _mention(self, sheet: Sheet, words: Sequence[_Word]) -> Found[Mention]:
        at, to = words[0].at, words[-1].to
        meanings = frozenset(one for word in words for one in word.meanings)
        said = " ".join(sheet.said[at:to])
        return Found(at, to, Mention(self._services(meanings, said), meanings, said))

    def _services(self, meanings: frozenset[str], said: str) -> tuple[int, ...]:
        """Those whose name is just this, else all that it may mean."""
        return self._called(meanings, said) or self._called(_without_implied(meanings), said)

    def _called(self, meanings: frozenset[str], said: str) -> tuple[int, ...]:
        language = language_of(said)
        own = [one for one in self._names if one.language == language]
        for names in (own, self._names):
            exact = dict.fromkeys(one.service for one in names if one.meanings == meanings)
            if exact:
                return tuple(exact)
            if meanings in self._categories:
                return self._categories[meanings]
            if covering := dict.fromkeys(one.service for one in names if meanings <= one.meanings):
                return tuple(covering)
        return ()


def _without_implied(meanings: frozenset[str]) -> frozenset[str]:
    return frozenset(one for one in meanings if not IMPLIED.get(one, frozenset()) & meanings)


def _meanings_of(name: str) -> frozenset[str]:
    """What a name of a service or category means; words of no trade stand for themselves."""
    words = Sheet(name).words
    meanings: set[str] = set()
    at = 0
    while at < len(words):
        pair = PAIRS.get((words[at], _next_word(words, at)), "")
        if pair:
            meanings.add(pair)
        elif words[at] not in EMPTY and len(words[at]) > 1:
            meanings.update(_known(words[at]) or (_stem(words[at]),))
        at += 2 if pair else 1
    return frozenset(meanings - UNIMPORTANT or meanings)


def _next_word(words: Sequence[str], at: int) -> str:
    return words[at + 1] if at + 1 < len(words) else ""


def _joined(sheet: Sheet, ends: int, at: int) -> bool:
    """Is nothing but small words between them?"""
    word = sheet.words[at]
    if word.startswith("و") and word not in MEANING:
        return False
    between = sheet.words[ends:at]
    return len(between) <= _MOST_BETWEEN and all(one in _BETWEEN for one in between)


def _known(word: str) -> tuple[str, ...]:
    return next((MEANING[form] for form in _forms(word) if form in MEANING), ())


@lru_cache(maxsize=5000)
def _forms(word: str) -> tuple[str, ...]:
    """The word, and what is left of it without an Arabic prefix."""
    if word.isascii():
        return (word,)
    once = re.sub(r"(.)\1", r"\1", word)
    without = (word[len(one) :] for one in _PREFIXES if word.startswith(one))
    return tuple(dict.fromkeys((word, once, *(one for one in without if len(one) >= 2))))


def _stem(word: str) -> str:
    if word.isascii():
        return word[:-1] if word.endswith("s") and len(word) > 3 else word
    return word[2:] if word.startswith("ال") and len(word) > 4 else word
