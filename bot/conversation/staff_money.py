"""Cancelling and giving money back from the staff's group: what is asked, what is said of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from booking.errors import MoreThanKept, Refusal
from booking.money import Money, decimals
from booking.salon import Salon, Staff
from booking.visit import Booking, Status
from bot.conversation.folding import digits, visible
from bot.conversation.screen import Choice, Text, msg, standing
from bot.conversation.summary import visit_lines

SHARES: Mapping[str, int] = {"all": 100, "half": 50}  # percent
REASONS: Mapping[str, Text] = {
    "mistake": msg("Our mistake"),
    "unhappy": msg("Not satisfied"),
    "other": msg("Another reason"),
}
COMMAND = "/refund"
_EVERYTHING = ("all", "الكل", "كامل")
_DECIMAL_SIGNS = str.maketrans({"٫": ".", ",": "."})
_KEEP = "keep"
ONCE_MORE = msg("Once more")


@dataclass(frozen=True, slots=True)
class Reply:
    """What whoever tapped is shown, and what the group reads; its choices stand.

    `replaces` the message that was tapped on; else it is a new one.
    """

    toast: Text | None = None
    lines: tuple[Text, ...] = ()
    choices: tuple[Choice, ...] = ()
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class RefundOrder:
    """What a manager writes; no amount means all of it."""

    code: str
    amount: Money | None
    reason: str


NOTHING_CHANGED = Reply(lines=(msg("Nothing was changed."),), replaces=True)
ONLY_LEADERS = msg("Only a manager or the owner may give money back.")
USAGE = msg(
    "Write {example}: the booking's code, how much, and why.",
    example="/refund ABC234 50 late start",
)


def refund_order(text: str, currency: str) -> RefundOrder | None:
    """What a command says; None if it does not say it in full."""
    words = visible(digits(text)).split(maxsplit=3)
    if len(words) < 4:
        return None
    _, code, amount, reason = words
    if amount.casefold() in _EVERYTHING:
        return RefundOrder(code.upper(), None, reason[:60])
    wanted = _sum_of(amount.translate(_DECIMAL_SIGNS), currency)
    return RefundOrder(code.upper(), wanted, reason[:60]) if wanted else None


def _sum_of(text: str, currency: str) -> Money | None:
    """Null if it is none, or 1,000, which means a thousand to some and one to others."""
    if len(text.partition(".")[2]) > decimals(currency):
        return None
    try:
        return Money.parse(text, currency)
    except ValueError:
        return None


def refund_of(action: str) -> tuple[str, str] | None:
    """The share and the reason that a button stands for."""
    for share in SHARES:
        if action.startswith(share) and action.removeprefix(share) in REASONS:
            return share, action.removeprefix(share)
    return None


def deeds(booking: Booking, returnable: Money | None, *, begun: bool) -> tuple[Choice, ...]:
    """The buttons of a booking's message that ask before they do anything."""
    can_be_cancelled = booking.status in (Status.HELD, Status.CONFIRMED) and not begun
    cancel = standing("cancel", booking.id, booking.revision, msg("Cancel booking"))
    can_be_returned = bool(returnable) and booking.status is not Status.REQUESTED
    refund = standing("refund", booking.id, booking.revision, msg("Give money back"))
    return (*((cancel,) if can_be_cancelled else ()), *((refund,) if can_be_returned else ()))


def ask_to_cancel(salon: Salon, booking: Booking, kept: Money | None) -> Reply:
    lines = (msg("Cancel booking {code}?", code=booking.code), *visit_lines(salon, booking))
    if kept:
        back = msg("All that was paid, {amount}, goes back to the customer.", amount=kept)
        lines = (*lines, back)
    return Reply(
        lines=lines,
        choices=(
            standing("drop", booking.id, booking.revision, msg("Yes, cancel it")),
            standing(_KEEP, booking.id, booking.revision, msg("No, keep it")),
        ),
    )


def cancelled(booking: Booking, by: Staff) -> Reply:
    said = msg("Booking {code} was cancelled by {name}.", code=booking.code, name=by.name)
    return Reply(msg("Cancelled."), (said,), replaces=True)


def ask_how_much(booking: Booking, returnable: Money, revision: int) -> Reply:
    """`revision` is the payment's: what is tapped twice is done once."""
    half = returnable.share(SHARES["half"])
    return Reply(
        lines=(
            msg(
                "Booking {code}: how much of {amount} goes back to the customer?",
                code=booking.code,
                amount=returnable,
            ),
            msg(
                "For another sum write {example} and the reason.",
                example=f"{COMMAND} {booking.code} {half.amount:f}",
            ),
        ),
        choices=(
            standing("all", booking.id, revision, msg("All, {amount}", amount=returnable)),
            standing("half", booking.id, revision, msg("Half, {amount}", amount=half)),
            standing(_KEEP, booking.id, revision, msg("Nothing")),
        ),
    )


def ask_why(booking: Booking, share: str, amount: Money, revision: int) -> Reply:
    why = msg("Booking {code}: why does {amount} go back?", code=booking.code, amount=amount)
    reasons = tuple(
        standing(f"{share}{name}", booking.id, revision, label) for name, label in REASONS.items()
    )
    stop = standing(_KEEP, booking.id, revision, msg("Nothing"))
    return Reply(lines=(why,), choices=(*reasons, stop), replaces=True)


def given(booking: Booking, amount: Money, reason: Text | str, by: Staff, *, tapped: bool) -> Reply:
    said = msg(
        "Booking {code}: {amount} goes back to the customer. Reason: {reason}. By {name}.",
        code=booking.code,
        amount=amount,
        reason=reason,
        name=by.name,
    )
    return Reply(msg("It is on its way back."), (said,), replaces=tapped)


def refused(no: Refusal) -> Text:
    match no:
        case MoreThanKept(left=None):
            return msg("Nothing was paid for this booking.")
        case MoreThanKept(left=left) if left:
            return msg("At most {amount} can go back.", amount=left)
        case _:
            return msg("Nothing is left that could go back.")


def ask_again(booking: Booking, amount: Money, last: datetime) -> Reply:
    """The same sum was given back before; the button carries the sum."""
    lines = (
        msg(
            "Booking {code}: {amount} was already given back on {moment}. Give it back once more?",
            code=booking.code,
            amount=amount,
            moment=last,
        ),
    )
    again = standing("again", booking.id, amount.minor, msg("{amount} once more", amount=amount))
    return Reply(
        lines=lines, choices=(again, standing(_KEEP, booking.id, amount.minor, msg("Nothing")))
    )


ONLY_HELD = msg(
    "The deposit is only held on the card. Cancel the booking to let go of it; money can be given"
    " back after it was taken."
)


def unknown(code: str) -> Text:
    return msg("I know no booking {code}.", code=code)
