"""No text breaks who reads it, however its words are thrown together."""

import json
import random
from datetime import date, datetime

import pytest

from bot.conversation.understanding.agreement import agrees, refuses
from bot.conversation.understanding.reading import Reader
from tests.bot.test_utterances import OWN
from tests.bot.understanding.chats import opened_salon

NOW = "2027-04-14T11:00:00+03:00"
ODD = "12:99 99 31/02/1448 ٣٢ 24:00 0:00 1448/13/40 -- / 2027-99-99 9999/9/9 @ 5: 1.2.3.4 10- –"
SIGNS = "?!.,،/ \n0٩-'~"
TEXTS = 500


def texts(chance):
    """Messages of the corpora cut and joined, and words of them and others in any order."""
    said = [row["text"] for file in OWN.glob("*.json") for row in _rows(file)]
    words = [*ODD.split(), *(word for text in said for word in text.split())]
    for _ in range(TEXTS):
        if chance.random() < 0.5:
            text = " ".join(chance.choices(words, k=chance.randint(1, 12)))
        else:
            first, second = chance.choice(said).split(), chance.choice(said).split()
            text = " ".join(
                first[: chance.randint(0, len(first))] + second[chance.randint(0, len(second)) :]
            )
        at = chance.randint(0, len(text))
        yield text[:at] + chance.choice(SIGNS) + text[at + chance.randint(0, 2) :]


def _rows(file):
    return json.loads(file.read_text(encoding="utf-8"))["utterances"]


@pytest.mark.parametrize("name", ["barber", "women"])
async def test_any_text_is_read(name, tmp_path, sqlite_template):
    now = datetime.fromisoformat(NOW)
    async with opened_salon(OWN / f"{name}.toml", now, tmp_path, sqlite_template) as salon:
        reader = Reader(await salon.catalogue())
    for text in texts(random.Random(name)):  # noqa: S311 - the same texts every time
        try:
            reader.read(text, date(2027, 4, 14))
            agrees(text), refuses(text)
        except Exception as error:
            raise AssertionError(text) from error


async def test_a_name_of_two_words_may_be_the_last_of_a_message(tmp_path, sqlite_template):
    now = datetime.fromisoformat(NOW)
    async with opened_salon(OWN / "women.toml", now, tmp_path, sqlite_template) as salon:
        known = await salon.catalogue()
    meaning = Reader(known).read("استشوار بكرة ٥ العصر مع سارة احمد", now.date())
    assert [known.staff_member(one).name.in_("en") for one in meaning.staff] == ["Sara Ahmed"]
