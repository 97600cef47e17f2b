"""A visit in lines, before and after it is booked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from booking.money import Money
from booking.salon import LocalName, Salon, Service
from booking.terms import Terms
from booking.visit import Booking, Line, Slot
from bot.conversation.relations import RELATIONS, whom_lines, whom_lines_for_staff
from bot.conversation.screen import Argument, Link, Text, TimeOfDay, msg, nmsg, shown

ADD_TO_CALENDAR = msg("Add it to your calendar:")
_ANYONE = msg("whoever is free")


@dataclass(frozen=True, slots=True)
class _Part:
    """One service of a visit: what, with whom, from when, for how much."""

    service: LocalName | Text
    people: Text
    starts_at: datetime
    price: Money


def visit_lines(salon: Salon, booking: Booking) -> tuple[Text, ...]:
    """For whom, what, with whom, when, how long."""
    return (*whom_lines(booking.for_whom), *_booked_lines(salon, booking))


def visit_lines_for_staff(salon: Salon, booking: Booking) -> tuple[Text, ...]:
    return (*whom_lines_for_staff(booking.for_whom), *_booked_lines(salon, booking))


def _booked_lines(salon: Salon, booking: Booking) -> tuple[Text, ...]:
    found: dict[tuple[datetime, int], list[Line]] = {}
    for line in booking.lines:
        found.setdefault((line.starts_at, line.service_id), []).append(line)
    parts = [
        _Part(
            service_name(salon, lines[0]),
            in_one([staff_name(salon, line) for line in lines]),
            starts_at,
            sum((line.price for line in lines), Money.zero(booking.price.currency)),
        )
        for (starts_at, _), lines in found.items()
    ]
    return _lines(parts, booking.starts_at, booking.ends_at - booking.starts_at)


def planned_lines(salon: Salon, services: Sequence[Service], slot: Slot) -> tuple[Text, ...]:
    """The same of a visit that is not booked yet: who does it may still be open."""
    parts = []
    starts_at = slot.starts_at
    for place, service in enumerate(services):
        parts.append(_Part(service.name, _who(salon, slot, place), starts_at, service.price))
        starts_at += service.length
    return _lines(parts, slot.starts_at, starts_at - slot.starts_at)


def with_whom(salon: Salon, services: int, slot: Slot) -> Text:
    """With whom a visit of so many services would be."""
    people = [_who(salon, slot, place) for place in range(services)]
    different = [one for at, one in enumerate(people) if one not in people[:at]]
    return msg("With: {name}", name=in_one(different))


def in_short(salon: Salon, booking: Booking) -> Text:
    """What, with whom and for whom, in one line."""
    service, staff = services_in_one(salon, booking), staff_in_one(salon, booking)
    if booking.for_whom is None:
        return msg("{service} with {name}", service=service, name=staff)
    person = RELATIONS.get(booking.for_whom) or booking.for_whom
    return msg("{service} with {name}, for {person}", service=service, name=staff, person=person)


def services_in_one(salon: Salon, booking: Booking) -> Text:
    """The names of its services."""
    lines: dict[int, Line] = {}
    for line in booking.lines:
        lines.setdefault(line.service_id, line)
    return in_one([service_name(salon, line) for line in lines.values()])


def staff_in_one(salon: Salon, booking: Booking) -> Text:
    """The names of those who do it."""
    lines: dict[int, Line] = {}
    for line in booking.lines:
        lines.setdefault(line.staff_id, line)
    return in_one([staff_name(salon, line) for line in lines.values()])


def in_one(names: Sequence[Argument]) -> Text:
    """Names as one: "A", "A and B", "A, B and C"."""
    *others, last = names
    return msg("{names} and {name}", names=listed(others), name=last) if others else shown(last)


def listed(names: Sequence[Argument]) -> Text:
    """Names of which more may follow: "A, B, C"."""
    said = shown(names[0])
    for name in names[1:]:
        said = msg("{names}, {name}", names=said, name=name)
    return said


def _who(salon: Salon, slot: Slot, place: int) -> Text:
    """Who does the service in this place, if nobody else could."""
    could = {team[place] for team in slot.teams}
    sole = could.pop() if len(could) == 1 else ()
    people = [member.name for member in salon.staff if member.id in sole]
    return in_one(people) if people else _ANYONE


def _lines(parts: Sequence[_Part], starts_at: datetime, length: timedelta) -> tuple[Text, ...]:
    when = (msg("When: {moment}", moment=starts_at), msg("Length: {length}", length=length))
    if len(parts) == 1:
        (part,) = parts
        return (
            msg("Service: {name}", name=part.service),
            msg("With: {name}", name=part.people),
            *when,
        )
    if all(part.people == parts[0].people for part in parts):
        rows = [
            msg(
                "{service} at {time}, {price}",
                service=part.service,
                time=TimeOfDay(part.starts_at),
                price=part.price,
            )
            for part in parts
        ]
        return (*rows, msg("With: {name}", name=parts[0].people), *when)
    rows = [
        msg(
            "{service} with {name} at {time}, {price}",
            service=part.service,
            name=part.people,
            time=TimeOfDay(part.starts_at),
            price=part.price,
        )
        for part in parts
    ]
    return (*rows, *when)


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


def paid_lines(salon: Salon, booking: Booking) -> tuple[Text, ...]:
    """What was paid, or is held on the card, and what is left to pay at the salon."""
    if not booking.deposit:
        return money_lines(booking.price, booking.deposit)
    paid = msg("Deposit paid: {deposit}", deposit=booking.deposit)
    if salon.hold_deposits:
        paid = msg("Deposit: {deposit}", deposit=booking.deposit)
    rest = booking.price - booking.deposit
    return (paid, msg("At the salon: {rest}", rest=rest)) if rest else (paid,)


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


APPROVAL = msg("The salon has to accept it first. You will hear from us.")


def moving_lines(moves: int | None, move_until: timedelta, starts_at: datetime) -> tuple[Text, ...]:
    """How often and until when it may be changed, where that is limited."""
    until = starts_at - move_until
    if moves is not None and moves <= 0:
        return (msg("It cannot be changed afterwards."),)
    if moves is not None:
        return (
            nmsg(
                "You can change it {n} time, until {moment}.",
                "You can change it {n} times, until {moment}.",
                moves,
                moment=until,
            ),
        )
    if move_until:
        return (msg("You can change it until {moment}.", moment=until),)
    return ()


def place_lines(salon: Salon) -> tuple[Text, ...]:
    """Where the salon is, and a link to the map."""
    if salon.location is None:
        return ()
    latitude, longitude = salon.location.latitude, salon.location.longitude
    return (
        msg("Where: {address}", address=salon.location.address),
        shown(f"https://maps.google.com/?q={latitude},{longitude}"),
    )


def calendar_link(address: str | None) -> Link | None:
    """Where a calendar finds the booking: too long an address to read where it can be a button."""
    return Link(msg("Add to calendar"), address) if address else None
