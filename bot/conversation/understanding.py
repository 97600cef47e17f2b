"""Typed answers: a number or a label of what was offered."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from bot.conversation.folding import digits, folded, visible
from bot.conversation.memory import Offered

_NUMBER = re.compile(r"\d+")
_SURE = 85  # of 100; below it, a misspelt label is asked again rather than guessed
_LONGEST = 200  # characters; no label is so long
_CLEAR = 6  # the second best must be this much worse


def choice_in(text: str, offered: Sequence[Offered], *, is_exact: bool = False) -> str | None:
    """The id of the choice that this text names, by its number or its (misspelt) label."""
    if len(text) > _LONGEST:
        return None
    number = digits(visible(text)).strip(" .)-")
    if number.isdecimal():
        numbered = [one for one in offered if one.numbered]
        if len(number) <= 3 and 1 <= int(number) <= len(numbered):
            return numbered[int(number) - 1].id
    return _label_in(folded(text), offered, is_exact=is_exact)


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
