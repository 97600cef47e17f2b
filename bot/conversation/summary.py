"""A booking in lines, before and after it is made."""

from datetime import datetime

from booking.money import Money
from booking.salon import LocalName, Salon
from booking.visit import Booking, Line
from bot.conversation.screen import Text, msg, shown


def visit_lines(salon: Salon, booking: Booking) -> tuple[Text, ...]:
    """What, with whom, when, how long."""
    line = booking.lines[0]
    return (
        msg("Service: {name}", name=service_name(salon, line)),
        msg("With: {name}", name=staff_name(salon, line)),
        msg("When: {moment}", moment=booking.starts_at),
        msg("Length: {length}", length=booking.ends_at - booking.starts_at),
    )


def service_name(salon: Salon, line: Line) -> LocalName | Text:
    service = salon.service(line.service_id)
    return service.name if service else msg("no longer offered")


def staff_name(salon: Salon, line: Line) -> LocalName | str:
    member = salon.staff_member(line.staff_id)
    return member.name if member else "-"


def money_lines(price: Money, deposit: Money) -> tuple[Text, ...]:
    """The price and what is due now."""
    if not deposit:
        return (msg("Price: {price}, to pay at the salon", price=price),)
    rest = price - deposit
    lines = (
        msg("Price: {price}", price=price),
        msg("Deposit to pay now: {deposit}", deposit=deposit),
    )
    return (*lines, msg("At the salon: {rest}", rest=rest)) if rest else lines


def terms_line(deposit: Money, free_until: datetime, now: datetime) -> Text:
    """What a cancellation costs, and until when it costs nothing."""
    if not deposit:
        return msg("You can cancel here at any time before it starts.")
    if free_until <= now:
        return msg("If you cancel, the deposit does not come back.")
    return msg(
        "Cancel until {moment} and the deposit comes back; after that it does not.",
        moment=free_until,
    )


def place_lines(salon: Salon) -> tuple[Text, ...]:
    """Where the salon is, and a link to the map."""
    if salon.location is None:
        return ()
    latitude, longitude = salon.location.latitude, salon.location.longitude
    return (
        msg("Where: {address}", address=salon.location.address),
        shown(f"https://maps.google.com/?q={latitude},{longitude}"),
    )
