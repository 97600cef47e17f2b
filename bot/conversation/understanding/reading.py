"""Reads one message: rule by rule, what says more before what says less."""

from collections.abc import Sequence
from datetime import date
from functools import reduce

from booking.salon import Salon
from bot.conversation.understanding import aside_phrases
from bot.conversation.understanding.again import as_before
from bot.conversation.understanding.agreement import agrees
from bot.conversation.understanding.calendars import Day
from bot.conversation.understanding.clock import Clock, bare, clocks
from bot.conversation.understanding.days import Days
from bot.conversation.understanding.elsewhere import elsewhere
from bot.conversation.understanding.found import Found, in_order
from bot.conversation.understanding.intents import asks_to_book, intent_of, language_asked
from bot.conversation.understanding.meaning import Meaning
from bot.conversation.understanding.own_phrases import MY_BOOKING
from bot.conversation.understanding.parts import (
    EARLIEST,
    Part,
    both,
    friday_prayers,
    named_parts,
    opposite,
    ranges,
)
from bot.conversation.understanding.question_phrases import AND_HOW_MUCH
from bot.conversation.understanding.service_words import MEANING
from bot.conversation.understanding.services import Mention, ServiceNames
from bot.conversation.understanding.sheet import Sheet
from bot.conversation.understanding.staff import StaffNames, Who
from bot.conversation.understanding.turns_of_phrase import (
    are_alternatives,
    is_correction,
    is_unclear,
    said,
    wanted,
)
from bot.conversation.understanding.whom import NOT_NAMES, introduced, people

_TALK = """
    what about how maybe then possible instead change make rather prefer better works work suits
    suit works perfect lets go ill take choose pick book change need want come can could actually
    طيب وش رايك رايكم يصير ينفع يناسب يناسبني خلاص زين احسن افضل ياليت اوكي تمام خلها خليها
    اختار اخذ غير بدل كويس حلو اجل لكن بس عادي اجي بجي
"""
_SMALL = NOT_NAMES | frozenset(_TALK.split())


class Reader:
    """Reads the messages of one salon's customers; made once per salon and catalogue."""

    def __init__(self, salon: Salon) -> None:
        self._first, self._weekend = salon.first_weekday, salon.weekend
        self._moon = _begins_later(salon)
        self.services = ServiceNames(salon)
        self._staff = StaffNames(salon)

    def read(self, text: str, today: date, *, asked_with_whom: bool = False) -> Meaning:
        """What it says, on this day; `asked_with_whom`: a bare name is an answer to that."""
        sheet = Sheet(text)
        greets = bool(sheet.take(aside_phrases.GREETING))
        again = as_before(sheet)
        for aside in (aside_phrases.ASIDE, aside_phrases.NOT_TIMES, aside_phrases.ANY_TIME):
            sheet.take(aside)
        introduced(sheet)
        anyone = self._staff.anyone(sheet)
        prayed = friday_prayers(sheet)
        days = Days(today, self._first, self._weekend, self._moon).read(sheet)
        spans = [*elsewhere(sheet), *ranges(sheet)]
        times = self._times(sheet, days)
        parts = [*prayed, *named_parts(sheet)]
        known = self._staff.known(sheet, is_answer=asked_with_whom)
        services = self.services.read(sheet)
        who = people(sheet)
        unknown = self._staff.unknown(sheet)
        when, not_on = said(days, sheet)
        at, _ = said(times, sheet)
        spans_meant, not_in = said([*spans, *parts], sheet)
        with_whom, not_with = said([*anyone, *known, *unknown], sheet)
        what, not_what = wanted(services, sheet)
        return Meaning(
            intent=intent_of(sheet),
            books=asks_to_book(sheet),
            language=language_asked(sheet),
            services=tuple(one.value for one in what),
            not_services=tuple(id_ for one in not_what for id_ in one.value.services),
            either=are_alternatives(what, sheet) or is_unclear(what, sheet),
            adds=sheet.has(aside_phrases.ADDS) or _is_added(what, sheet),
            **_of_staff(with_whom, not_with),
            **_of_days(when),
            not_days=tuple(day for one in not_on for day in one.value.dates),
            **_of_times(at, spans_meant or _left_of_day(not_in)),
            again=again,
            whom=tuple(one.value for one in who.found if one.value.is_certain),
            several=who.several,
            greets=greets,
            unread=sum(
                sheet.is_left(at) and word.isalpha() and word not in _SMALL
                for at, word in enumerate(sheet.words)
            ),
            asks=sheet.has(aside_phrases.QUESTION),
            of_my_booking=sheet.has(MY_BOOKING),
            asks_price_last=sheet.has(AND_HOW_MUCH),
        )

    def _times(self, sheet: Sheet, days: Sequence[Found[Day]]) -> list[Found[Clock]]:
        """Those said as such, and bare numbers beside a day."""
        found = clocks(sheet)
        for at in range(len(sheet.words)):
            if not sheet.is_left(at) or not sheet.words[at].isdecimal():
                continue
            beside_day = any(day.to == at or day.at == at + 1 for day in days)
            other = next((one for one in found if _is_compared(at, one, sheet)), None)
            if (other and (clock := _like(sheet.words[at], other.value))) or (
                beside_day and not found and (clock := bare(sheet, at))
            ):
                found.append(Found(at, at + 1, clock))
                sheet.cross_out(at, at + 1)
        return in_order(found)


