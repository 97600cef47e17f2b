"""Days and weeks as choices, and full days in a line."""

from collections.abc import Sequence
from datetime import date

from booking.salon import Salon
from booking.visit import FreeDay
from bot.conversation.screen import Choice, DayAndMonth, HijriDay, PlainDay, Text, msg, nmsg, shown
from bot.conversation.summary import in_one, listed

_FULL_NAMED = 4


def day_choices(days: Sequence[FreeDay], salon: Salon) -> tuple[Choice, ...]:
    return tuple(day_choice(one, salon) for one in days)


def day_choice(day: FreeDay, salon: Salon) -> Choice:
    """A day by its Gregorian name; what else is known of it stands below."""
    text = nmsg("{n} free time", "{n} free times", day.times)
    if salon.hijri is not None:
        text = msg("{date}, {times}", date=HijriDay(day.day), times=text)
    return Choice(f"day:{day.day.isoformat()}", shown(PlainDay(day.day)), text)


def full_line(days: Sequence[date]) -> tuple[Text, ...]:
    """A line that names the full days, or the first of them."""
    if not days:
        return ()
    if len(days) <= _FULL_NAMED:
        return (msg("Full: {days}", days=in_one([PlainDay(day) for day in days])),)
    named = listed([PlainDay(day) for day in days[: _FULL_NAMED - 1]])
    others = len(days) - _FULL_NAMED + 1
    text = nmsg(
        "Full: {days} and {n} more day", "Full: {days} and {n} more days", others, days=named
    )
    return (text,)


def span(first: date, last: date) -> Text:
    if first == last:
        return shown(PlainDay(first))
    begins = first.day if first.month == last.month else DayAndMonth(first)
    return msg("{first} to {last}", first=begins, last=DayAndMonth(last))
