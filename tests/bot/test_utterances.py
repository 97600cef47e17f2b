"""What customers write is understood: every utterance is said to the real conversation.

UTTERANCES=FILE plays another file of the same form; its catalogue lies beside it.
"""

import json
import os
import sys
import tomllib
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from tests.bot.understanding.chats import draft_of, opened_salon, place_of, tomorrow
from tests.bot.understanding.judging import MISS, RIGHT, WRONG, Judge

OWN = Path(__file__).parent / "utterances"
ENOUGH = 0.95
_ABOUT_A_BOOKING = {"my_bookings", "cancel", "move"}


def _files():
    if named := os.environ.get("UTTERANCES"):
        return [Path(named)]
    return sorted(OWN.glob("*.json"))


@pytest.mark.parametrize("file", _files(), ids=lambda file: file.stem)
async def test_what_customers_write_is_understood(file, in_memory, sqlite_template, capsys):
    content = json.loads(file.read_text(encoding="utf-8"))
    now = datetime.fromisoformat(content["now"])
    catalogue = file.parent / content["salon"]
    verdicts = []
    async with opened_salon(catalogue, now, in_memory, sqlite_template) as salon:
        player = await Player.of(salon, content, catalogue)
        verdicts += [(row, await player.play(row)) for row in content["utterances"]]
    with capsys.disabled():
        sys.stdout.write(report(file.stem, verdicts))
    counted = [verdict for row, verdict in verdicts if not row.get("stretch")]
    right = sum(verdict.grade == RIGHT for verdict in counted)
    assert [row["id"] for row, verdict in verdicts if verdict.grade == WRONG] == []
    assert right >= ENOUGH * len(counted)


class Player:
    """Plays the rows of one file, each in a fresh chat."""

    def __init__(self, salon, known, judge, ids, now):
        self._salon, self._known, self._judge, self._ids = salon, known, judge, ids
        self._now = now

    @classmethod
    async def of(cls, salon, content, catalogue):
        known = await salon.catalogue()
        ids = _ids(catalogue, known)
        names = {number: slug for slug, number in ids.items()}
        now = datetime.fromisoformat(content["now"])
        return cls(salon, known, Judge(known, content["parts"], names), ids, now)

    async def play(self, row):
        language = "ar" if row["lang"] == "ar" else "en"
        context = row.get("context", {})
        wanted = row["expect"].get("intent", "book")
        is_about = bool(_ABOUT_A_BOOKING & {*([wanted] if isinstance(wanted, str) else wanted)})
        chat, person = await self._salon.meet(language)
        booking = None
        screen = context.get("screen")
        if is_about or screen in ("reminder", "rating"):
            booking = await self._seeded(person, chat)
        if screen == "rating":
            await self._salon.visited(booking)
        if context:
            draft = draft_of(context.get("draft", {}), self._known, self._ids)
            await self._salon.stand(chat, place_of(context["screen"], booking), draft)
        answer = await self._salon.say(chat, row["text"])
        self._judge.about(context.get("draft", {}))
        verdict = self._judge.judge(row, answer, is_about)
        if answer.bookings:
            await self._salon.empty()
        return verdict

    async def _seeded(self, person, chat):
        service, staff = self._known.services[0], self._known.staff[0]
        day = tomorrow(self._now, self._known.zone)
        return await self._salon.book(person, chat, service, staff, day, 17 * 60)


def _ids(catalogue, known):
    """Numbers of services and staff by the catalogue's names for them."""
    said = tomllib.loads(catalogue.read_text(encoding="utf-8"))
    pairs = [(said["services"], known.services), (said["staff"], known.staff)]
    return {
        one["id"]: found.id for ones, all_ in pairs for one, found in zip(ones, all_, strict=True)
    }


def report(name, verdicts):
    counts = Counter(verdict.grade for _, verdict in verdicts)
    kinds = {}
    for row, verdict in verdicts:
        kinds.setdefault(row["kind"], Counter())[verdict.grade] += 1
    lines = [f"\n{name}: " + ", ".join(f"{counts[one]} {one}" for one in (RIGHT, MISS, WRONG))]
    for kind, of_kind in kinds.items():
        lines.append(f"  {kind:12} {of_kind[RIGHT]:4} {of_kind[MISS]:4} {of_kind[WRONG]:4}")
    for row, verdict in verdicts:
        if verdict.grade != RIGHT:
            stretch = " (stretch)" if row.get("stretch") else ""
            lines.append(f"  {verdict.grade}{stretch} {row['id']}: {row['text']} - {verdict.why}")
    return "\n".join(lines)
