"""A screen in the richest form that a channel can show."""

from collections.abc import Sequence

from bot.conversation.screen import Choice, Screen, msg
from bot.conversation.tokens import turn_token
from bot.conversation.turn import Turn
from bot.wording.form import Button, Capabilities, Form, Layout, Spot
from bot.wording.localization import Localization
from bot.wording.templates import filled

_ENDS_A_SENTENCE = (".", "?", "!", ":", "؟", "،")


def render(turn: Turn, words: Localization, can: Capabilities) -> Form | None:
    """The form to send; None where a channel need not hear of it.

    Choices become buttons if the channel has so many, else a list, else numbered lines. `plain`
    always says the same in numbered lines, for where buttons turn out not to be set up.
    """
    screen = turn.screen
    if screen.interim and not can.edits:
        return None
    buttons = _buttons(screen.choices, turn.talk.turn, 0, words)
    navigation = _buttons(screen.navigation, turn.talk.turn, len(buttons), words)
    lines = [words.say(line) for line in screen.lines]
    if screen.link and not can.links:
        lines.append(screen.link.url)
    small_print = [words.say(line) for line in screen.footer]
    footer = small_print
    if not can.navigation:
        footer = [*small_print, *_typed(screen.navigation, words)]
    plain = _sections(lines, _numbered(buttons), footer)
    if turn.is_notice:  # the numbers are those of the conversation beside it
        typed = _typed((*screen.choices, *screen.navigation), words)
        plain = _sections(lines, [*small_print, *typed])
    body = _sections(lines, footer) if can.lines_in_body else paragraph(_announcing(lines, footer))
    layout = _layout(screen, buttons, body, can)
    spelled_out = screen.numbered or (screen.explains and not can.list_rows)
    return Form(
        language=words.language,
        text=plain if spelled_out or layout is Layout.TEXT else body,
        plain=plain,
        layout=layout,
        choices=tuple(_fitted(button, layout, can) for button in buttons),
        navigation=tuple(navigation) if can.navigation else (),
        link=_link(screen, words) if can.links else None,
        columns=screen.columns,
        contact=words.say(screen.contact) if screen.contact and can.contact else "",
        template=filled(screen.template, words) if screen.template else None,
        keyboard_off=words.say(msg("All right.")) if turn.ends_contact and can.contact else "",
        document=screen.document,
        spot=_spot(screen, words),
    )


def _sections(*sections: Sequence[str]) -> str:
    return "\n\n".join("\n".join(section) for section in sections if section)


def _announcing(lines: Sequence[str], footer: Sequence[str]) -> list[str]:
    """One after the other; a colon that announces what is tapped does not announce the footer."""
    if lines and footer and lines[-1].endswith(":"):
        lines = [*lines[:-1], lines[-1].removesuffix(":") + "."]
    return [*lines, *footer]


def paragraph(lines: Sequence[str]) -> str:
    """The lines as one, for where no line break is allowed."""
    joined = ""
    for line in lines:
        if joined:
            joined += " " if joined.endswith(_ENDS_A_SENTENCE) else " · "
        joined += line
    return joined


def _buttons(choices: Sequence[Choice], turn: int, first: int, words: Localization) -> list[Button]:
    return [
        Button(
            label=words.label(choice.label),
            data=choice.id if choice.is_standing else turn_token(turn, first + at),
            description=words.say(choice.description) if choice.description else "",
        )
        for at, choice in enumerate(choices)
    ]


def _numbered(buttons: Sequence[Button]) -> list[str]:
    return [
        f"{number}. {button.label}" + (f" ({button.description})" if button.description else "")
        for number, button in enumerate(buttons, 1)
    ]


def _typed(choices: Sequence[Choice], words: Localization) -> list[str]:
    """Choices without a number as words to type, in the last line."""
    if not choices:
        return []
    *labels, last = [words.say(choice.label) for choice in choices]
    if not labels:
        return [words.say(msg("You can also write: {word}.", word=last))]
    comma = "، " if words.language == "ar" else ", "
    word = comma.join(labels)
    return [words.say(msg("You can also write: {word} or {other}.", word=word, other=last))]


def _layout(screen: Screen, buttons: Sequence[Button], body: str, can: Capabilities) -> Layout:
    if not buttons or (screen.numbered and not can.lines_in_body) or len(body) > can.body_length:
        return Layout.TEXT
    fits = all(len(button.label) <= can.button_length for button in buttons)
    if len(buttons) <= can.buttons and (fits or not can.list_rows):
        return Layout.BUTTONS
    return Layout.LIST if len(buttons) <= can.list_rows else Layout.TEXT


def _fitted(button: Button, layout: Layout, can: Capabilities) -> Button:
    length = can.row_length if layout is Layout.LIST else can.button_length
    description = button.description
    if layout is Layout.LIST and len(button.label) > length:  # below it there is room for all of it
        description = f"{button.label}: {description}" if description else button.label
    return Button(
        label=_cut(button.label, length),
        data=button.data,
        description=_cut(description, can.description_length),
    )


def _cut(text: str, length: int) -> str:
    """At most so long; cut between words if that costs no more than half of it."""
    if len(text) <= length:
        return text
    kept = text[: max(length - 1, 0)]
    words = kept.rpartition(" ")[0] if text[len(kept)] != " " else kept
    return (words if len(words) >= length // 2 else kept).rstrip() + "…"


def _spot(screen: Screen, words: Localization) -> Spot | None:
    if screen.venue is None:
        return None
    place = screen.venue.location
    name = screen.venue.name.in_(words.language)
    return Spot(place.latitude, place.longitude, name, place.address.in_(words.language))


def _link(screen: Screen, words: Localization) -> Button | None:
    if screen.link is None:
        return None
    return Button(label=words.say(screen.link.label), url=screen.link.url)
