"""Templates in words: as they are shown for approval, and filled in when they are sent."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.conversation.screen import Template
from bot.conversation.templates import SAMPLES
from bot.wording.form import Filled
from bot.wording.localization import Localization, Wording

_ARGUMENT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A template in one language: {1}, {2} ... stand for the arguments, `samples` are theirs."""

    name: str
    language: str
    body: str
    titles: tuple[str, ...]
    samples: tuple[str, ...]
    data: tuple[str, ...]  # samples of what the buttons carry


def sentences(wording: Wording) -> Iterator[Sentence]:
    """Every template in every language."""
    for language in wording.catalogues:
        words = wording.in_(language)
        for template in SAMPLES:
            yield _sentence(template, words)


def filled(template: Template, words: Localization) -> Filled:
    """The template with its values in one language."""
    arguments = template.text.arguments
    return Filled(
        template.name,
        tuple(words.argument(arguments[name]) for name in _names(template)),
        tuple(choice.id for choice in template.choices),
    )


def _sentence(template: Template, words: Localization) -> Sentence:
    numbers = {name: number for number, name in enumerate(_names(template), 1)}
    shown = filled(template, words)
    return Sentence(
        name=template.name,
        language=words.language,
        body=_ARGUMENT.sub(lambda found: f"{{{numbers[found[1]]}}}", words.pattern(template.text)),
        titles=tuple(words.say(choice.label) for choice in template.choices),
        samples=shown.values,
        data=shown.data,
    )


def _names(template: Template) -> Sequence[str]:
    """In the order in which the untranslated sentence has them, whatever a language does."""
    return list(dict.fromkeys(_ARGUMENT.findall(template.text.literal)))
