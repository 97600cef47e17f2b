"""What somebody on the waiting list waits for; pure."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from booking.instants import local_day
from booking.visit import Slot

_NOON, _FIVE = 12, 17  # hours of the salon's clock


class Part(StrEnum):
    """Of the day on which a visit starts."""

    ANY = "any"
    MORNING = "morning"  # before noon
    AFTERNOON = "afternoon"
    EVENING = "evening"  # from five on


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody waits for."""

    services: tuple[int, ...]
    staff_id: int | None  # null: anyone
    first: date  # the salon's local days, both included
    last: date
    part: Part = Part.ANY
    for_whom: str | None = None

    def fits(self, slot: Slot, zone: ZoneInfo) -> bool:
        """Is this start on one of the days, in that part?"""
        if not self.first <= local_day(slot.starts_at, zone) <= self.last:
            return False
        hour = slot.starts_at.astimezone(zone).hour
        match self.part:
            case Part.MORNING:
                return hour < _NOON
            case Part.AFTERNOON:
                return _NOON <= hour < _FIVE
            case Part.EVENING:
                return hour >= _FIVE
            case Part.ANY:
                return True


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list."""

    id: int
    customer_id: int
    channel: str
    chat: str
    wanted: Wanted
    passed: tuple[str, ...]  # starts that were offered and not taken, as ISO instants

    def may_be_offered(self, slot: Slot, zone: ZoneInfo) -> bool:
        return self.wanted.fits(slot, zone) and start_key(slot.starts_at) not in self.passed


def start_key(starts_at: datetime) -> str:
    """By which a start that was offered is remembered."""
    return starts_at.isoformat()
