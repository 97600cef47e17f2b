"""Free text: a question is answered, a wish becomes part of the draft."""

from dataclasses import replace

from booking.instants import local_day
from booking.visit import Booking
from bot.conversation import everywhere, remarks
from bot.conversation.answers import Hours, Prices, hours_lines, price_lines
from bot.conversation.as_before import as_before
from bot.conversation.cancelling import CancelBooking
from bot.conversation.changing import ChangeBooking, ConfirmChange, change_of
from bot.conversation.choose import StaffMembers
from bot.conversation.confirm import Change, Confirm
from bot.conversation.consents import consent_asked
from bot.conversation.details import Name, introduces
from bot.conversation.everywhere import Said
from bot.conversation.handover import Person, talk_to_person
from bot.conversation.memory import Conversation
from bot.conversation.my_bookings import MyBookings
from bot.conversation.one_booking import OneBooking
from bot.conversation.pay import Booked, Paying
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.rating import Rated, Rating
from bot.conversation.screen import Text, msg
from bot.conversation.summary import place_lines
from bot.conversation.understanding.agreement import (
    agrees,
    refuses,
    surely_agrees,
    surely_refuses,
    will_come,
)
from bot.conversation.understanding.intents import Intent
from bot.conversation.understanding.meaning import Meaning
from bot.conversation.understanding.stars import stars_in
from bot.conversation.understood import Listener, reader_of
from bot.conversation.waiting import JoinList, OnList, WaitingDays, WaitingPart
from bot.conversation.welcome import Language, Menu
from bot.conversation.where import Where
from bot.conversation.which import WhichStaff
from bot.conversation.words import Word

_QUESTIONS = frozenset(Intent) - {Intent.BOOK, Intent.OTHER, Intent.GREETING}
# Places outside a booking: there an answer is a screen of its own.
_ELSEWHERE = (
    *(Menu, Language, Where, Person, Prices, Hours),
    *(MyBookings, OneBooking, Paying, Booked, OnList),
)


def answer_in(text: str, talk: Conversation) -> str | None:
    """The choice that a plain yes or no means where something is to be confirmed."""
    ids = [one.id for one in talk.offered]
    if isinstance(talk.place, Confirm) and agrees(text):
        return next((one for one in ids if one.startswith("confirm:")), None)
    if isinstance(talk.place, CancelBooking | ConfirmChange | JoinList) and (
        surely_agrees(text) or refuses(text)
    ):
        wanted = "yes" if surely_agrees(text) else "no"
        return next((one for one in ids if one.startswith(wanted)), None)
    if isinstance(talk.place, Name) and surely_agrees(text):
        return next((one for one in ids if one.startswith("name:")), None)
    if isinstance(talk.place, Rating):
        return talk.place.choice_of(stars_in(text))
    return _answer_to_notice(text, talk)


def _answer_to_notice(text: str, talk: Conversation) -> str | None:
    """The choice of the newest notice that is meant by who has nothing else to answer."""
    is_at_rest = talk.place is None or isinstance(talk.place, _ELSEWHERE)
    wanted = [
        *(("s.come.",) if will_come(text) or (is_at_rest and agrees(text)) else ()),
        *(("s.take.", "s.agree.") if is_at_rest and surely_agrees(text) else ()),
        *(("s.pass.", "s.keep.") if is_at_rest and surely_refuses(text) else ()),
    ]
    offered = [one.id for one in reversed(talk.offered)]
    if is_at_rest and surely_refuses(text) and any(one.startswith("s.come.") for one in offered):
        wanted.append("s.cancel.")  # "will you come?" - "no": which is asked about
    return next((one for one in offered if one.startswith(tuple(wanted))), None)


async def hear(talk: Conversation, text: str, ports: Ports) -> Said | None:
    """What it leads to; None: nothing in it is understood."""
    if isinstance(talk.place, Confirm) and refuses(text):
        return Said(Move(talk.draft, Change()), (msg("All right, nothing is booked yet."),))
    if isinstance(talk.place, Rating) and stars_in(text) is not None:
        return Said(await talk.place.hear(text, talk.draft, ports))
    meaning = _read(talk, text, ports)
    if isinstance(talk.place, Rated) and meaning.intent is not Intent.STOP:
        if meaning.intent is not Intent.PERSON:
            return None
        await talk.place.hear(text, talk.draft, ports)  # a complaint is both
    elif talk.place and talk.place.takes_text and _is_for_it(talk.place, text, meaning):
        return None
    if meaning.intent in _QUESTIONS and not _is_wish_after_all(talk, meaning):
        return await _answer(talk, text, meaning, ports)
    if meaning.intent is Intent.OTHER and not (meaning.books and meaning.services and meaning.days):
        return _stay(talk, remarks.THANKS, remarks.call_us(ports.salon))
    if meaning.is_hint and (meaning.asks or talk.draft.service is None):
        return None
    if isinstance(talk.place, WaitingDays | WaitingPart):
        choice = talk.place.choice_of(meaning)
        if any(one.id == choice for one in talk.offered):
            return Said(await talk.place.pick(choice or "", talk.draft, ports))
    shown = await _shown_booking(talk, ports)
    if shown and (_is_of_shown(meaning) or _takes_back(shown, meaning)):
        return await _own(talk, meaning, Intent.MOVE, ports)
    if meaning.is_wish or meaning.intent is Intent.BOOK:
        meaning, begun = await as_before(meaning, talk.draft, ports)
        if begun.to and not (meaning.says_when or meaning.says_who):
            return Said(begun)
        listener = Listener(begun.draft, meaning, ports)
        return Said(Move(listener.take()), tuple(listener.remarks))
    if meaning.greets:
        return everywhere.greeting(talk, text, ports)
    return None


