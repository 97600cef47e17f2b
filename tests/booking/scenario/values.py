"""The values of scenario files: instants, spans, days, weekly hours, amounts."""

from datetime import UTC, date, datetime, timedelta

from booking.horizon import Horizon
from booking.instants import instant_of, minute_from, minute_of, wall_span
from booking.limits import Limit, Per
from booking.plan import Pause, Season, Trip, WeeklyHours
from booking.salon import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = timedelta(days=1)


def instant(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)


def interval(pair):
    """A pair of instants as the minutes since 1970 that it touches."""
    return minute_of(instant(pair[0])), minute_from(instant(pair[1]))


def open_interval(pair):
    """A pair of instants as the whole minutes since 1970 between them."""
    return minute_from(instant(pair[0])), minute_of(instant(pair[1]))


def minute(text):
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def opening(text):
    """An opening span as minutes of its local day; empty where it ends when it starts."""
    opens, closes = map(minute, text.split("-"))
    if opens == closes:
        return (opens, opens)
    if closes == 1439:
        closes = 1440
    return (opens, closes if closes > opens else closes + 1440)


def every_day(text):
    return WeeklyHours(((opening(text),),) * 7)


def weekdays(key):
    """The weekdays of a key of weekly hours: `fri`, `sun-thu`, `all`."""
    if key == "all":
        return list(range(7))
    first, _, last = key.partition("-")
    begin, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
    return [(begin + ahead) % 7 for ahead in range((end - begin) % 7 + 1)]


def weekly(given):
    days = [[] for _ in range(7)]
    for key, spans in given.items():
        for weekday in weekdays(key):
            days[weekday].extend(map(opening, spans))
    return WeeklyHours(tuple(map(tuple, days)))


def overrides(given):
    return {date.fromisoformat(day): tuple(map(opening, spans)) for day, spans in given.items()}


def day_ranges(given):
    """Days, or pairs of the first and the last."""
    pairs = [(one, one) if isinstance(one, str) else one for one in given]
    return tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in pairs)


def season(given):
    return Season(
        date.fromisoformat(given["from"]),
        date.fromisoformat(given["to"]),
        weekly(given["weekly"]) if "weekly" in given else None,
        terms(given["terms"]) if "terms" in given else None,
    )


def trip(given):
    last = date.fromisoformat(given["to"]) if "to" in given else None
    return Trip(date.fromisoformat(given["from"]), last, ZoneInfo(given["tz"]))


def pause(given):
    return Pause(
        at=minute(given["at"]),
        minutes=given["minutes"],
        weekdays=frozenset(weekdays(given["every"])) if "every" in given else frozenset(),
        day=date.fromisoformat(given["day"]) if "day" in given else None,
    )


def terms(given):
    return tuple((minutes, percent) for minutes, percent in given)


def limit(per, given, *, minutes=False, services=()):
    sizes = {
        period: given[period] for period in ("day", "week", "month", "year") if period in given
    }
    return Limit(Per(per), **sizes, minutes=minutes, services=frozenset(services))


def horizon(given):
    """Null: without end."""
    days, open_days = given.get("rolling_days"), given.get("window_days")
    return Horizon(days, open_days, business=not given.get("calendar_days", True))


def span(given, day, zone):
    """A span of the scenario as minutes since 1970."""
    if not isinstance(given, str):
        return interval(given)
    if given.endswith("Z"):
        zone, given = ZoneInfo("UTC"), given[:-1]
    begins, ends = map(minute, given.split("-"))
    if ends < begins or given.endswith("-23:59"):
        begins, ends = opening(given)
    if ends == begins:
        start = wall_span(day, begins, begins + 1, zone)[0][0]
        return start, start
    spans = wall_span(day, begins, ends, zone)
    return spans[0][0], spans[-1][1]


def days(first, last):
    return [first + ahead * _DAY for ahead in range((last - first).days + 1)]


def told_local(start, zone):
    return f"{start.astimezone(zone):%H:%M}"


def told_instants(starts):
    return [start.astimezone(UTC) for start in starts]


def pairs(intervals):
    return [(instant_of(start), instant_of(end)) for start, end in intervals]
