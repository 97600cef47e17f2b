"""What can go wrong, sorted by who can act: the customer, time, or us. It carries no words."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from booking.limits import Limit
from booking.money import Money


class Refusal(Exception):
    """A rule said no; the customer is told which, and nothing is logged as a fault."""


class SlotTaken(Refusal):
    """Somebody else has this time."""


@dataclass(eq=False)
class TooSoon(Refusal):
    """The start is nearer than the minimum notice."""

    notice: timedelta


@dataclass(eq=False)
class TooFar(Refusal):
    """The start is beyond the last bookable day."""

    last_day: date


class NotOpen(Refusal):
    """Nobody works then, or the time is not on the grid that is offered."""


class NoLongerOffered(Refusal):
    """It is not in the catalogue any more."""


class NotByThem(NoLongerOffered):
    """The service is offered, but this person does not do it any more."""


class PriceChanged(Refusal):
    """The price is another one than was shown."""


class LengthChanged(Refusal):
    """The visit takes another time than was shown."""


class ConditionsChanged(Refusal):
    """It would be booked on other conditions than were shown."""


@dataclass(eq=False)
class TermsChanged(Refusal):
    """What comes back is another sum than was shown, or the booking has changed since."""

    booking_id: int


@dataclass(eq=False)
class TooManyHolds(Refusal):
    """The customer already keeps as many unpaid slots as is allowed."""

    limit: int


@dataclass(eq=False)
class LimitReached(Refusal):
    """A limit of the salon leaves no room in this of its periods."""

    limit: Limit
    period: str


@dataclass(eq=False)
class MoveRefused(Refusal):
    """It was moved as often as is allowed, or its time is too near to be moved."""

    booking_id: int
    moves_left: int | None  # null: as many as you like
    until: datetime


class NotExchangeable(Refusal):
    """The booking cannot get this service: it has to be booked anew."""


@dataclass(eq=False)
class MoreThanKept(Refusal):
    """More is to be given back than there is."""

    left: Money | None  # null: nothing was ever paid


class NotYours(Refusal):
    """The booking or calendar does not belong to who asks."""


class NotBegun(Refusal):
    """The visit has not begun yet, so that nothing can have come of it."""


class NothingDue(Refusal):
    """There is no money to be paid, or to be handed back."""


class AlreadyOver(Refusal):
    """The booking is cancelled, lapsed or past, so that it cannot change any more."""


class Unavailable(Exception):
    """Worth another try later.

    `retry_after` is what the other side asked for, if it said; `uncertain` means that the call may
    have been carried out although its answer was lost.
    """

    def __init__(
        self, reason: str, *, retry_after: timedelta | None = None, uncertain: bool = False
    ) -> None:
        super().__init__(reason)
        self.retry_after = retry_after
        self.uncertain = uncertain


class Misuse(Exception):
    """Our own mistake: parked with its traceback, never tried again by itself."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with an operator's input, and what is allowed instead."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class Invalid(Exception):
    """An operator's input is wrong; all its problems at once."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
