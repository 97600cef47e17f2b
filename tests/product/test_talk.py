"""A story that is not understood is not played as if it were."""

import pytest

from tests.product.player import matches
from tests.product.talk import Step, read_story

HEADERS = "now: 2027-03-01 10:00\nlanguage: en\n\n"


def steps(text):
    return read_story(HEADERS + text).steps


@pytest.mark.parametrize(
    "line",
    ["hello", "? hi", "nobody > hi", "telegraph < hi", "$ steal", "colour: red", "*", "- 1 minute"],
)
def test_a_line_of_no_known_kind_is_an_error(line):
    with pytest.raises(ValueError, match="line 5"):
        steps(f"> hi\n{line}".replace("> hi\ncolour", "\ncolour"))


def test_lines_of_the_bot_are_one_message_until_a_blank_line():
    first, second = steps("< one\n< two\n< [A] [B]\n\n< three")
    assert (first.text, first.choices) == ("one two", ("A", "B"))
    assert (second.text, second.choices) == ("three", None)


def test_a_line_may_be_of_one_channel_and_of_another_customer():
    (step,) = steps("telegram other > (contact)")
    assert step == Step("contact", 4, "other", "telegram")


@pytest.mark.parametrize(
    ("expected", "text", "agrees"),
    [
        ("Code: ... Service: Cut", "Code: AB12\nService: Cut", True),
        ("Service: Cut With: Noor", "Service: Cut · With: Noor", True),
        ("Service: Cut", "Service: Cut\nWith: Noor", False),
        ("...", "", True),
        ("Choose:", "Choose. You can also write: Back or Menu.", True),
        ("a.c", "abc", False),
    ],
)
def test_words_have_to_agree_and_line_breaks_do_not(expected, text, agrees):
    assert matches(expected, text) is agrees
