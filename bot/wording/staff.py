"""What the staff's group reads of a booking."""

from booking.money import Money
from booking.salon import Salon
from booking.visit import Booking, Person, Status
from bot.conversation.screen import Text, TimeOfDay, msg, nmsg
from bot.conversation.summary import visit_lines_for_staff
from payments.payment import TELEGRAM, PaymentView, State

_CHANNELS = {"telegram": "Telegram", "whatsapp": "WhatsApp"}


def alert_lines(
    salon: Salon,
    booking: Booking,
    customer: Person | None,
    payment: PaymentView | None,
    taken: Money,
) -> tuple[Text, ...]:
    """Who, what, with whom, when, paid or not, from where."""
    return (
        _headline(booking),
        *visit_lines_for_staff(salon, booking),
        *_moved(booking),
        msg("Customer: {name}", name=(customer and customer.name) or "-"),
        *((msg("Phone: {phone}", phone=customer.phone),) if customer and customer.phone else ()),
        _money(booking, payment),
        *((msg("Paid at the salon: {sum}", sum=taken),) if taken else ()),
        msg("Booked on {channel}", channel=_CHANNELS.get(booking.channel, booking.channel)),
    )


def low_rating_lines(
    salon: Salon, booking: Booking, customer: Person | None, stars: int, text: str | None
) -> tuple[Text, ...]:
    """A visit that somebody should make good."""
    code = booking.code
    head = nmsg("Booking {code}: {n} star of 5", "Booking {code}: {n} stars of 5", stars, code=code)
    return (
        head,
        *((msg("They wrote: {text}", text=text),) if text else ()),
        *visit_lines_for_staff(salon, booking),
        msg("Customer: {name}", name=(customer and customer.name) or "-"),
        msg("Phone: {phone}", phone=(customer and customer.phone) or "-"),
    )


def unheard_lines(
    salon: Salon, booking: Booking, customer: Person | None, event: str
) -> tuple[Text, ...]:
    """Somebody has to call: no channel of the customer's took the news."""
    code = booking.code
    what = {
        "reminder": msg("Booking {code}: the reminder did not reach the customer.", code=code),
        "cancelled": msg("Booking {code}: its cancellation did not reach the customer.", code=code),
    }
    other = msg("Booking {code}: the latest news did not reach the customer.", code=code)
    return (
        what.get(event, other),
        *visit_lines_for_staff(salon, booking),
        msg("Customer: {name}", name=(customer and customer.name) or "-"),
        msg("Please call: {phone}", phone=(customer and customer.phone) or "-"),
    )


def _held_too_long() -> tuple[Text, ...]:
    return (
        msg(
            "It could not be taken from the card. Please look at it in Moyasar's dashboard: a hold"
            " that has ended cannot be taken any more."
        ),
    )


def _moved(booking: Booking) -> tuple[Text, ...]:
    if booking.moved_from is None or booking.moved_from == booking.starts_at:
        return ()
    return (msg("Moved: it was {moment} before", moment=booking.moved_from),)


def money_lines(
    salon: Salon,
    booking: Booking,
    customer: Person | None,
    payment: PaymentView | None,
    *,
    books_differ: bool = False,
) -> tuple[Text, ...]:
    """Somebody has to see to the booking's payment: what to do."""
    differ = msg("The payment provider's books differ from ours. Please look at it there.")
    return (
        msg("Booking {code}: please see to its payment.", code=booking.code),
        _money(booking, payment),
        *((differ,) if books_differ else ()),
        *(_held_too_long() if payment and payment.state is State.AUTHORIZED else ()),
        *visit_lines_for_staff(salon, booking),
        msg("Customer: {name}", name=(customer and customer.name) or "-"),
    )


def _headline(booking: Booking) -> Text:
    code = booking.code
    match booking.status:
        case Status.HELD if booking.offered_until:
            until = TimeOfDay(booking.offered_until)
            return msg(
                "Booking {code}: offered to the waiting list until {time}", code=code, time=until
            )
        case Status.EXPIRED if booking.offered_until:
            return msg("Booking {code}: offered to the waiting list, not taken", code=code)
        case Status.HELD if booking.held_until:
            until = TimeOfDay(booking.held_until)
            return msg("Booking {code}: held until {time} for its deposit", code=code, time=until)
        case Status.REQUESTED if booking.proposed_at:
            return msg(
                "Booking {code}: {moment} is proposed, the customer has not answered yet",
                code=code,
                moment=booking.proposed_at,
            )
        case Status.REQUESTED:
            latest = booking.answer_until or booking.starts_at
            return msg(
                "Booking {code}: awaits your answer until {moment}", code=code, moment=latest
            )
        case Status.DECLINED:
            return msg("Booking {code}: not accepted", code=code)
        case Status.COMPLETED:
            return msg("Booking {code}: completed", code=code)
        case Status.NO_SHOW:
            return msg("Booking {code}: did not come", code=code)
        case Status.CONFIRMED if booking.arrived_at:
            return msg("Booking {code}: is here", code=code)
        case Status.CONFIRMED if booking.coming_for == booking.starts_at:
            return msg("Booking {code}: confirmed, and the customer will come", code=code)
        case Status.CONFIRMED:
            return msg("Booking {code}: confirmed", code=code)
        case Status.EXPIRED:
            return msg("Booking {code}: lapsed, the deposit was not paid in time", code=code)
        case Status.CANCELLED:
            return msg("Booking {code}: cancelled", code=code)
        case _:
            return msg("Booking {code}", code=code)


def _money(booking: Booking, payment: PaymentView | None) -> Text:
    if payment is None:
        return msg("To pay at the salon: {price}", price=booking.price)
    paid = payment.kept + payment.owed  # perhaps a share of what was held, or more than once
    match payment.state:
        case State.AUTHORIZED:
            return msg(
                "Deposit held on the card: {deposit} of {price}",
                deposit=payment.amount,
                price=booking.price,
            )
        case State.VOIDED:
            return msg("Deposit no longer held on the card: {deposit}", deposit=payment.amount)
        case State.PAID if payment.refunded:
            return msg(
                "Deposit paid: {deposit} of {price}; of it {back} was given back",
                deposit=paid,
                price=booking.price,
                back=payment.refunded,
            )
        case State.PAID:
            return msg("Deposit paid: {deposit} of {price}", deposit=paid, price=booking.price)
        case State.TO_REFUND if payment.refund_failed and payment.provider == TELEGRAM:
            return msg(
                "Telegram cannot give {amount} back. Please do it at the provider that your token"
                " for Telegram is from, then press the button of this booking's message.",
                amount=payment.owed - payment.refunded,
            )
        case State.TO_REFUND if payment.refund_failed:
            return msg(
                "{amount} could not be given back. Please do it in Moyasar's dashboard: open the"
                " payment there and choose Refund. I look again every hour.",
                amount=payment.owed - payment.refunded,
            )
        case State.TO_REFUND:
            return msg("Deposit to be given back: {deposit}", deposit=payment.owed)
        case State.REFUNDED:
            return msg("Deposit given back: {deposit}", deposit=payment.refunded)
        case State.MISMATCH:
            return msg("Another sum than the deposit was paid. Please look at it in Moyasar.")
        case _:
            return msg(
                "Deposit not paid: {deposit} of {price}",
                deposit=payment.amount,
                price=booking.price,
            )
