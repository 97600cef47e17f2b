"""Giving money back because the staff want to, in full or in part."""

from booking.errors import MoreThanKept
from booking.money import Money
from booking.store.database import Work
from payments import ledger
from payments.billing import refunding
from payments.payment import Payment
from payments.recording import books, entries

BY_STAFF = "staff: "  # how the reason of what they grant begins


async def grant(
    work: Work, booking_id: int, amount: Money | None, reason: str, occasion: str
) -> Payment:
    """Promise so much of a booking's payment back, or all that is left of it (null).

    Also what came but was not as asked. Safe to repeat with the same occasion. Raises MoreThanKept
    if that is more than there is, and if it is nothing.
    """
    payment = await ledger.lock_of_booking(work, booking_id)
    if payment is None:
        raise MoreThanKept(Money.zero(amount.currency) if amount else None)
    if any(one.provider_id.endswith(f":{occasion}") for one in await entries(work, payment)):
        return payment
    found = await books(work, payment)
    left = found.returnable if amount is None else amount
    if not left or left.currency != payment.amount.currency or left > found.returnable:
        raise MoreThanKept(found.returnable)
    for part_id, part in found.parts.items():
        share = Money(min(left.minor, part.kept), left.currency)
        if share and part.currency == left.currency:
            payment = await refunding.owe(
                work, payment, part_id, share, f"{BY_STAFF}{reason}", occasion
            )
            left -= share
    return payment
