"""Typed answers: a number or a label of what was offered."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from bot.conversation.folding import digits, folded, visible
from bot.conversation.memory import Offered
from bot.conversation.understanding.numbers import HOURS, ORDINALS
from bot.conversation.understanding.sheet import Sheet, one_of, phrases

_NUMBER = re.compile(r"\d+")
_SURE = 85  # of 100; below it, a misspelt label is asked again rather than guessed
_LONGEST = 200  # characters; no label is so long
_CLEAR = 6  # the second best must be this much worse
_ASKING = phrases(
    r"""
    (?:please|pls|plz|thanks|,)
    (?:i want|id like|i would like|give me|show me|choose|take|put me on|add me to|join)(?: the)?
    (?:لو سمحت|لو سمحتي|من فضلك|شكرا|تكفي|ابي|ابغي|اريد|ودي|حطوني (?:في|علي)|حطني (?:في|علي)
        |سجلني (?:في|علي)|ضيفوني (?:في|علي))
    """
)
_PLACE = re.compile(
    rf" (?:(?:the|number|no|option|choice|رقم|خيار|الخيار|ال) )*"
    rf"(?:(?P<place>\d{{1,2}}(?: (?:st|nd|rd|th))?|{one_of('|'.join(ORDINALS))}|last|الاخير|الاخيره"
    rf"|اخر)|(?:number|option|choice|رقم|خيار) (?P<number>{one_of('|'.join(HOURS))}))"
    rf"(?: (?:one|option|واحد|واحده|خيار))?(?: (?:please|pls|plz|thanks|لو سمحت|من فضلك|شكرا|,))* "
)


def choice_in(text: str, offered: Sequence[Offered], *, is_exact: bool = False) -> str | None:
    """The id of the choice that this text names, by its number or its (misspelt) label."""
    if len(text) > _LONGEST:
        return None
    number = digits(visible(text)).strip(" .)-")
    if number.isdecimal():
        numbered = [one for one in offered if one.numbered]
        if len(number) <= 3 and 1 <= int(number) <= len(numbered):
            return numbered[int(number) - 1].id
    if not is_exact and (placed := _placed(text, offered)):
        return placed
    if is_exact:
        return _label_in(folded(text), offered, is_exact=True)
    return _label_in(folded(text), offered, is_exact=False) or _asked_for(text, offered)


def _asked_for(text: str, offered: Sequence[Offered]) -> str | None:
    """The choice whose label is what is left without words of asking, or begins so."""
    said = folded(" ".join(_ASKING.sub(" ", Sheet(text).line).split()))
    if not said or _NUMBER.search(said):
        return None
    labels = {one.id: folded(one.label) for one in offered}
    exact = [id_ for id_, label in labels.items() if label == said]
    begun = [id_ for id_, label in labels.items() if label.startswith(f"{said} ")]
    found = exact or (begun if " " in said else [])
    return found[0] if len(found) == 1 else None


def _placed(text: str, offered: Sequence[Offered]) -> str | None:
    """The choice that is named by its place: "the second one"."""
    found = _PLACE.fullmatch(Sheet(text).line)
    numbered = [one for one in offered if one.numbered]
    if not found or not numbered:
        return None
    said = found["place"] or str(HOURS[found["number"]])
    if said in ("last", "الاخير", "الاخيره", "اخر"):
        return numbered[-1].id
    number = int(said.split()[0]) if said[0].isdecimal() else ORDINALS[said]
    return numbered[number - 1].id if 1 <= number <= len(numbered) else None


def _label_in(said: str, offered: Sequence[Offered], *, is_exact: bool) -> str | None:
    labels = {at: folded(one.label) for at, one in enumerate(offered)}
    exact = {offered[at].id for at, label in labels.items() if label == said}
    if said and len(exact) == 1:  # a notice may offer what is offered already
        return exact.pop()
    if is_exact or len(said) < 3 or said.isdecimal():
        return None
    # Another number is another day or time, not a misspelt one.
    if numbers := _NUMBER.findall(said):
        labels = {at: one for at, one in labels.items() if _NUMBER.findall(one) == numbers}
    best = process.extract(said, labels, scorer=fuzz.ratio, score_cutoff=_SURE, limit=2)
    if len(best) == 1 or (len(best) == 2 and best[0][1] - best[1][1] >= _CLEAR):
        return offered[best[0][2]].id
    return None