def _is_added(services: Sequence[Found[Mention]], sheet: Sheet) -> bool:
    """Does "and" begin the message, or the first service of it after a yes?"""
    if not services:
        return False
    at = services[0].at
    before = [word for word in sheet.words[:at] if word != ","]
    joined = sheet.words[at].startswith("و") and sheet.words[at] not in MEANING
    return before[:1] in (["and"], ["plus"], ["+"]) or (joined and all(map(agrees, before)))


def _begins_later(salon: Salon) -> int:
    """By how many days its Hijri months are later than calculated."""
    if salon.hijri is not None:
        return salon.hijri
    return next((one.ramadan[0] for one in salon.plan.seasons if one.ramadan), 0)


_OR_WORDS = {"or", "او", "ولا", "يا", "والا"}
_OR = [[word] for word in _OR_WORDS]
_ENDS = {
    ",",
    "?",
    "please",
    "pls",
    "plz",
    "then",
    "instead",
    "better",
    "لو",
    "بليز",
    "احسن",
    "افضل",
}


def _is_compared(at: int, clock: Found[Clock], sheet: Sheet) -> bool:
    """Does the bare number stand beside "or" and this time, or correct it, and say no more?"""
    if clock.at == at + 2:
        return sheet.words[at + 1] in _OR_WORDS
    if clock.to >= at or [*sheet.words, ","][at + 1] not in _ENDS:
        return False
    return sheet.words[clock.to : at] in _OR or is_correction(sheet.between(clock.to, at))


def _like(word: str, other: Clock) -> Clock | None:
    """The bare number, in that time's half of the day."""
    if not 1 <= int(word) <= 12 or not other.minutes:
        return None
    first = int(word) % 12 * 60
    halves = {minute // 720 for minute in other.minutes}
    return Clock(tuple(first + half * 720 for half in sorted(halves)))


def _of_staff(meant: Sequence[Found[Who]], denied: Sequence[Found[Who]]) -> dict:  # type: ignore[type-arg]
    staff = dict.fromkeys(one for found in meant for one in found.value.staff)
    not_staff = dict.fromkeys(one for found in denied for one in found.value.staff)
    anyone = any(found.value.anyone for found in meant)
    unknown = next((found.value.unknown for found in meant if found.value.unknown), None)
    return {
        "staff": tuple(staff),
        "anyone": anyone and not not_staff,
        "not_staff": tuple(not_staff),
        "unknown": unknown,
    }


def _of_days(meant: Sequence[Found[Day]]) -> dict:  # type: ignore[type-arg]
    """The days that agree with all that was said; where none does, all of them."""
    values = [found.value for found in meant]
    problem = next((one.problem for one in values if one.problem), None)
    dated = [one for one in values if one.dates]
    if problem or not dated:
        return {"day_problem": problem}
    agreed = [
        day
        for one in dated
        for day in one.dates
        if all(day in other.dates or day.weekday() == other.weekday for other in dated)
    ]
    if agreed:
        return {"days": tuple(dict.fromkeys(agreed)), "sure_of_day": all(o.is_sure for o in dated)}
    union = dict.fromkeys(day for one in dated for day in one.dates)
    return {"days": tuple(union), "sure_of_day": False}


def _of_times(at: Sequence[Found[Clock]], parts: Sequence[Found[Part]]) -> dict:  # type: ignore[type-arg]
    values = [found.value for found in at]
    problem = next((one.problem for one in values if one.problem), None)
    minutes = tuple(dict.fromkeys(minute for one in values for minute in one.minutes))
    part = _one_part([found.value for found in parts])
    vague = next((one for one in values if one.is_vague), None)
    if vague and len(values) == 1:
        around = tuple((one - 60, one + 61) for one in vague.minutes)
        return {"part": Part(ranges=around)}
    if problem:
        return {"time_problem": problem}
    return {"minutes": minutes, "part": part}


def _left_of_day(denied: Sequence[Found[Part]]) -> list[Found[Part]]:
    left = [(one, opposite(one.value)) for one in denied]
    return [Found(one.at, one.to, part) for one, part in left if part]


def _one_part(parts: Sequence[Part]) -> Part | None:
    """A range says more than a name; the earliest time is of a range, too."""
    if within := [part for part in parts if part.ranges]:
        return reduce(both, within)
    named = [part for part in parts if part.name != EARLIEST]
    return next(reversed(named or list(parts)), None)
