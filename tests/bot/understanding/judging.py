"""Judges what the screen after one message holds and asks, by the rules of the utterances' form."""

from dataclasses import dataclass
from datetime import datetime

from booking.sky import prayer_times
from bot.conversation.folding import folded
from tests.bot.understanding.chats import numbers_in
from tests.bot.understanding.holding import Holding

RIGHT, MISS, WRONG = "right", "miss", "wrong"
STARTS = {"service", "category", "menu", "welcome", "language"}
BOOKING = {
    "service": "service",
    "category": "service",
    "which_service": "which_service",
    "staff": "staff",
    "which_staff": "which_staff",
    "for_whom": "for",
    "whom": "for",
    "welcome": "service",
    "day": "date",
    "week": "date",
    "month": "date",
    "which_day": "which_date",
    "time": "time",
    "times_within": "time",
    "nearest_times": "time",
    "which_time": "which_time",
    "name": "name",
    "phone": "phone",
    "confirm": "confirm",
    "change": "change",
    "menu": "menu",
}
OWN = {"bookings", "booking", "cancel", "change_booking"}


@dataclass(frozen=True)
class Verdict:
    grade: str
    why: str = ""


class Judge:
    def __init__(self, salon, parts, names):
        self._salon, self._parts, self._names = salon, parts, names
        self._holding = Holding(salon, names)

    def about(self, context):
        self._holding.context = context

    def judge(self, row, answer, seeded):
        """The worst of what is wrong with it."""
        expect = row["expect"]
        found = [*self._harm(row, answer, seeded)]
        intents = _list(expect.get("intent", "book"))
        if "book" in intents and not (len(intents) > 1 and self._is_intent(intents, row, answer)):
            found += self._booking(row, answer)
        elif not self._is_intent(intents, row, answer):
            found.append(Verdict(MISS, f"is no {'/'.join(intents)}: {self._seen(answer)}"))
        if expect.get("says") and not set(expect["says"]) <= numbers_in(answer.text):
            found.append(Verdict(MISS, f"does not say {expect['says']}"))
        wanted = expect.get("reply") or row["lang"]
        if wanted != "mixed" and answer.language != wanted:
            found.append(Verdict(MISS, f"answers in {answer.language}"))
        for grade in (WRONG, MISS):
            if why := [one.why for one in found if one.grade == grade]:
                return Verdict(grade, "; ".join(why))
        return Verdict(RIGHT)

    def _harm(self, row, answer, seeded):
        """Booked, cancelled or moved though it should not be, or the reverse."""
        expect = row["expect"]
        new = [one for one in answer.bookings if one[0] not in {old[0] for old in answer.stored}]
        if [one for one in answer.bookings if one not in new] != list(answer.stored):
            yield Verdict(WRONG, "a booking was changed")
        if new and expect.get("booked") is not True:
            yield Verdict(WRONG, "booked")
        if isinstance(expect.get("booked"), bool):
            exists = bool(answer.bookings) if expect["booked"] and seeded else bool(new)
            if exists != expect["booked"]:
                yield Verdict(WRONG if exists else MISS, f"booked is {exists}")
        started = not answer.talk.draft.is_empty and not answer.talk.draft.moving
        if "book" not in _list(expect.get("intent", "book")) and "context" not in row and started:
            yield Verdict(WRONG, f"a booking was begun: {self._holding.held(answer)}")
        if "book" not in _list(expect.get("intent", "book")) and "context" in row:
            yield from self._kept(row, answer)

    def _kept(self, row, answer):
        """A question leaves the draft as it was."""
        before = row["context"].get("draft", {})
        held = self._holding.held(answer)
        after = {"service": held.service, "staff": held.staff, "date": held.date, "time": held.time}
        if answer.talk.draft.moving:
            return
        changed = [name for name, value in after.items() if value and before.get(name) != value]
        if changed:
            yield Verdict(WRONG, f"changed the draft: {held}")

    def _booking(self, row, answer):
        expect, held = row["expect"], self._holding.held(answer)
        fields = {"service": held.service, "staff": held.staff, "date": held.date}
        for name, value in {**fields, "time": held.time, "for": held.whom}.items():
            if name in expect:
                yield from self._field(name, expect[name], value, row, answer)
        if expect.get("part") and held.time is None:
            yield from self._part(expect["part"], answer)
        if expect.get("ask") is not None and not answer_is_booked(answer):
            yield from self._asked(_list(expect["ask"]), answer, held, expect)

    def _field(self, name, wanted, value, row, answer):
        """`value` is one that is held, a set that is asked between, or None."""
        options = wanted["any_of"] if isinstance(wanted, dict) else [wanted]
        options = [self._resolved(one, name, row, answer) for one in options]
        if any(_agrees(option, value, name) for option in options):
            return
        if isinstance(value, frozenset) and None in options:  # it is left open and asked
            return
        if isinstance(value, frozenset) or value is None:
            open_ = isinstance(value, frozenset) and any(
                isinstance(one, frozenset) for one in options
            )
            if open_ and any(isinstance(one, frozenset) and not one & value for one in options):
                yield Verdict(WRONG, f"{name} is asked between others: {sorted(value)}")
            elif value is None and None not in options:
                yield Verdict(MISS, f"{name} is open")
            elif options != [None]:
                yield Verdict(MISS, f"{name} is asked between {sorted(value or ())}")
        else:
            yield Verdict(WRONG, f"{name} is {value}")

    def _resolved(self, wanted, name, row, answer):
        if isinstance(wanted, list):
            return frozenset(wanted)
        if isinstance(wanted, str) and wanted.startswith("row "):
            offered = answer.was_offered[int(wanted[4:]) - 1].id
            return self._of_choice(offered)
        if isinstance(wanted, str) and name == "service" and "+" in wanted:
            return "+".join(sorted(wanted.split("+")))
        return wanted

    def _of_choice(self, offered):
        kind, _, value = offered.partition(":")
        match kind:
            case "service" | "staff":
                return self._names[int(value)]
            case "anyone":
                return "any"
            case "at":
                return self._holding.clock(datetime.fromisoformat(value))
            case _:
                return value

    def _asked(self, wanted, answer, held, expect):
        place = answer.talk.place
        asked = BOOKING.get(place.name if place else "", place and place.name)
        if asked in wanted or (asked == "service" and "menu" in wanted):
            return
        plain = asked.removeprefix("which_") if asked else asked
        if plain in wanted:  # one of few is as good as one of all
            return
        if f"which_{asked}" in wanted and self._can_choose(asked, expect, answer):
            return
        if asked == "for" and (expect.get("for") or "for" in wanted):
            return
        grade = WRONG if asked == "confirm" else MISS
        yield Verdict(grade, f"asks {asked}, not {'/'.join(map(str, wanted))}")

    def _can_choose(self, asked, expect, answer):
        wanted = expect.get({"date": "date"}.get(asked, asked))
        options = wanted["any_of"] if isinstance(wanted, dict) else [wanted]
        offered = {self._of_choice(one.id) for one in answer.talk.offered}
        return any(isinstance(one, list) and set(one) <= offered for one in options)

    def _part(self, wanted, answer):
        offered = [
            one.id.partition(":")[2] for one in answer.talk.offered if one.id.startswith("at:")
        ]
        numbered = [
            one.id.partition(":")[2]
            for one in answer.talk.offered
            if one.id.startswith("at:") and one.numbered
        ]
        starts = [datetime.fromisoformat(one) for one in numbered or offered]
        if not starts:
            if answer.talk.draft.wish.part is None:
                yield Verdict(MISS, "the part of the day is lost")
            return
        day = starts[0].astimezone(self._salon.zone).date()
        if wanted == "earliest":
            if len(starts) > 1:
                yield Verdict(MISS, "more than the earliest is offered")
            return
        first, last = self._window(wanted, day)
        for start in starts:
            at = self._minute(start, day)
            if (first is not None and at < first) or (last is not None and at > last):
                yield Verdict(MISS, f"{self._holding.clock(start)} is outside {wanted}")
                return

    def _window(self, wanted, day):
        edges = wanted.split("-") if wanted not in self._parts else self._parts[wanted]
        return tuple(None if edge is None else self._edge(edge, day) for edge in edges)

    def _edge(self, edge, day):
        if ":" in edge:
            hours, minutes = edge.split(":")
            return int(hours) * 60 + int(minutes)
        place = self._salon.location
        at = (place.latitude, place.longitude)
        names = ("fajr", "dhuhr", "asr", "maghrib", "isha")
        return prayer_times(day, at, "umm_al_qura", self._salon.zone)[names.index(edge)]

    def _minute(self, start, day):
        local = start.astimezone(self._salon.zone)
        return (local.date() - day).days * 1440 + local.hour * 60 + local.minute

    def _seen(self, answer):
        return f"{answer.talk.place and answer.talk.place.name}: {answer.text[:60]!r}"

    def _is_intent(self, wanted, row, answer):
        return any(self._shows(intent, row, answer) for intent in wanted)

    def _shows(self, intent, row, answer):
        name, text = answer.talk.place and answer.talk.place.name, answer.text
        in_context = "context" in row
        match intent:
            case "my_bookings" | "cancel" | "move":
                changes = answer.talk.draft.moving is not None
                return (
                    name in OWN or changes or (intent == "cancel" and in_context and name == "menu")
                )
            case "human":
                return self._salon.phone in text or self._salon.phone[1:] in text
            case "language":
                return name == "language" or answer.language == row["expect"].get("reply")
            case "stop":
                return "advertising" in text or "إعلان" in text
            case "prices":
                return name == "prices" or self._names_a_price(text)
            case "where":
                return "maps.google" in text
            case "hours":
                return name == "hours" or (in_context and text.count("AM") + text.count("ص") > 0)
            case "greeting" | "other":
                return name in STARTS or in_context
            case _:
                return False

    def _names_a_price(self, text):
        numbers = numbers_in(text)
        return any(one.price.amount in numbers for one in self._salon.services)


def answer_is_booked(answer):
    return any(one not in answer.stored for one in answer.bookings)


def _agrees(wanted, value, name):
    if name == "for" and isinstance(wanted, str) and isinstance(value, str):
        return folded(wanted) == folded(value)
    return wanted == value


def _list(value):
    return value if isinstance(value, list) else [value]
