"""What a conversation may ask of the world, on the turn's own transaction."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from booking import bookings, consent, customers, persons, reviews
from booking.conditions import Statement
from booking.money import Money
from booking.reservations import offering, proposing
from booking.reservations.change import cancel, confirm
from booking.reservations.coming import will_come
from booking.reservations.hold import hold
from booking.reservations.locking import Lock, lock_calendars
from booking.reservations.moving import change, times_for_change, wish_of_change
from booking.reservations.stating import state
from booking.salon import Salon, Service
from booking.slots import free_days, free_times
from booking.store import queue
from booking.store.database import Work
from booking.visit import Actor, Booking, Change, Consent, FreeDay, Person, Request, Score, Slot
from booking.wish import Wish
from bot.conversation.draft import Draft
from bot.conversation.memory import Conversation
from bot.conversation.ports import PaymentView, Shown
from bot.links import Links
from bot.receipts.files import receipts_key
from bot.wording.localization import Wording
from bot.worker.alerts import alert
from bot.worker.calendars import TurnCalendars
from bot.worker.deposits import TurnDeposits
from bot.worker.takeover import knowing, relayed
from bot.worker.waiting_lines import TurnWaiting
from payments import receipts


class TurnPorts:
    """The ports of one turn of one person; `request_key` is the same if the turn is repeated."""

    def __init__(
        self,
        work: Work,
        salon: Salon,
        person: Person,
        wording: Wording,
        links: Links,
        *,
        request_key: str,
        profile_name: str | None = None,
        asks_for_phone: bool = False,
        shows_photos: bool = True,
        staff_chat: str | None = None,
        talk: Conversation | None = None,
        with_person_until: datetime | None = None,
        provider: str = "",
        can_hold: bool = False,
        lock: Lock = lock_calendars,
    ) -> None:
        self.salon = salon
        self.person = person
        self.profile_name = profile_name
        self.asks_for_phone = asks_for_phone
        self.shows_photos = shows_photos
        self.with_person_until = with_person_until
        self._staff_chat = staff_chat
        self._talk = talk or Conversation()
        self._work = work
        self._wording = wording
        self._request_key = request_key
        self._deposits = TurnDeposits(work, salon, links, provider, can_hold)
        self.waiting = TurnWaiting(work, salon, person)
        self.calendars = TurnCalendars(work, links, person.id)
        self._lock = lock

    @property
    def now(self) -> datetime:
        return self._work.now

    async def free_slots(
        self,
        services: Sequence[Service],
        staff_id: int | None,
        first: date,
        last: date,
        moving: int | None = None,
    ) -> Sequence[Slot]:
        if changing := await self._changing(moving, services, staff_id):
            return await times_for_change(self._work, self.salon, *changing, (first, last))
        wish = Wish(tuple(services), staff_id, self.person.id)
        return await free_times(self._work, self.salon, wish, (first, last))

    async def state(
        self, services: Sequence[Service], staff_id: int | None, starts_at: datetime
    ) -> Statement:
        wish = Wish(tuple(services), staff_id, self.person.id)
        return await state(self._work, self.salon, wish, self.person.id, starts_at)

    async def free_days(
        self,
        services: Sequence[Service],
        staff_id: int | None,
        first: date,
        last: date,
        moving: int | None = None,
    ) -> Sequence[FreeDay]:
        wish = Wish(tuple(services), staff_id, self.person.id)
        if changing := await self._changing(moving, services, staff_id):
            wish = wish_of_change(self.salon, *changing)
        return await free_days(self._work, self.salon, wish, (first, last), moving)

    async def _changing(
        self, moving: int | None, services: Sequence[Service], staff_id: int | None
    ) -> tuple[Booking, Change] | None:
        """The booking that becomes such a visit, and what becomes of it."""
        booking = await self.booking(moving) if moving else None
        if booking is None:
            return None
        ids = [service.id for service in services]
        return booking, booking.changed_to(ids, staff_id, booking.starts_at)

    async def hold(
        self,
        services: Sequence[Service],
        staff_id: int | None,
        starts_at: datetime,
        shown: Shown,
        for_whom: str | None = None,
    ) -> Booking:
        request = Request(
            key=self._request_key,
            customer_id=self.person.id,
            channel=self.person.channel,
            chat=self.person.address,
            service_id=services[0].id,
            staff_id=staff_id,
            starts_at=starts_at,
            price_shown=shown.price,
            length_shown=shown.length,
            conditions_shown=shown.fingerprint,
            more_services=tuple(service.id for service in services[1:]),
            for_whom=for_whom,
        )
        booking = await hold(self._work, self.salon, request, self._lock)
        if booking.held_until is None:
            return booking
        if not booking.deposit:  # who has to pay first, for what costs nothing
            return await confirm(self._work, self.salon, booking.id, Actor("timer"))
        await self._request_payment(booking)
        return booking

    async def booking(self, booking_id: int) -> Booking | None:
        found = await bookings.find(self._work, booking_id)
        return found if found and found.customer_id == self.person.id else None

    async def people(self) -> Sequence[str]:
        return await persons.names(self._work, self.person.id)

    async def last_visit(self) -> Booking | None:
        return await bookings.last_visit(self._work, self.person.id)

    async def upcoming(self) -> Sequence[Booking]:
        return await bookings.upcoming(self._work, self.person.id)

    async def cancel(self, booking: Booking) -> Booking:
        by = Actor("customer", str(self.person.id))
        return await cancel(self._work, booking.id, by, seen=booking.revision)

    @property
    def has_staff(self) -> bool:
        return self._staff_chat is not None

    @property
    def with_person(self) -> bool:
        return self.with_person_until is not None and self.with_person_until > self.now

    async def call_person(self, draft: Draft) -> None:
        if self._staff_chat is not None:
            self.with_person_until = self.now + self.salon.hand_back
            await self._tell_staff("called", **knowing(draft, self._talk.heard))

    async def end_person(self) -> None:
        if self.with_person:
            await self._tell_staff("returned")
        self.with_person_until = None

    async def pass_on(self, text: str) -> None:
        """Hand what they wrote to the person who answers them; no text: something else it was."""
        self.with_person_until = self.now + self.salon.hand_back
        await self._tell_staff("said" if text else "unread", text=text)

    async def wish(self, wanted: Consent) -> None:
        await consent.keep(self._work, self.person.id, wanted, self.person.channel)

    async def rate(self, booking: Booking, stars: int) -> None:
        await reviews.rate(self._work, booking, stars, Actor("customer", str(self.person.id)))
        if stars <= reviews.LOW:
            await queue.add(self._work, alert("low_rating", booking.id, stars=stars))

    async def comment(self, booking: Booking, text: str, stars: int) -> None:
        await reviews.comment(self._work, booking, text)
        if stars <= reviews.LOW:
            row = alert("low_rating", booking.id, stars=stars, text=text[: reviews.LONGEST_COMMENT])
            await queue.add(self._work, row)

    async def scores(self, object_ids: Sequence[int]) -> Mapping[int, Score]:
        return await reviews.find_scores(self._work, object_ids)

    async def will_come(self, booking: Booking) -> None:
        await will_come(self._work, booking, Actor("customer", str(self.person.id)))

    async def agree(self, booking: Booking) -> Booking:
        by = Actor("customer", str(self.person.id))
        return await proposing.agree(self._work, self.salon, booking, by)

    async def take_offer(self, booking: Booking) -> Booking:
        by = Actor("customer", str(self.person.id))
        taken = await offering.take(self._work, self.salon, booking.id, by)
        if taken.held_until is not None:
            await self._request_payment(taken)
        return taken

    async def refuse_offer(self, booking: Booking) -> None:
        await offering.refuse(self._work, booking.id, Actor("customer", str(self.person.id)))

    async def change(self, booking: Booking, wanted: Change) -> Booking:
        by = Actor("customer", str(self.person.id))
        return await change(
            *(self._work, self.salon, booking.id, wanted, by, self._lock), seen=booking.revision
        )

    async def refund_if_cancelled(self, booking: Booking) -> Money:
        return await self._deposits.back_if_cancelled(booking)

    async def payment(self, booking: Booking) -> PaymentView | None:
        return await self._deposits.shown(booking)

    async def issue_receipts(self, booking: Booking) -> str | None:
        await receipts.issue(self._work, booking.id)
        issued = await receipts.of_booking(self._work, booking.id)
        return receipts_key(booking.id) if issued else None

    async def look_at_payment(self, booking: Booking) -> None:
        await self._deposits.look(booking)

    async def remember(
        self, *, name: str | None = None, phone: str | None = None, language: str | None = None
    ) -> None:
        known = {"name": name, "phone": phone, "language": language}
        given = {key: value for key, value in known.items() if value is not None}
        await customers.remember(self._work, self.person.id, given)
        self.person = replace(
            self.person,
            name=name or self.person.name,
            phone=phone or self.person.phone,
            language=language or self.person.language,
        )

    def savepoint(self) -> AbstractAsyncContextManager[None]:
        return self._work.savepoint_once_changed()

    async def _tell_staff(self, kind: str, **more: Any) -> None:
        if self._staff_chat is not None:
            at = (self.person.channel, self.person.address)
            more["name"] = self.person.name or self.profile_name
            await queue.add(self._work, relayed(self._staff_chat, kind, *at, **more))

    async def _request_payment(self, booking: Booking) -> None:
        words = self._wording.of_salon(self.salon, self.person.language)
        await self._deposits.ask_for(booking, words)
