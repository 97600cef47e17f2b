"""Which place comes next, and which came before: the order of a booking's questions."""

from dataclasses import replace

from booking.salon import Salon
from bot.conversation.choose import Categories, Services, StaffMembers, place_to_add, place_to_start
from bot.conversation.chosen import able, chosen_services
from bot.conversation.confirm import Change, Confirm
from bot.conversation.days import Days, Months, Weeks, place_around
from bot.conversation.details import Name, Phone
from bot.conversation.draft import Draft
from bot.conversation.my_bookings import CancelBooking, MyBookings, OneBooking
from bot.conversation.pay import Booked, Paying
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.receipt import Receipt
from bot.conversation.times import Times
from bot.conversation.welcome import Language, Menu, Person, Where

PLACES: dict[str, type[Place]] = {
    place.name: place
    for place in (
        *(Categories, Services, StaffMembers, Days, Weeks, Months, Times),
        *(Name, Phone, Confirm, Change),
        *(Paying, Booked, MyBookings, OneBooking, CancelBooking, Receipt),
        *(Menu, Language, Where, Person),
    )
}


def start(salon: Salon) -> Place:
    """Where a booking begins."""
    return place_to_start(salon)


def first_missing(draft: Draft, ports: Ports) -> Move:
    """The first question of a booking that the draft does not answer."""
    if draft.service is None:
        return Move(draft, start(ports.salon))
    draft = _with_only_staff(draft, ports)
    if not draft.has_staff:
        return Move(draft, StaffMembers())
    if draft.start is None:
        return Move(draft, Times() if draft.day else Days())
    if ports.person.name is None:
        return Move(draft, Name())
    if ports.person.phone is None and ports.asks_for_phone:
        return Move(draft, Phone())
    return Move(draft, Confirm())


def before(place: Place, draft: Draft, ports: Ports) -> Move:
    """One step back; what was chosen before it is kept."""
    match place:
        case Categories(adding=True) | Services(adding=True, category=None) | Change():
            return Move(draft, Confirm())
        case Services(adding=True):
            return Move(draft, place_to_add(ports.salon))
        case StaffMembers() if draft.start:
            return Move(draft, Change())
        case StaffMembers() | Services():
            return Move(draft.without_service(), start(ports.salon))
        case Weeks() | Days(since=str()):
            return Move(draft, place_around(place, draft, ports))
        case Months():
            return Move(draft, Days())
        case Days():
            if _with_only_staff(draft.without_staff(), ports).has_staff:
                return Move(draft.without_service(), start(ports.salon))
            return Move(draft.without_staff(), StaffMembers())
        case Times(since=str()):
            return Move(draft, Times(full=True))
        case Times(full=True):
            return Move(draft, Times())
        case Times():
            return Move(draft.without_day(), Days())
        case Name() | Phone() | Confirm():
            return Move(draft.without_time(), Times() if draft.day else Days())
        case Receipt(booking=booking):
            return Move(draft, OneBooking(booking))
        case OneBooking() | CancelBooking():
            return Move(draft, MyBookings())
        case _:
            return Move(draft, Menu())


def _with_only_staff(draft: Draft, ports: Ports) -> Draft:
    """Nobody is asked to choose where only one person does it, or all do it together."""
    if draft.has_staff:
        return draft
    services = chosen_services(draft, ports.salon)
    people = able(services, ports.salon)
    if len(people) == 1:
        return replace(draft, staff=people[0].id)
    return replace(draft, anyone=all(service.together for service in services))
