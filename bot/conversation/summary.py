"""A booking in lines, before and after it is made."""

from datetime import datetime, timedelta

from booking.money import Money
from booking.salon import LocalName, Salon
from booking.terms import Terms
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
    former = salon.former.get(line.service_id)
    return service.name if service else former or msg("no longer offered")


def staff_name(salon: Salon, line: Line) -> LocalName | str:
    member = salon.staff_member(line.staff_id)
    return member.name if member else salon.former.get(line.staff_id, "-")


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


def terms_lines(
    deposit: Money, terms: Terms, starts_at: datetime, now: datetime
) -> tuple[Text, ...]:
    """What a cancellation costs, and until when it costs nothing."""
    if not deposit:
        return (msg("You can cancel here at any time before it starts."),)
    steps = [
        (starts_at - timedelta(minutes=minutes), percent)
        for minutes, percent in terms
        if percent and starts_at - timedelta(minutes=minutes) > now
    ]
    if not steps:
        return (msg("If you cancel, the deposit does not come back."),)
    if [percent for _, percent in steps] == [100]:
        return (
            msg(
                "Cancel until {moment} and the deposit comes back; after that it does not.",
                moment=steps[0][0],
            ),
        )
    until_the_end = steps[-1][0] == starts_at
    return (
        *(
            msg(
                "Cancel until {moment} and {percent} percent of the deposit comes back.",
                moment=moment,
                percent=percent,
            )
            for moment, percent in steps
        ),
        *(() if until_the_end else (msg("After that the deposit does not come back."),)),
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
