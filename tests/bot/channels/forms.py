"""Forms to be said."""

from bot.channels.channel import Saying
from bot.wording.form import Button, Form, Layout


def form(text="When would you like to come?", **changes):
    """A screen with two choices and a way back."""
    values = {
        "language": "en",
        "text": text,
        "plain": f"{text}\n1. 10:00\n2. 10:30",
        "layout": Layout.BUTTONS,
        "choices": (Button("10:00", "t3.0"), Button("10:30", "t3.1")),
        "navigation": (Button("Back", "t3.2"), Button("Menu", "t3.3")),
    }
    return Form(**{**values, **changes})


def choices(number, label="Choice {}"):
    return tuple(Button(label.format(at), f"t3.{at}") for at in range(number))


def saying(shown=None, chat="1001", **changes):
    return Saying(chat, shown or form(), **changes)
