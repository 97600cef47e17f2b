"""Which place comes next, and which came before: the order of a booking's questions."""

from dataclasses import replace

from booking.salon import Salon
from bot.conversation.choose import CATEGORIES_FROM, Categories, Days, Services, StaffMembers, Times
from bot.conversation.details import Confirm, Name, Phone
from bot.conversation.draft import Draft
from bot.conversation.my_bookings import CancelBooking, MyBookings, OneBooking
from bot.conversation.pay import Booked, Paying
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.welcome import Language, Menu, Person, Where

PLACES: dict[str, type[Place]] = {
    place.name: place
    for place in (
        *(Categories, Services, StaffMembers, Days, Times, Name, Phone, Confirm),
        *(Paying, Booked, MyBookings, OneBooking, CancelBooking),
        *(Menu, Language, Where, Person),
    )
}


def start(salon: Salon) -> Place:
    """Where a booking begins."""
    many = len(salon.services) >= CATEGORIES_FROM and len(salon.categories) > 1
    sorted_in = all(service.category_id for service in salon.services)
    return Categories() if many and sorted_in else Services()


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
        case StaffMembers() | Services():
            return Move(draft.without_service(), start(ports.salon))
        case Days():
            kept = _with_only_staff(draft.without_staff(), ports)
            if kept.has_staff:
                return Move(draft.without_service(), start(ports.salon))
            return Move(kept, StaffMembers())
        case Times(full=True):
            return Move(draft, Times())
        case Times():
            return Move(draft.without_day(), Days())
        case Name() | Phone() | Confirm():
            return Move(draft.without_time(), Times() if draft.day else Days())
        case OneBooking() | CancelBooking():
            return Move(draft, MyBookings())
        case _:
            return Move(draft, Menu())


def _with_only_staff(draft: Draft, ports: Ports) -> Draft:
    """Nobody is asked to choose where only one person does it, or all do it together."""
    service = ports.salon.service(draft.service) if draft.service else None
    members = ports.salon.staff_for(service.id) if service else ()
    if service and service.together and not draft.has_staff:
        return replace(draft, anyone=True)
    if len(members) == 1 and not draft.has_staff:
        return replace(draft, staff=members[0].id)
    return draft
