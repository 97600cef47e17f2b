"""The frozen values of visits: a free slot, a request for it, and the booking that came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from booking.course import Team
from booking.instants import local_day
from booking.money import Money
from booking.salon import VAT
from booking.terms import Terms, refund


class Status(StrEnum):
    """Where a booking stands. `requested` to `no_show` occupy their time."""

    REQUESTED = "requested"
    HELD = "held"
    CONFIRMED = "confirmed"
    COMPLETED = "completed"
    NO_SHOW = "no_show"
    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Person:
    """A customer, and the address that they write from; the name and phone may be unknown."""

    id: int
    channel: str
    address: str
    name: str | None
    phone: str | None  # E.164
    language: str | None


@dataclass(frozen=True, slots=True)
class Slot:
    """A time at which a visit may start, and who is free for it."""

    starts_at: datetime
    staff: tuple[int, ...]  # of several who work together the first of each team
    teams: tuple[Team, ...] = ()
    wasteful: bool = False  # it leaves a gap in which not even the shortest service fits


@dataclass(frozen=True, slots=True)
class FreeDay:
    """A day on which a visit may start, or might, were it not full."""

    day: date
    times: int  # free ones; 0: full

    @property
    def is_full(self) -> bool:
        return self.times == 0


@dataclass(frozen=True, slots=True)
class Score:
    """The average of so many ratings, to one decimal."""

    average: Decimal
    ratings: int


class Consent(StrEnum):
    """What a customer wants to hear of us at all."""

    NO_MARKETING = "stop_marketing"
    ONLY_DUTIES = "stop_all"  # refunds, cancellations by the salon, answers to what they ask
    NEWS_AGAIN = "resume"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who changes something: customer, staff, timer, provider or operator."""

    kind: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What a customer asks to be booked; asking twice with the same key books once."""

    key: str
    customer_id: int
    channel: str
    chat: str  # where the answers go
    service_id: int
    staff_id: int | None  # null: anyone
    starts_at: datetime
    price_shown: Money
    more_services: tuple[int, ...] = ()  # of the same visit, after the first
    by_staff: Actor | None = None  # who books any free minute, past what binds customers
    length_shown: timedelta | None = None
    conditions_shown: str | None = None  # their fingerprint
    for_whom: str | None = None  # null: the customer
    offer: tuple[int, datetime] | None = None  # to which entry of the waiting list, until when

    @property
    def services(self) -> tuple[int, ...]:
        return (self.service_id, *self.more_services)


@dataclass(frozen=True, slots=True)
class Change:
    """What shall become of a booking; what is null stays as it is."""

    starts_at: datetime
    staff_id: int | None = None
    anyone: bool = False  # whoever is free, instead of the same people
    service_id: int | None = None  # instead of its only one, at today's price
    price_shown: Money | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One service of a visit, and who does it."""

    service_id: int
    staff_id: int
    starts_at: datetime
    ends_at: datetime
    price: Money
    vat_percent: Decimal = VAT


@dataclass(frozen=True, slots=True)
class Booking:
    """A booking as it stands; `revision` counts every change."""

    id: int
    code: str
    status: Status
    revision: int
    customer_id: int
    channel: str
    chat: str
    starts_at: datetime
    ends_at: datetime
    held_until: datetime | None
    price: Money
    deposit: Money  # zero: pay at the salon
    free_cancel_until: datetime
    lines: tuple[Line, ...]
    terms: Terms = ()
    vat_percent: Decimal = VAT
    free_moves: int | None = None  # null: without end
    move_until: timedelta = timedelta(0)  # before the start; later it stays
    moves: int = 0
    needs_approval: bool = False
    series_id: int | None = None
    answer_until: datetime | None = None  # a request's: then it is declined
    arrived_at: datetime | None = None
    coming_for: datetime | None = None  # the start for which the customer said "I'll come"
    for_whom: str | None = None  # a name or a relation; null: the customer
    waiting_id: int | None = None  # the entry of the waiting list that it was offered to
    offered_until: datetime | None = None  # null once it was taken
    moved_from: datetime | None = None  # where it started before it was moved last
    proposed_at: datetime | None = None  # another time for a request, by the staff

    @property
    def service_ids(self) -> tuple[int, ...]:
        """Its services in order, each once however many people do it together."""
        parts = dict.fromkeys((line.starts_at, line.service_id) for line in self.lines)
        return tuple(service_id for _, service_id in parts)

    @property
    def team(self) -> Team:
        """Who does each service, in order."""
        parts = dict.fromkeys((line.service_id, line.starts_at) for line in self.lines)
        return tuple(
            tuple(one.staff_id for one in self.lines if (one.service_id, one.starts_at) == part)
            for part in parts
        )

    def refund_at(self, paid: Money, cancelled_at: datetime) -> Money:
        """What comes back of what was paid, were it cancelled then by the customer."""
        return refund(self.terms, paid, self.starts_at - cancelled_at)

    def changed_to(
        self,
        services: Sequence[int],
        staff_id: int | None,
        starts_at: datetime,
        price_shown: Money | None = None,
    ) -> Change:
        """What to ask for so that it becomes this; `staff_id`: null is anyone."""
        has_others = tuple(services) != self.service_ids
        keeps = staff_id == self.lines[0].staff_id
        return Change(
            starts_at,
            staff_id=None if keeps else staff_id,
            anyone=staff_id is None,
            service_id=services[0] if has_others else None,
            price_shown=price_shown,
        )

    @property
    def movable_until(self) -> datetime:
        """Until then, inclusive, the customer may change it."""
        return self.starts_at - self.move_until

    @property
    def is_offer(self) -> bool:
        """Is it kept for somebody on the waiting list, who has not answered yet?"""
        return self.status is Status.HELD and self.offered_until is not None

    @property
    def is_alive(self) -> bool:
        """Is it still to come, or awaiting its payment?"""
        return self.status in (Status.REQUESTED, Status.HELD, Status.CONFIRMED)


def by_day(slots: Sequence[Slot], zone: ZoneInfo) -> Mapping[date, list[Slot]]:
    """The slots under the local day of their start."""
    days: dict[date, list[Slot]] = {}
    for slot in slots:
        days.setdefault(local_day(slot.starts_at, zone), []).append(slot)
    return days
