"""The words: every text of the code is in every language, whole."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.conversation.welcome import LANGUAGES
from bot.wording.catalogues import FOLDER, read_catalogues

ROOT = Path(__file__).parents[2]
_KEYWORDS = {"msg": None, "nmsg": (1, 2)}
_PLACEHOLDER = re.compile(r"\{(\w*)\}")


def template():
    return read_po(BytesIO((FOLDER / "bot.pot").read_bytes()))


def catalogue(language):
    path = FOLDER / language / "LC_MESSAGES" / "bot.po"
    return read_po(BytesIO(path.read_bytes()), locale=language)


def texts(messages):
    return {message.id for message in messages if message.id}


def forms(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


def ids(message):
    return message.id if isinstance(message.id, tuple) else (message.id,)


def test_the_template_is_what_the_code_says():
    """If not: `make messages`."""
    found = extract_from_dir(ROOT, [("bot/**.py", "python")], keywords=_KEYWORDS)
    assert texts(template()) == {text for _, _, text, _, _ in found}


def test_there_is_a_catalogue_for_every_language_that_can_be_chosen():
    assert read_catalogues().keys() == LANGUAGES.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_text_and_no_other(language):
    assert texts(catalogue(language)) == texts(template())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_in_all_its_forms(language):
    messages = [message for message in catalogue(language) if message.id]
    assert [one.id for one in messages if one.fuzzy or not all(forms(one))] == []


@pytest.mark.parametrize(("language", "number"), [("ar", 6), ("en", 2)])
def test_plurals_have_the_forms_that_the_language_has(language, number):
    found = catalogue(language)
    assert found.num_plurals == number
    plurals = [one for one in found if isinstance(one.id, tuple)]
    assert plurals
    assert {len(forms(one)) for one in plurals} == {number}


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_those_of_the_original(language):
    for message in catalogue(language):
        if not message.id:
            continue
        wanted = {name for text in ids(message) for name in _PLACEHOLDER.findall(text)}
        for form in forms(message):
            # "One" and "two" may be said without the number.
            assert set(_PLACEHOLDER.findall(form)) | {"n"} == wanted | {"n"}, message.id


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "وقت متاح واحد"),
        (2, "وقتان متاحان"),
        (3, "3 أوقات متاحة"),
        (11, "11 وقتًا متاحًا"),
        (100, "100 وقت متاح"),
    ],
)
def test_arabic_counts_as_arabic_does(number, said):
    arabic = read_catalogues()["ar"]
    shown = arabic.ngettext("{n} free time", "{n} free times", number).format(n=number)
    assert shown == said
