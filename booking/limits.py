"""At most so many bookings or minutes a day, week, month, year; pure.

They count by the salon's calendar, each booking wholly on the day on which it starts.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

PERIODS = ("day", "week", "month", "year")


class Per(StrEnum):
    """Whose bookings a limit counts."""

    SALON = "salon"
    CUSTOMER = "customer"
    STAFF = "staff"
    SERVICE = "service"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class Limit:
    """Null: no limit for that period."""

    per: Per
    day: int | None = None
    week: int | None = None
    month: int | None = None
    year: int | None = None
    minutes: bool = False  # instead of bookings
    services: frozenset[int] = frozenset()  # the team's

    @property
    def most(self) -> tuple[tuple[str, int], ...]:
        given = zip(PERIODS, (self.day, self.week, self.month, self.year), strict=True)
        return tuple((period, most) for period, most in given if most is not None)

    @property
    def is_ordered(self) -> bool:
        """A longer period's limit may not be smaller than a shorter one's."""
        sizes = [most for _, most in self.most]
        return sizes == sorted(sizes)


@dataclass(frozen=True, slots=True)
class Reached:
    """A limit that leaves no room, and in which of its periods."""

    limit: Limit
    period: str


@dataclass(frozen=True, slots=True)
class Share:
    """What one person does in a visit; `part`: which of its services it is, by its start."""

    service_id: int
    staff_id: int
    minutes: int
    part: int = 0


@dataclass(frozen=True, slots=True)
class Visited:
    """A visit as limits count it; `minutes` from its start to its end."""

    day: date
    customer_id: int | None
    minutes: int
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Used:
    """What visits of one day use of one limit, in bookings or minutes."""

    place: int  # of the limit among the salon's
    owner: int | None  # the person, service or customer that it is about
    day: date
    amount: int


class Quota:
    """What the limits leave, given all visits that count, or their sums."""

    def __init__(
        self,
        limits: Sequence[Limit],
        visits: Collection[Visited],
        first_weekday: int,
        used: Collection[Used] = (),
    ) -> None:
        self._limits = limits
        self._most = [limit.most for limit in limits]
        self._first_weekday = first_weekday
        self._used: Counter[tuple[int, int | None, str, date]] = Counter()
        for visit in visits:
            self._add(visit)
        for one in used:
            self._use(one)

    def and_also(self, visits: Collection[Visited]) -> "Quota":
        """What would be left if these were booked too."""
        more = Quota(self._limits, (), self._first_weekday)
        more._used = self._used.copy()
        for visit in visits:
            more._add(visit)
        return more

    def _add(self, visit: Visited) -> None:
        for place, limit in enumerate(self._limits):
            for owner, amount in _amounts(limit, visit).items():
                self._use(Used(place, owner, visit.day, amount))

    def _use(self, used: Used) -> None:
        for period, _ in self._most[used.place]:
            start = first_day(period, used.day, self._first_weekday)
            self._used[used.place, used.owner, period, start] += used.amount

    def reached(self, visit: Visited) -> Reached | None:
        """The limit that this visit would break; null: it may be booked."""
        for place, limit in enumerate(self._limits):
            for owner, amount in _amounts(limit, visit).items():
                for period, most in self._most[place]:
                    start = first_day(period, visit.day, self._first_weekday)
                    if self._used[place, owner, period, start] + amount > most:
                        return Reached(limit, period)
        return None

    def exceeded(self, visit: Visited) -> Reached | None:
        """The limit that this visit, which is counted already, breaks with the others."""
        for place, limit in enumerate(self._limits):
            for owner in _amounts(limit, visit):
                for period, most in self._most[place]:
                    start = first_day(period, visit.day, self._first_weekday)
                    if self._used[place, owner, period, start] > most:
                        return Reached(limit, period)
        return None


def first_day(period: str, day: date, first_weekday: int) -> date:
    """The first day of the period in which this day lies."""
    match period:
        case "day":
            return day
        case "week":
            return day - timedelta(days=(day.weekday() - first_weekday) % 7)
        case "month":
            return day.replace(day=1)
        case _:
            return day.replace(month=1, day=1)


def last_day(period: str, day: date, first_weekday: int) -> date:
    """The last day of the period in which this day lies."""
    longest = {"day": 1, "week": 7, "month": 31, "year": 366}[period]
    first = first_day(period, day, first_weekday)
    beyond = first_day(period, first + timedelta(days=longest), first_weekday)
    return beyond - timedelta(days=1)


def _amounts(limit: Limit, visit: Visited) -> dict[int | None, int]:
    """What the visit adds to each person, service or team that the limit is about."""
    match limit.per:
        case Per.SALON:
            return {None: visit.minutes if limit.minutes else 1}
        case Per.CUSTOMER:
            if visit.customer_id is None:
                return {}
            return {visit.customer_id: visit.minutes if limit.minutes else 1}
        case Per.STAFF:
            return _sums(limit, [(one.staff_id, one) for one in visit.shares])
        case Per.SERVICE:
            return _sums(limit, [(one.service_id, one) for one in _once(visit)])
        case Per.TEAM:
            own = [(0, one) for one in _once(visit) if one.service_id in limit.services]
            return dict[int | None, int](_sums(limit, own))


def _once(visit: Visited) -> list[Share]:
    """Each part of the visit once, however many people do it together."""
    return list({one.part: one for one in reversed(visit.shares)}.values())


def _sums(limit: Limit, shares: Sequence[tuple[int, Share]]) -> dict[int | None, int]:
    sums: dict[int | None, int] = {}
    for whose, share in shares:
        sums[whose] = sums.get(whose, 0) + share.minutes if limit.minutes else 1
    return sums
