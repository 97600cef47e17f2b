"""Templates as Content resources: what WhatsApp approves, and what is sent of them."""

import hashlib
from typing import Any

from bot.channels.whatsapp.contents import Definition, variable
from bot.channels.whatsapp.interactive import one_line
from bot.wording.form import Filled
from bot.wording.templates import Sentence

UTILITY = "UTILITY"
"""All of ours are about a booking that the customer made."""

_PREFIX = "template_"


def template_name(name: str) -> str:
    """By which its sid is kept."""
    return _PREFIX + name


def definition(sentence: Sentence) -> Definition:
    """The resource; another wording is another one, which has to be approved anew."""
    many = len(sentence.samples)
    body = sentence.body
    for number in range(1, many + 1):
        body = body.replace(f"{{{number}}}", variable(str(number)))
    samples = {str(at): value for at, value in enumerate(sentence.samples + sentence.data, 1)}
    return Definition(
        template_name(sentence.name),
        sentence.language,
        {_kind(sentence): _spec(sentence, body, many)},
        samples,
        category=UTILITY,
        version=_digest(body, *sentence.titles),
    )


def variables(template: Filled) -> dict[str, str]:
    """Every variable of the resource."""
    values = (*map(one_line, template.values), *template.data)
    return {str(number): value for number, value in enumerate(values, 1)}


def _kind(sentence: Sentence) -> str:
    return "twilio/quick-reply" if sentence.titles else "twilio/text"


def _spec(sentence: Sentence, body: str, many: int) -> dict[str, Any]:
    if not sentence.titles:
        return {"body": body}
    actions = [
        {"type": "QUICK_REPLY", "title": title, "id": variable(str(many + at))}
        for at, title in enumerate(sentence.titles, 1)
    ]
    return {"body": body, "actions": actions}


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:8]
