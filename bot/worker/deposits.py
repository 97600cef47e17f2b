"""A booking's deposit, on the turn's own transaction: asked for, shown, given back by the terms."""

from dataclasses import dataclass, replace
from datetime import timedelta

from booking.money import Money
from booking.salon import Salon
from booking.store import queue
from booking.store.database import Work
from booking.visit import Booking, Status
from bot.conversation.ports import PaymentView
from bot.conversation.screen import msg
from bot.conversation.summary import services_in_one
from bot.links import Links
from bot.wording.localization import Localization
from bot.worker.news import news_of
from bot.worker.payments import look_task
from payments import billing
from payments.payment import HOLDS, State

_LINK_IS_LATE_AFTER = timedelta(seconds=20)
_REMINDED_BEFORE = timedelta(minutes=5)  # of the end of a hold that is longer than twice that


@dataclass(frozen=True, slots=True)
class TurnDeposits:
    work: Work
    salon: Salon
    links: Links
    provider: str  # who asks for money in this chat
    can_hold: bool  # on cards, until the visit is over

    async def ask_for(self, booking: Booking, words: Localization) -> None:
        """Have a link made for a booking that is held; say so if it is late or not used."""
        description = words.say(
            msg(
                "{salon}: deposit for {service}, {moment}",
                salon=self.salon.name,
                service=services_in_one(self.salon, booking),
                moment=booking.starts_at,
            )
        )
        url = self.links.after_payment(words.language)
        provider = self._asked_by(booking)
        await billing.request(self.work, booking, description, provider=provider, return_url=url)
        due = {"link_late": self.work.now + _LINK_IS_LATE_AFTER}
        if booking.held_until and booking.held_until - self.work.now > 2 * _REMINDED_BEFORE:
            due["unpaid"] = booking.held_until - _REMINDED_BEFORE
        news = (news_of(event, booking, due_at=at) for event, at in due.items())
        useless = booking.held_until
        await queue.add(self.work, *(replace(one, useless_after=useless) for one in news))

    async def shown(self, booking: Booking) -> PaymentView | None:
        found = await billing.view(self.work, booking.id)
        if found is None:
            return None
        return PaymentView(
            amount=found.amount,
            url=found.url,
            has_failed=found.state in (State.FAILED, State.EXPIRED),
            is_other=found.state is State.MISMATCH,
            refunded=found.refunded,
            refund_failed=found.refund_failed,
            kept=found.kept,
            is_hold=found.provider == HOLDS,
            is_held=found.state is State.AUTHORIZED,
        )

    async def back_if_cancelled(self, booking: Booking) -> Money:
        """By the terms; of a request, which nobody has accepted yet, they keep nothing."""
        payment = await billing.view(self.work, booking.id)
        kept = payment.kept if payment else Money.zero(booking.deposit.currency)
        if booking.status is Status.REQUESTED:
            return kept
        return booking.refund_at(kept, self.work.now)

    async def look(self, booking: Booking) -> None:
        await queue.add(self.work, look_task(booking))

    def _asked_by(self, booking: Booking) -> str:
        is_held = self.can_hold and billing.may_be_held(booking, self.work.now)
        return HOLDS if is_held else self.provider
