"""The questions about a situation that need no database, asked of the pure engine."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from booking.diary import days_to_read, diary_of
from booking.instants import instant_of, local_day, minute_of
from booking.intervals import intersect, merge
from booking.limits import Quota
from booking.occupied import blocked_time
from booking.offers import in_order, last_day, offers
from booking.salon import ZoneInfo
from booking.schedule import service_open, staff_open
from booking.starts import clashing
from booking.teams import people_in
from tests.booking.scenario import existing, values

_DAY = timedelta(days=1)
_LATER = 60 * _DAY  # how far after `closed_from` there must be no start


def answer(situation, question, expected):
    """What the engine says; in the form in which the scenario expects it."""
    return _ANSWERS[question](situation, expected)


def is_pure(question):
    return question in _ANSWERS


def slots(situation, first, last):
    """The offered starts of the salon's days, in the order offered."""
    salon, wish, now, days = situation.salon, situation.wish, situation.now, (first, last)
    known = days_to_read(salon, wish, now, days)
    blocked = blocked_time(existing.claims(situation), now, wish.customer_id)
    people = people_in(wish.teams(salon))
    diary = diary_of(salon, wish, people, blocked, known)
    if "open" in situation.given:
        opened = merge(map(values.open_interval, situation.given["open"]))
        diary = replace(diary, opened=dict.fromkeys(diary.opened, opened))
    quota = Quota(salon.limits, existing.visits(situation, now), salon.first_weekday)
    return in_order(offers(salon, wish, diary, quota, now, days), salon)


def _of_date(situation):
    if spans := situation.given.get("open"):
        ends = [values.instant(text) for span in spans for text in span]
        return slots(situation, min(ends).date() - _DAY, max(ends).date() + _DAY)
    if "open" in situation.given:
        return []
    return slots(situation, situation.date, situation.date)


def _by_day(situation, first, last):
    """The starts under the viewer's days."""
    zone = ZoneInfo(situation.given.get("viewer") or situation.given.get("tz", "UTC"))
    days = defaultdict(list)
    for slot in slots(situation, first - 2 * _DAY, last + 2 * _DAY):
        days[local_day(slot.starts_at, zone)].append(slot.starts_at)
    return days


def _starts_local(situation, _):
    zone = situation.zone
    return [values.told_local(slot.starts_at, zone) for slot in _of_date(situation)]


def _starts_utc(situation, _):
    return [values.told_local(slot.starts_at, UTC) for slot in _of_date(situation)]


def _count(situation, _):
    return len(_of_date(situation))


def _first_start(situation, expected):
    return _told_like(min(slot.starts_at for slot in _of_date(situation)), expected)


def _last_start(situation, expected):
    return _told_like(max(slot.starts_at for slot in _of_date(situation)), expected)


def _told_like(instant, expected):
    return expected if values.instant(expected) == instant else f"{instant:%Y-%m-%dT%H:%MZ}"


def _starts_by_day(situation, expected):
    named = [date.fromisoformat(day) for day in expected]
    found = _by_day(situation, min(named), max(named))
    return {
        str(day): [
            _told_like(start, told)
            for start, told in _aligned(sorted(found[day]), expected[str(day)])
        ]
        for day in named
    }


def _aligned(starts, told):
    return zip(starts, [*told, *["1970-01-01T00:00Z"] * len(starts)], strict=False)


def _count_by_day(situation, expected):
    named = [date.fromisoformat(day) for day in expected]
    found = _by_day(situation, min(named), max(named))
    return {str(day): len(found[day]) for day in named}


def _open(situation, expected):
    named = [date.fromisoformat(day) for day in expected]
    found = _by_day(situation, min(named), max(named)) if named else {}
    return [str(day) for day in named if found[day]]


def _closed(situation, expected):
    named = [date.fromisoformat(day) for day in expected]
    found = _by_day(situation, min(named), max(named)) if named else {}
    return [str(day) for day in named if not found[day]]


def _closed_from(situation, expected):
    first = date.fromisoformat(expected)
    found = _by_day(situation, first - _LATER, first + _LATER)
    last = max((day for day, starts in found.items() if starts), default=date.min)
    return expected if last < first else str(last + _DAY)


def _ranges_utc(situation, expected):
    salon, wish = situation.salon, situation.wish
    given = situation.given
    if "query" in given:
        asked = values.interval(given["query"])
        first, last = (instant_of(edge).date() for edge in asked)
    else:
        first, last = date.fromisoformat(given["from"]), date.fromisoformat(given["to"])
    around = (first - 10 * _DAY, last + 10 * _DAY)  # ranges are told whole
    member = salon.staff_member(wish.staff_id or salon.staff[0].id)
    found = staff_open(salon, member, *around)
    for service in wish.services:
        own = service_open(salon, service, *around)
        found = found if own is None else intersect(found, own)
    if "query" in given:
        kept = [one for one in found if one[0] < asked[1] and asked[0] < one[1]]
    else:
        kept = [one for one in found if first <= local_day(instant_of(one[0]), salon.zone) <= last]
    told = [*expected, *[["1970-01-01T00:00Z"] * 2] * len(kept)]
    return [
        [_told_like(instant_of(edge), text) for edge, text in zip(one, pair, strict=True)]
        for one, pair in zip(kept, told, strict=False)
    ]


def _last_day(situation, _):
    salon, wish, now = situation.salon, situation.wish, situation.now
    today = local_day(now, salon.zone)
    found = slots_without_end(situation, today)
    starts = [minute_of(slot.starts_at) for slot in found]
    return str(last_day(salon, wish, now, starts))


def slots_without_end(situation, today):
    return slots(situation, today, today + 70 * _DAY)


def _valid(situation, _):
    return all(limit.is_ordered for limit in situation.limits)


def _conflict(situation, _):
    starts, ends = situation.span(situation.given["slot"])
    busy = [situation.span(one) for one in situation.given["busy"]]
    return any(first <= starts < beyond for first, beyond in clashing(busy, [(0, ends - starts)]))


def _end_local(situation, _):
    text = situation.given["start_local"]
    starts_at = datetime.fromisoformat(text).replace(tzinfo=situation.zone)
    length = situation.wish.parts[-1].ends
    ends_at = instant_of(minute_of(starts_at) + length).astimezone(situation.zone)
    return f"{ends_at:%Y-%m-%d{text[10]}%H:%M}"


_ANSWERS = {
    "starts_local": _starts_local,
    "starts_utc": _starts_utc,
    "count": _count,
    "first_start": _first_start,
    "last_start": _last_start,
    "starts_by_day": _starts_by_day,
    "count_by_day": _count_by_day,
    "open": _open,
    "closed": _closed,
    "closed_from": _closed_from,
    "ranges_utc": _ranges_utc,
    "last_day": _last_day,
    "valid": _valid,
    "conflict": _conflict,
    "end_local": _end_local,
}
