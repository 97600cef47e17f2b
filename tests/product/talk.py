"""Stories as they are written: one conversation in one language per file.

    now: 2027-03-01 10:00    headers first: now (the salon's clock), salon, language,
    channels: telegram       where it can happen (else on all)

    > text                   the customer types it
    > [label]                taps, presses, or types the number of this choice
    > (contact)              shares the own phone number
    < text                   the bot says it; several such lines are one message, `...` skips words
    < [label] [label]        the choices of that message, in order
    + 15 minutes             time passes
    $ pay                    on the pay page: pay, pay late, decline, close
    staff < text             the newest message of the staff's group, as it reads now
    staff > [label]          the owner taps this button of it
    staff > text             the owner replies to it

`other` before a line: another customer; `telegram`, `whatsapp` or `numbered`: only there.
"""

import re
from dataclasses import dataclass

HEADERS = ("salon", "now", "language", "channels")
_LINE = re.compile(r"(?P<who>(?:[a-z]+ )*)(?P<kind>[<>+$]) ?(?P<text>.*)")
_CHOICES = re.compile(r"(?:\[[^\]]+\] ?)+")
_SPEAKERS = ("other", "staff")  # besides the customer
_CHANNELS = ("numbered", "telegram", "whatsapp")


@dataclass(frozen=True)
class Step:
    """One line, or several `<` lines that are one message."""

    kind: str  # type, choose, contact, time, pay, hear
    at: int  # line number
    who: str = ""  # "": the customer; "other", "staff"
    only: str = ""  # the one channel on which it happens
    text: str = ""
    choices: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Story:
    headers: dict[str, str]
    steps: tuple[Step, ...]


def read_story(text: str) -> Story:
    """ValueError names the line that is none of the known kinds."""
    headers: dict[str, str] = {}
    steps: list[Step] = []
    message_ended = True
    for at, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            message_ended = True
            continue
        if not steps and (header := re.fullmatch(r"([a-z]+): (.+)", line)):
            headers[_known(header[1], HEADERS, at)] = header[2]
            continue
        step = _step(line, at)
        if step.kind == "hear" and not message_ended and _same_message(steps[-1], step):
            steps[-1] = _joined(steps[-1], step)
        else:
            steps.append(step)
        message_ended = step.kind != "hear"
    return Story(headers, tuple(steps))


def _step(line: str, at: int) -> Step:
    found = _LINE.fullmatch(line)
    if not found:
        raise ValueError(f"line {at} is of no known kind: {line}")
    words, text = found["who"].split(), found["text"]
    for word in words:
        _known(word, (*_SPEAKERS, *_CHANNELS), at)
    only = next((word for word in words if word in _CHANNELS), "")
    who = next((word for word in words if word in _SPEAKERS), "")
    match found["kind"]:
        case "<" if choices := _CHOICES.fullmatch(text):
            return Step("hear", at, who, only, choices=_labels(choices[0]))
        case "<":
            return Step("hear", at, who, only, text)
        case ">" if text == "(contact)":
            return Step("contact", at, who, only)
        case ">" if _CHOICES.fullmatch(text):
            return Step("choose", at, who, only, text[1:-1])
        case ">":
            return Step("type", at, who, only, text)
        case "+":
            return Step("time", at, text=text)
        case _:
            _known(text, ("pay", "pay late", "decline", "close"), at)
            return Step("pay", at, who, text=text)


def _same_message(before: Step, step: Step) -> bool:
    return before.kind == "hear" and (before.who, before.only) == (step.who, step.only)


def _joined(before: Step, step: Step) -> Step:
    if step.choices is None:
        text = f"{before.text} {step.text}".strip()
        return Step("hear", before.at, before.who, before.only, text, before.choices)
    choices = (*(before.choices or ()), *step.choices)
    return Step("hear", before.at, before.who, before.only, before.text, choices)


def _labels(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\[([^\]]+)\]", text))


def _known(word: str, known: tuple[str, ...], at: int) -> str:
    if word not in known:
        raise ValueError(f"line {at}: {word!r} is none of {', '.join(filter(None, known))}")
    return word