def _read(talk: Conversation, text: str, ports: Ports) -> Meaning:
    today = local_day(ports.now, ports.salon.zone)
    asked = isinstance(talk.place, StaffMembers | WhichStaff)
    return reader_of(ports.salon).read(text, today, asked_with_whom=asked)


def _is_of_shown(meaning: Meaning) -> bool:
    """Is it a bare time, day or name, which belongs to the booking that is on the screen?"""
    says_what = meaning.services or meaning.whom or meaning.several or meaning.again
    return (meaning.says_when or meaning.says_who) and not says_what


def _takes_back(booking: Booking, meaning: Meaning) -> bool:
    """Is a service of this booking not wanted any more: "a haircut instead of the colour"?"""
    return any(line.service_id in meaning.not_services for line in booking.lines)


async def _shown_booking(talk: Conversation, ports: Ports) -> Booking | None:
    """The booking that is on the screen, if it is still to come."""
    if not isinstance(talk.place, OneBooking | Booked | ChangeBooking) or not talk.draft.is_empty:
        return None
    shown = talk.place.booking
    return next((one for one in await ports.upcoming() if one.id == shown), None)


def _is_for_it(place: Place, text: str, meaning: Meaning) -> bool:
    """Is it the name or the words that the place asks for, and nothing else?"""
    return (isinstance(place, Name) and introduces(text)) or not _is_no_name(meaning)


def _is_no_name(meaning: Meaning) -> bool:
    """Is it something else than a name, where that was asked for?"""
    is_day = bool(meaning.days) and not meaning.unread
    return meaning.intent in _QUESTIONS or is_day or bool(meaning.minutes or meaning.time_problem)


def _is_wish_after_all(talk: Conversation, meaning: Meaning) -> bool:
    """A question that says enough of a visit to be a request for one."""
    match meaning.intent:
        case Intent.HOURS:
            return meaning.says_who and not meaning.not_staff
        case Intent.PRICES:
            return meaning.asks_price_last and bool(meaning.services and meaning.says_when)
        case Intent.OFFERS:
            return meaning.says_when or meaning.says_who
        case Intent.PHOTOS:
            return meaning.says_when
        case Intent.CANCEL:
            return bool(meaning.services) and meaning.books and meaning.says_when
        case Intent.MOVE:
            says_what = meaning.says_when or meaning.says_who or bool(meaning.services)
            return not talk.draft.is_empty and says_what
        case _:
            return False


async def _answer(talk: Conversation, text: str, meaning: Meaning, ports: Ports) -> Said:
    salon = ports.salon
    match meaning.intent:
        case Intent.STOP:
            wish = consent_asked(text) or Word.STOP
            return _stay(talk, await everywhere.consent(wish, ports))
        case Intent.PERSON:
            return Said(await talk_to_person(talk.draft, ports))
        case Intent.LANGUAGE if meaning.language:
            return await everywhere.speak(meaning.language, ports)
        case Intent.LANGUAGE:
            return Said(Move(talk.draft, Language()))
        case Intent.WHERE:
            return _shown(talk, Where(), place_lines(salon))
        case Intent.HOURS:
            day = meaning.days[0] if len(meaning.days) == 1 else None
            place = Hours(day.isoformat() if day else None)
            return _shown(talk, place, hours_lines(ports, day))
        case Intent.PHOTOS:
            services = (id_ for one in meaning.services for id_ in one.services)
            return everywhere.photos(talk, ports, of={*meaning.staff, *services})
        case Intent.CANCEL if not talk.draft.is_empty and not (
            meaning.of_my_booking and await ports.upcoming()
        ):
            return await everywhere.cancel(talk, ports)
        case Intent.MOVE if isinstance(talk.place, Confirm) and not meaning.of_my_booking:
            return Said(Move(talk.draft, Change()))
        case Intent.CANCEL | Intent.MOVE | Intent.BOOKINGS as intent:
            return await _own(talk, meaning, intent, ports)
        case _:
            return _priced(talk, meaning, ports)


async def _own(talk: Conversation, meaning: Meaning, intent: Intent, ports: Ports) -> Said:
    """The booking that is shown, or the customer's only one; else all of them."""
    bookings = await ports.upcoming()
    booking = await _shown_booking(talk, ports) or (bookings[0] if len(bookings) == 1 else None)
    if booking is None:
        return Said(Move(talk.draft, MyBookings()))
    if intent is Intent.CANCEL:
        return Said(Move(talk.draft, CancelBooking(booking.id)))
    if intent is Intent.BOOKINGS:
        return Said(Move(talk.draft, OneBooking(booking.id)))
    if not (meaning.says_when or meaning.says_who):
        return Said(Move(talk.draft, ChangeBooking(booking.id)))
    listener = Listener(change_of(booking, ports.salon), meaning, ports)
    return Said(Move(listener.take()), tuple(listener.remarks))


def _priced(talk: Conversation, meaning: Meaning, ports: Ports) -> Said:
    unoffered = [one.said for one in meaning.services if not one.services]
    services = tuple(id_ for one in meaning.services for id_ in one.services)
    said = _shown(talk, Prices(services), price_lines(ports.salon, services))
    notes = tuple(msg("We do not offer {service}.", service=one) for one in unoffered)
    return replace(said, remarks=(*notes, *said.remarks))


def _shown(talk: Conversation, place: Place, lines: tuple[Text, ...]) -> Said:
    """The answer, as a screen of its own or before the question that is open."""
    if talk.place is None or isinstance(talk.place, _ELSEWHERE):
        return Said(Move(talk.draft, place))
    return Said(remarks=lines)


def _stay(talk: Conversation, *lines: Text) -> Said:
    return Said(Move(talk.draft, Menu()) if talk.place is None else None, lines)
