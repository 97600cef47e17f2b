"""What a conversation may ask of the world; implemented on the turn's own transaction."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from booking.conditions import Statement
from booking.money import Money
from booking.salon import Salon, Service
from booking.visit import Booking, Change, Consent, FreeDay, Person, Score, Slot
from booking.waiting import Entry, Wanted
from bot.conversation.draft import Draft


@dataclass(frozen=True, slots=True)
class PaymentView:
    """What the customer may know of a payment."""

    amount: Money
    url: str | None  # null: not opened yet
    has_failed: bool  # there will be no link
    is_other: bool  # what came is not what was asked for: a person decides
    refunded: Money
    refund_failed: bool  # a person has to give it back
    kept: Money  # paid or held, and not on its way back
    is_hold: bool  # kept on the card until the visit is over
    is_held: bool  # there now, and not taken yet


@dataclass(frozen=True, slots=True)
class Shown:
    """What the customer agreed to; nothing else is booked."""

    price: Money
    length: timedelta
    fingerprint: str  # of the conditions


class Calendars(Protocol):
    """Addresses that calendars fetch; null where the product has no public address."""

    def entry(self, booking: Booking) -> str | None:
        """Of one booking."""
        ...

    async def feed(self) -> str | None:
        """Of all the person's bookings, if they wanted one."""
        ...

    async def open_feed(self) -> None:
        """Make a new one; an older one ends."""
        ...

    async def close_feed(self) -> None: ...


class Waiting(Protocol):
    """The person's lines on the waiting list."""

    async def join(self, wanted: Wanted) -> int: ...
    async def mine(self) -> Sequence[Entry]: ...
    async def leave(self, entry_id: int) -> None: ...


class Ports(Protocol):
    """Everything here reads or changes what the turn's transaction sees."""

    @property
    def now(self) -> datetime: ...
    @property
    def salon(self) -> Salon: ...
    @property
    def person(self) -> Person: ...
    @property
    def profile_name(self) -> str | None: ...
    @property
    def waiting(self) -> Waiting: ...
    @property
    def calendars(self) -> Calendars: ...
    @property
    def shows_photos(self) -> bool: ...
    @property
    def asks_for_phone(self) -> bool:
        """Can this channel prove a number when asked? (WhatsApp gives it or hides it.)"""
        ...

    async def free_slots(
        self,
        services: Sequence[Service],
        staff_id: int | None,
        first: date,
        last: date,
        moving: int | None = None,
    ) -> Sequence[Slot]:
        """The free times of one visit of these services, in order.

        `moving`: the booking that becomes it, whose own time counts as free.
        """
        ...

    async def state(
        self, services: Sequence[Service], staff_id: int | None, starts_at: datetime
    ) -> Statement:
        """The visit as it would be booked; raises the Refusal that `hold` would."""
        ...

    async def free_days(
        self,
        services: Sequence[Service],
        staff_id: int | None,
        first: date,
        last: date,
        moving: int | None = None,
    ) -> Sequence[FreeDay]:
        """The days with free times of such a visit, and those that are full."""
        ...

    async def hold(
        self,
        services: Sequence[Service],
        staff_id: int | None,
        starts_at: datetime,
        shown: Shown,
        for_whom: str | None = None,
    ) -> Booking: ...
    async def people(self) -> Sequence[str]:
        """Those for whom the person has booked, by name or relation."""
        ...

    async def booking(self, booking_id: int) -> Booking | None:
        """The person's own booking of that id, if there is one."""
        ...

    async def last_visit(self) -> Booking | None:
        """The latest that the person had or will have."""
        ...

    async def upcoming(self) -> Sequence[Booking]: ...
    async def cancel(self, booking: Booking) -> Booking: ...
    @property
    def has_staff(self) -> bool:
        """Is there somebody of the salon who can answer in the chat?"""
        ...

    @property
    def with_person(self) -> bool:
        """Is somebody of the salon answering in this chat?"""
        ...

    async def call_person(self, draft: Draft) -> None: ...
    async def end_person(self) -> None: ...
    async def wish(self, wanted: Consent) -> None: ...
    async def rate(self, booking: Booking, stars: int) -> None: ...
    async def comment(self, booking: Booking, text: str, stars: int) -> None: ...
    async def scores(self, object_ids: Sequence[int]) -> Mapping[int, Score]:
        """What the ratings of staff members and services come to, of those that have any."""
        ...

    async def will_come(self, booking: Booking) -> None: ...
    async def take_offer(self, booking: Booking) -> Booking:
        """Book what was kept for the person; AlreadyOver if it is not any more."""
        ...

    async def agree(self, booking: Booking) -> Booking:
        """Take the time that the salon proposed for the request; SlotTaken if it has gone."""
        ...

    async def refuse_offer(self, booking: Booking) -> None: ...
    async def change(self, booking: Booking, wanted: Change) -> Booking: ...
    async def refund_if_cancelled(self, booking: Booking) -> Money:
        """What would come back of what was paid, were it cancelled now."""
        ...

    async def payment(self, booking: Booking) -> PaymentView | None: ...
    async def issue_receipts(self, booking: Booking) -> str | None:
        """The key of the document with all receipts of the booking; None if nothing was paid."""
        ...

    async def look_at_payment(self, booking: Booking) -> None: ...
    async def remember(
        self, *, name: str | None = None, phone: str | None = None, language: str | None = None
    ) -> None: ...
    def savepoint(self) -> AbstractAsyncContextManager[object]:
        """What happens inside is undone if a Refusal leaves it."""
        ...
