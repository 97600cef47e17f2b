"""What is written names a choice if it can be no other, a slip of the finger included."""

import pytest

from bot.conversation.memory import Offered
from bot.conversation.understanding.answers import choice_in

SCREENS = {
    "confirmation": ("Confirm", "Add a service", "Change something"),
    "staff": ("Anyone", "Noor", "Noora", "Abdulrahman"),
    "days": ("Tuesday 2 March", "Tuesday 9 March", "Tuesday 23 March", "الثلاثاء 2 مارس"),
    "times": ("12:00 PM", "12:15 PM", "12:45 PM", "2:15 PM", "12:15 ص"),
}


def named(text, screen):
    labels = SCREENS[screen]
    found = choice_in(text, [Offered(label, label) for label in labels])
    return found and labels[labels.index(found)]


@pytest.mark.parametrize(
    ("text", "screen", "label"),
    [
        ("confirm", "confirmation", "Confirm"),
        ("confirn", "confirmation", "Confirm"),
        ("cofnirm", "confirmation", "Confirm"),
        ("add service", "confirmation", "Add a service"),
        ("٢", "confirmation", "Add a service"),
        ("abdulrahmann", "staff", "Abdulrahman"),
        ("noor", "staff", "Noor"),
        ("tuesdy 2 march", "days", "Tuesday 2 March"),
        ("tuesday 23 mar", "days", "Tuesday 23 March"),
        ("الثلاثا ٢ مارس", "days", "الثلاثاء 2 مارس"),
        ("12:15 pm", "times", "12:15 PM"),
        ("12.45pm", "times", "12:45 PM"),
    ],
)
def test_what_is_written_names_a_choice(text, screen, label):
    assert named(text, screen) == label


@pytest.mark.parametrize(
    ("text", "screen"),
    [
        ("confirm it please", "confirmation"),
        ("conf", "confirmation"),
        ("change", "confirmation"),
        ("4", "confirmation"),
        ("tuesday 3 march", "days"),
        ("tuesday 29 march", "days"),
        ("12:30 pm", "times"),
        ("1:15 pm", "times"),
        ("x" * 4000, "times"),
    ],
)
def test_what_may_mean_another_names_none(text, screen):
    assert named(text, screen) is None
