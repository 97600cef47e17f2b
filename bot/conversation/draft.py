"""What the customer has chosen so far; back and a change of language keep it."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from booking.instants import local_day
from booking.visit import Booking
from bot.conversation.wish import NO_WISH, Wish


@dataclass(frozen=True, slots=True)
class Draft:
    """Ids, not names."""

    service: int | None = None
    anyone: bool = False
    staff: int | None = None
    day: str | None = None  # ISO date, the salon's local day
    start: str | None = None  # ISO instant, UTC
    for_whom: str | None = None  # a name as written, or a relation; null: the customer
    waiting: str | None = None  # days and part of the day of the waiting list, if that is wanted
    moving: int | None = None  # the booking that becomes this; null: a new one
    more: tuple[int, ...] = ()  # further services of the same visit, in order
    wish: Wish = NO_WISH  # what was said of what is not chosen yet

    @property
    def services(self) -> tuple[int, ...]:
        return () if self.service is None else (self.service, *self.more)

    @property
    def date(self) -> date | None:
        return date.fromisoformat(self.day) if self.day else None

    @property
    def starts_at(self) -> datetime | None:
        return datetime.fromisoformat(self.start) if self.start else None

    @property
    def is_empty(self) -> bool:
        """Is nothing chosen or wished?"""
        return self == Draft()

    @property
    def has_staff(self) -> bool:
        return self.anyone or self.staff is not None

    def without_time(self) -> "Draft":
        return replace(self, start=None, waiting=None)

    def without_day(self) -> "Draft":
        return replace(self.without_time(), day=None)

    def without_staff(self) -> "Draft":
        """Without them and what was chosen after them."""
        return replace(self.without_day(), anyone=False, staff=None)

    def without_service(self) -> "Draft":
        """Without all that was chosen; whatever else is known of the visit is kept."""
        return replace(self.without_staff(), service=None, more=())


def draft_of(booking: Booking, zone: ZoneInfo) -> Draft:
    """The draft that would book the same again."""
    first, *more = booking.service_ids
    return Draft(
        service=first,
        staff=booking.lines[0].staff_id,
        day=local_day(booking.starts_at, zone).isoformat(),
        start=instant(booking.starts_at),
        for_whom=booking.for_whom,
        more=tuple(more),
    )


def instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
