"""Labels that are too long for a channel are cut with care."""

import pytest

from bot.channels.telegram.capabilities import TELEGRAM
from bot.channels.whatsapp.capabilities import WHATSAPP
from bot.conversation.memory import Conversation
from bot.conversation.navigation import MENU
from bot.conversation.screen import Choice, Screen, msg, shown
from bot.conversation.turn import Turn
from bot.wording.form import Layout
from bot.wording.localization import Wording
from bot.wording.rendering import render

LONG = "Protein treatment for damaged hair"


def form(*choices, can=WHATSAPP, language="en"):
    turn = Turn(Conversation(), Screen((msg("Which service would you like?"),), choices))
    return render(turn, Wording.load().in_(language), can)


def rows(*labels, description="2 hours"):
    choices = [Choice(f"c{at}", shown(one), shown(description)) for at, one in enumerate(labels)]
    found = form(*choices)
    assert found.layout is Layout.LIST
    return found.choices


def test_a_label_that_is_too_long_for_a_row_is_cut_between_words_and_said_below():
    first, second, *_ = rows(LONG, "Cut", "Braids", "Henna")
    assert (first.label, first.description) == ("Protein treatment for…", f"{LONG}: 2 hours")
    assert (second.label, second.description) == ("Cut", "2 hours")


@pytest.mark.parametrize(
    ("label", "cut"),
    [
        ("Protein treatment forever", "Protein treatment…"),
        ("Protein treatment for you", "Protein treatment for…"),
        ("Haarverlängerungsbehandlung", "Haarverlängerungsbehand…"),
        ("علاج بالبروتين للشعر التالف", "علاج بالبروتين للشعر…"),
        ("A Haarverlängerungsbehandlung", "A Haarverlängerungsbeha…"),
        ("x" * 24, "x" * 24),
    ],
)
def test_a_row_has_at_most_twenty_four_characters(label, cut):
    assert rows(label, "Cut", "Braids", "Henna")[0].label == cut
    assert len(cut) <= WHATSAPP.row_length


def test_a_description_has_at_most_seventy_two_characters():
    found = rows("Cut", "Braids", "Henna", "Brows", description="word " * 30)
    assert len(found[0].description) <= WHATSAPP.description_length
    assert found[0].description.endswith("word…")


def test_what_can_be_tapped_has_no_marks_of_direction():
    named = Choice("c", msg("With: {name}", name="Sara"))
    (button,) = form(named, can=TELEGRAM).choices
    assert button.label == "With: Sara"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Your bookings. You can also write: \u2068Menu\u2069."),
        ("ar", "حجوزاتك. يمكنك أيضًا كتابة: \u2068القائمة\u2069."),
    ],
)
def test_a_colon_before_what_is_tapped_does_not_announce_what_can_be_typed(language, said):
    screen = Screen((msg("Your bookings:"),), (Choice("c", shown("Monday")),), (MENU,))
    form = render(Turn(Conversation(), screen), Wording.load().in_(language), WHATSAPP)
    assert form.text == said
    assert form.plain.splitlines()[0].endswith(":")
