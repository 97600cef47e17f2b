"""Which days' report somebody of the staff asks for, and what is said with it."""

from dataclasses import dataclass
from datetime import date, timedelta

from booking.money import Money
from bot.conversation.folding import digits, visible
from bot.conversation.screen import Text, msg

COMMAND = "/stats"
USAGE = msg("Write /stats, /stats 30 for the last 30 days, or /stats 2027-03-01 2027-03-31.")
ONLY_MANAGERS = msg("Only a manager or the owner may see this.")
_WEEK, _LONGEST = 7, 366  # days


@dataclass(frozen=True, slots=True)
class Sums:
    """What stands below the picture."""

    takings: Money
    refunds: Money
    kept: Money
    outstanding: Money


def is_asked_for(text: str) -> bool:
    """Is it the command, perhaps with the bot's name and with days behind it?"""
    return visible(text).split(" ")[0].partition("@")[0].lower() == COMMAND


def days_asked_for(text: str, today: date) -> tuple[date, date] | None:
    """The first and the last day: a week until today if none is named; None: not understood."""
    match visible(digits(text)).split(" ")[1:]:
        case []:
            return today - timedelta(days=_WEEK - 1), today
        case [number] if number.isdecimal() and 1 <= int(number[:4]) <= _LONGEST:
            return today - timedelta(days=int(number[:4]) - 1), today
        case [first, last]:
            return _range(first, last)
        case _:
            return None


def sums_lines(first: date, last: date, sums: Sums) -> tuple[Text, ...]:
    return (
        msg("{first} to {last}", first=first, last=last),
        msg("Takings: {sum}", sum=sums.takings),
        msg("Refunds: {sum}", sum=sums.refunds),
        msg("Deposits kept: {sum}", sum=sums.kept),
        msg("Outstanding: {sum}", sum=sums.outstanding),
    )


def _range(first: str, last: str) -> tuple[date, date] | None:
    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None
    return days if timedelta(0) <= days[1] - days[0] < timedelta(days=_LONGEST) else None
