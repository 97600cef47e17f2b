"""However much there is to say, it fits into one message, and every number can be answered."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.errors import Misuse
from bot.channels.whatsapp.lines import in_lines
from bot.wording.form import Button, Layout
from tests.bot.channels.forms import form

LONGEST = 1600


def numbered(rows, before="Which one?", after="You can also write: back or menu."):
    """A form of (label, description), as rendering makes it."""
    lines = [
        f"{number}. {label}" + (f" ({description})" if description else "")
        for number, (label, description) in enumerate(rows, 1)
    ]
    plain = f"{before}\n\n" + "\n".join(lines) + f"\n\n{after}"
    buttons = tuple(Button(label[:20], f"t3.{at}", more) for at, (label, more) in enumerate(rows))
    return form(text=plain, plain=plain, layout=Layout.TEXT, choices=buttons)


def numbers(text):
    return [int(found) for found in re.findall(r"^(\d+)\. ", text, re.MULTILINE)]


def test_what_fits_is_left_as_it_is():
    shown = numbered([("Haircut (short)", "45 minutes (SAR 115)")] * 20)
    assert in_lines(shown) == shown.plain


def test_descriptions_go_first():
    text = in_lines(numbered([(f"Service {at} (long)", "d" * 72) for at in range(30)]))
    assert "1. Service 0 (long)\n2. Service 1 (long)\n" in text
    assert text.endswith("You can also write: back or menu.")


def test_a_description_that_the_button_had_to_cut_goes_as_a_whole():
    shown = numbered([("Haircut", "d" * 80)] * 20)
    cut = tuple(Button(one.label, one.data, "d" * 71 + "…") for one in shown.choices)
    assert "dd" not in in_lines(form(plain=shown.plain, choices=cut))


def test_then_the_ends_of_the_longest_rows_and_every_number_stays():
    rows = [("Short", ""), *[("L" * 60, "")] * 40]
    text = in_lines(numbered(rows))
    assert numbers(text) == list(range(1, 42))
    assert "\n1. Short\n2. LLLL" in text
    assert len(text) <= LONGEST
    assert text.endswith("You can also write: back or menu.")


@pytest.mark.parametrize("layout", [Layout.TEXT, Layout.BUTTONS])
def test_a_text_without_rows_is_cut_itself(layout):
    text = in_lines(form("x" * 2000, plain="x" * 2000, layout=layout))
    assert text == "x" * 1599 + "…"


def test_nothing_is_not_said():
    with pytest.raises(Misuse):
        in_lines(form(" \n", layout=Layout.TEXT))


@given(
    st.lists(st.tuples(st.text("aب .", min_size=1, max_size=90), st.text("dت()", max_size=72)),
             max_size=60),
    st.text("xس\n", max_size=1800),
)  # fmt: skip
def test_whatever_is_said_fits(rows, before):
    text = in_lines(numbered(rows, before))
    assert len(text) <= LONGEST
