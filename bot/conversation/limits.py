"""Which limit leaves no room, in words."""

from collections.abc import Mapping
from datetime import timedelta

from booking.limits import Limit, Per
from bot.conversation.screen import Text, msg, nmsg, shown

_A_PERIOD: Mapping[str, Text] = {
    "day": msg("a day"),
    "week": msg("a week"),
    "month": msg("a month"),
    "year": msg("a year"),
}
_ANOTHER: Mapping[str, Text] = {
    "day": msg("Please choose another day."),
    "week": msg("Please choose another week."),
    "month": msg("Please choose another month."),
    "year": msg("Please choose another year."),
}


def limit_reached(limit: Limit, period: str) -> Text:
    """Whose limit, of how much in which period, and what to do."""
    whose = _sentence(limit.per, _most(limit, period), _A_PERIOD[period])
    return msg("{sentence} {advice}", sentence=whose, advice=_ANOTHER[period])


def _sentence(per: Per, most: Text, a: Text) -> Text:
    match per:
        case Per.CUSTOMER:
            return msg("Your limit of {most} {period} is reached.", most=most, period=a)
        case Per.STAFF:
            return msg("This person's limit of {most} {period} is reached.", most=most, period=a)
        case Per.SERVICE:
            return msg(
                "The limit of this service, {most} {period}, is reached.", most=most, period=a
            )
        case Per.TEAM:
            return msg(
                "The limit of such visits, {most} {period}, is reached.", most=most, period=a
            )
        case Per.SALON:
            return msg("The salon's limit of {most} {period} is reached.", most=most, period=a)


def _most(limit: Limit, period: str) -> Text:
    number = dict(limit.most)[period]
    if limit.minutes:
        return shown(timedelta(minutes=number))
    return nmsg("{n} booking", "{n} bookings", number)
