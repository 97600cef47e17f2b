"""A message as words that are comparable, each of which is understood once."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from textwrap import dedent

from bot.conversation.folding import digits, visible
from bot.conversation.understanding.phrase import Phrase

LONGEST = 400  # characters that are read; nobody orders a haircut in more

_PIECE = re.compile(
    r"\d+(?:[:./\-]\d+)+"  # a time or a date
    r"|\d+"
    r"|[^\W\d_]+(?:['’`][^\W\d_]+)*"
    r"|[-–](?=\s*\d)"  # from one to the other
    r"|[.,،;؛!?؟+&@]"
)
_SAME = str.maketrans(
    {
        "ٱ": "ا",
        "ة": "ه",
        "ى": "ي",
        "ـ": "",
        "ء": "",
        "'": "",
        "’": "",
        "`": "",
        "گ": "ك",
        "ک": "ك",
        "ی": "ي",
        "چ": "ج",
        "پ": "ب",
        "ڤ": "ف",
    }
)
_SIGNS = {"?": "?", "؟": "?", "&": "+", "+": "+", "@": "at", "-": "-", "–": "-"}
_PAUSES = dict.fromkeys(".,،;؛!", ",") | _SIGNS
_NOON = re.compile(r"(?i)(?<![^\W\d_])([ap])\. ?m\b\.?")
_SPACED_DATE = re.compile(
    r"(?<![\d.:/])(\d{1,4}) ?[/\\] ?(\d{1,2})(?: ?[/\\] ?(\d{2,4}))?(?![\d:./])"
)
_DRAWN_OUT = re.compile(r"([^\W\d])\1{2,}")


class Span:
    """Words from `at` to before `to`."""

    __slots__ = ("at", "match", "to")

    def __init__(self, at: int, to: int, match: re.Match[str]) -> None:
        self.at, self.to, self.match = at, to, match

    def __getitem__(self, group: str) -> str | None:
        found: str | None = self.match.groupdict().get(group)
        return found


class Sheet:
    """The words of one message. What was understood is crossed out: `left` lacks it."""

    def __init__(self, text: str) -> None:
        plain = _without_marks(visible(text[:LONGEST].replace("\n", " . ")))
        self.said: list[str] = list(_PIECE.findall(_plain_dates(digits(_NOON.sub(r"\1m", plain)))))
        self.words = [_folded(piece) for piece in self.said]
        self.line = f" {' '.join(self.words)} "
        self.left = self.line
        self._starts = [1]
        for word in self.words[:-1]:
            self._starts.append(self._starts[-1] + len(word) + 1)

    def find(self, pattern: Phrase) -> Iterator[Span]:
        """Where this stands among what is left."""
        for match in pattern.finditer(self.left):
            yield self._span(match)

    def has(self, pattern: Phrase) -> bool:
        """Does this stand anywhere in the message?"""
        return pattern.search(self.line) is not None

    def take(self, pattern: Phrase) -> list[Span]:
        """Find all of these and cross them out."""
        found = list(self.find(pattern))
        for span in found:
            self.cross_out(span.at, span.to)
        return found

    def cross_out(self, at: int, to: int) -> None:
        begins, ends = self._starts[at], self._starts[to - 1] + len(self.words[to - 1])
        gone = re.sub(r"\S", "~", self.left[begins:ends])
        self.left = self.left[:begins] + gone + self.left[ends:]

    def is_left(self, at: int) -> bool:
        """Is this word not understood yet?"""
        return self.left[self._starts[at]] != "~"

    def before(self, at: int, words: int = 4) -> str:
        """The words just before this one, within the line's spaces."""
        return f" {' '.join(self.words[max(0, at - words) : at])} "

    def between(self, at: int, to: int) -> str:
        return f" {' '.join(self.words[at:to])} "

    def _span(self, match: re.Match[str]) -> Span:
        begins = bisect_right(self._starts, match.start()) - 1
        ends = bisect_right(self._starts, match.end() - 1)
        return Span(begins, ends, match)


def one_of(words: str) -> str:
    """Alternatives given as lines or separated by "|" or spaces around them, longest first."""
    found = {" ".join(one.split()) for one in words.replace("\n", "|").split("|")}
    return "|".join(sorted((re.escape(one) for one in found if one), key=len, reverse=True))


def _without_marks(text: str) -> str:
    composed = unicodedata.normalize("NFKC", text)
    kept = unicodedata.normalize("NFD", composed)
    return "".join(letter for letter in kept if not unicodedata.combining(letter))


def _plain_dates(text: str) -> str:
    return _SPACED_DATE.sub(lambda found: "/".join(filter(None, found.groups())), text)


def _folded(piece: str) -> str:
    if piece in _PAUSES:
        return _PAUSES[piece]
    if piece[0].isdigit():
        return piece
    return _DRAWN_OUT.sub(r"\1", piece.casefold().translate(_SAME))


def phrases(lines: str) -> Phrase:
    """Whole words, with an alternative on each line; indented lines go on."""
    joined: list[str] = []
    for line in dedent(lines).strip().splitlines():
        if line.startswith(" "):
            joined[-1] += line.strip()
        else:
            joined.append(line)
    return Phrase("|".join(joined))
