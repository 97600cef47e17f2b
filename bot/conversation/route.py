"""Which place comes next, and which came before: the order of a booking's questions."""

from booking.salon import Salon
from bot.conversation.answers import Hours, Prices
from bot.conversation.calendar import AddToCalendar, CalendarFeed
from bot.conversation.cancelling import CancelBooking
from bot.conversation.changing import ChangeBooking, ConfirmChange, OtherService
from bot.conversation.choose import Categories, Services, StaffMembers, place_to_add, place_to_start
from bot.conversation.chosen import with_only_staff
from bot.conversation.confirm import Change, Confirm
from bot.conversation.days import Days, Months, Weeks, place_around
from bot.conversation.details import Name, Phone
from bot.conversation.draft import Draft
from bot.conversation.handover import Person
from bot.conversation.my_bookings import MyBookings
from bot.conversation.one_booking import OneBooking
from bot.conversation.pay import Booked, Paying
from bot.conversation.photos import Photos
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.rating import Commented, Rated, Rating
from bot.conversation.receipt import Receipt
from bot.conversation.returning import NextTimes, Welcome
from bot.conversation.times import Times
from bot.conversation.waiting import JoinList, LeftList, OnList, WaitingDays, WaitingPart
from bot.conversation.welcome import Language, Menu
from bot.conversation.where import Where
from bot.conversation.which import ForWhom, WhichDay, WhichService, WhichStaff
from bot.conversation.which_time import NearestTimes, TimesWithin, WhichTime
from bot.conversation.whom import Whom

PLACES: dict[str, type[Place]] = {
    place.name: place
    for place in (
        *(Categories, Services, StaffMembers, Days, Weeks, Months, Times),
        *(Name, Phone, Confirm, Change),
        *(Paying, Booked, MyBookings, OneBooking, CancelBooking, Receipt),
        *(ChangeBooking, OtherService, ConfirmChange, AddToCalendar, CalendarFeed),
        *(WhichService, WhichStaff, WhichDay, ForWhom, WhichTime, TimesWithin, NearestTimes),
        *(Prices, Hours, WaitingDays, WaitingPart, JoinList, OnList, LeftList),
        *(Photos, Rating, Rated, Commented, Menu, Language, Where, Person),
        *(Welcome, NextTimes, Whom),
    )
}


def start(salon: Salon) -> Place:
    """Where a booking begins."""
    return place_to_start(salon)


def welcome(ports: Ports) -> Place:
    """Where a customer is met: who was here before is offered the same again."""
    return Welcome() if ports.person.name else start(ports.salon)


def first_missing(draft: Draft, ports: Ports) -> Move:
    """The first question of a booking that the draft does not answer."""
    if draft.service is None:
        return Move(draft, OtherService() if draft.moving else start(ports.salon))
    draft = with_only_staff(draft, ports.salon)
    if draft.waiting:
        return _known_person(draft, ports) or Move(draft, JoinList())
    if not draft.has_staff:
        return Move(draft, StaffMembers())
    if draft.start is None:
        return Move(draft, Times() if draft.day else Days())
    if draft.moving:
        return Move(draft, ConfirmChange())
    return _known_person(draft, ports) or Move(draft, Confirm())


def _known_person(draft: Draft, ports: Ports) -> Move | None:
    """Name and number, if they are unknown."""
    if ports.person.name is None:
        return Move(draft, Name())
    if ports.person.phone is None and ports.asks_for_phone:
        return Move(draft, Phone())
    return None


def before(place: Place, draft: Draft, ports: Ports) -> Move:
    """One step back; what was chosen before it is kept."""
    match place:
        case OtherService() | StaffMembers() | Days(since=None) if draft.moving:
            return Move(Draft(), ChangeBooking(draft.moving))
        case ChangeBooking(booking) | AddToCalendar(booking) | Where(booking=int(booking)):
            return Move(draft, OneBooking(booking))
        case Photos(category=int(category)) if draft.service is None:
            return Move(draft, Services(category))
        case Photos():
            return Move(draft, None if draft.service else welcome(ports))
        case WaitingPart():
            return Move(draft, WaitingDays(draft.day))
        case WaitingDays() | JoinList():
            return Move(draft.without_time())
        case OnList():
            return Move(draft, MyBookings())
        case Whom():
            return Move(draft, Confirm())
        case NextTimes():
            return Move(Draft(), welcome(ports))
        case CalendarFeed(booking):
            return Move(draft, AddToCalendar(booking))
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
            if with_only_staff(draft.without_staff(), ports.salon).has_staff:
                return Move(draft.without_service(), start(ports.salon))
            return Move(draft.without_staff(), StaffMembers())
        case Times(since=str()):
            return Move(draft, Times(full=True))
        case Times(full=True):
            return Move(draft, Times())
        case Times():
            return Move(draft.without_day(), Days())
        case Name() | Phone() | Confirm() | ConfirmChange():
            return Move(draft.without_time(), Times() if draft.day else Days())
        case Receipt(booking=booking):
            return Move(draft, OneBooking(booking))
        case WhichService() | ForWhom():
            return Move(Draft(), start(ports.salon))
        case WhichStaff():
            return Move(draft.without_service(), start(ports.salon))
        case WhichDay():
            return Move(draft.without_staff(), StaffMembers())
        case WhichTime() | TimesWithin() | NearestTimes():
            return Move(draft.without_day(), Days())
        case OneBooking() | CancelBooking():
            return Move(draft, MyBookings())
        case _:
            return Move(draft, Menu())
