"""What works in every place: words, standing choices, the choice of language."""

from collections.abc import Collection
from dataclasses import dataclass

from booking.errors import NotYours, SlotTaken
from booking.visit import Booking, Consent, Status
from bot.conversation import remarks, route
from bot.conversation.album import album
from bot.conversation.cancelling import CancelBooking
from bot.conversation.changing import ChangeBooking, ConfirmChange, OtherService
from bot.conversation.choose import StaffMembers
from bot.conversation.days import Days, Months, Weeks
from bot.conversation.draft import Draft, draft_of
from bot.conversation.folding import language_of
from bot.conversation.handover import BACK_AGAIN, talk_to_person
from bot.conversation.inbound import Inbound
from bot.conversation.memory import Conversation
from bot.conversation.my_bookings import MyBookings
from bot.conversation.one_booking import OneBooking
from bot.conversation.pay import Booked, Paying
from bot.conversation.photos import NO_PHOTOS, Photos
from bot.conversation.place import Move
from bot.conversation.ports import Ports
from bot.conversation.rating import MOST, Rated, Rating
from bot.conversation.receipt import Receipt
from bot.conversation.refusals import explain
from bot.conversation.returning import is_offered, next_times_of
from bot.conversation.screen import Text
from bot.conversation.times import Times
from bot.conversation.tokens import StandingChoice, read_token
from bot.conversation.waiting import LeftList
from bot.conversation.welcome import Language, Menu
from bot.conversation.words import Word, command_in, word_in

_CHANGING = (StaffMembers, Photos, OtherService, Days, Weeks, Months, Times, ConfirmChange)


@dataclass(frozen=True, slots=True)
class Said:
    """Where it leads (null: stay), and what to remark."""

    move: Move | None = None
    remarks: tuple[Text, ...] = ()


async def settle_language(talk: Conversation, inbound: Inbound, ports: Ports) -> None:
    """Answer in the language that is written, or that the channel reports, if none is known.

    A greeting in the other language changes to it, and so does a sentence with which somebody
    begins to choose: what came before may have had no words. Any other text may be a name.
    """
    text = "" if command_in(inbound.text) else inbound.text
    written = language_of(text)
    known = ports.person.language
    begins = talk.turn == 1 and talk.draft.service is None and len(text.split()) > 1
    if known and not (written != known and (begins or word_in(text) is Word.START)):
        return
    reported = (inbound.language or "").partition("-")[0]
    for language in (written, known, reported, ports.salon.languages[0]):
        if language in ports.salon.languages:
            if language != known:
                await ports.remember(language=language)
            return


async def word(talk: Conversation, text: str, ports: Ports) -> Said | None:
    """What a word that works everywhere leads to."""
    match word_in(text):
        case Word.START:
            return greeting(talk, text, ports)
        case Word.BACK:
            place = talk.place or Menu()
            return Said(route.before(place, talk.draft, ports))
        case Word.CANCEL:
            return await cancel(talk, ports)
        case Word.MENU:
            return Said(Move(talk.draft, Menu()))
        case Word.HELP:
            return Said(remarks=remarks.HELP)
        case Word.STOP:
            return Said(remarks=(await consent(Word.STOP, ports),))
        case Word.STOP_ALL | Word.RESUME as wish:
            return Said(remarks=(await consent(wish, ports),))
        case Word.PERSON:
            return Said(await talk_to_person(talk.draft, ports))
        case Word.BOOKINGS:
            return Said(Move(talk.draft, MyBookings()))
        case Word.PHOTOS:
            return photos(talk, ports)
        case Word.LANGUAGE:
            return Said(Move(talk.draft, Language()))
        case Word.ENGLISH | Word.ARABIC as language:
            return await speak("en" if language is Word.ENGLISH else "ar", ports)
        case None if command_in(text):
            return Said(remarks=(remarks.UNKNOWN_COMMAND,))
        case _:
            return None


async def consent(word: Word, ports: Ports) -> Text:
    """Keep what the customer wants to hear of us; what to say to it."""
    match word:
        case Word.STOP:
            await ports.wish(Consent.NO_MARKETING)
            return remarks.NO_ADVERTISING
        case Word.STOP_ALL:
            await ports.wish(Consent.ONLY_DUTIES)
            return remarks.SILENCE
        case _:
            await ports.wish(Consent.NEWS_AGAIN)
            return remarks.NEWS_AGAIN


async def standing_choice(talk: Conversation, token: StandingChoice, ports: Ports) -> Said:
    """A button that may be weeks old: what it does depends on how its booking stands now."""
    if token.action == "bot":
        await ports.end_person()
        return Said(Move(talk.draft, None if talk.draft.service else Menu()), (BACK_AGAIN,))
    booking = await ports.booking(token.booking)
    if booking is None:
        raise NotYours
    match token.action:
        case "bookings":
            return Said(Move(talk.draft, MyBookings()))
        case "again":
            return Said(_again(booking, ports))
        case "receipt":
            return Said(Move(talk.draft, Receipt(booking.id)))
        case "pay":
            return Said(Move(talk.draft, Paying(booking.id)))
        case "paid":
            return Said(await Paying(booking.id).pick(token.action, talk.draft, ports))
        case "rate" if 1 <= token.revision <= MOST:
            await ports.rate(booking, token.revision)
            return Said(Move(talk.draft, Rated(booking.id, token.revision)))
        case "rate":
            return Said(Move(talk.draft, Rating(booking.id, objection=True)))
        case "come":
            await ports.will_come(booking)
            return Said(Move(talk.draft, Booked(booking.id)), (remarks.SEE_YOU,))
        case "agree" if booking.revision == token.revision:
            return await _agree(talk, booking, ports)
        case "take":
            return await _take(talk, booking, ports)
        case "pass" | "unlist" as answer:
            return await _refuse(talk, booking, answer, ports)
        case "change":
            return Said(Move(talk.draft, ChangeBooking(booking.id)))
        case "cancel" if booking.revision == token.revision:
            return Said(Move(talk.draft, CancelBooking(booking.id)))
        case _:
            return Said(Move(talk.draft, Booked(booking.id)), (remarks.FROM_EARLIER,))


async def _agree(talk: Conversation, booking: Booking, ports: Ports) -> Said:
    """Take the time that the salon proposed; where that has gone meanwhile, choose another."""
    try:
        async with ports.savepoint():
            await ports.agree(booking)
    except SlotTaken as no:
        return Said(Move(talk.draft, ChangeBooking(booking.id)), (explain(no),))
    return Said(Move(talk.draft, Booked(booking.id)))


async def _take(talk: Conversation, booking: Booking, ports: Ports) -> Said:
    """One tap books what is kept; a second one shows it."""
    if not booking.is_offer:
        over = () if booking.is_alive else (remarks.OFFER_OVER,)
        return Said(Move(talk.draft, Booked(booking.id)), over)
    taken = await ports.take_offer(booking)
    return Said(Move(talk.draft, Paying(taken.id) if taken.held_until else Booked(taken.id)))


async def _refuse(talk: Conversation, booking: Booking, answer: str, ports: Ports) -> Said:
    if answer == "unlist" and booking.waiting_id is not None:
        await ports.waiting.leave(booking.waiting_id)
    if booking.is_offer:
        await ports.refuse_offer(booking)
    if answer == "unlist":
        return Said(Move(talk.draft, LeftList()))
    return Said(Move(talk.draft, Menu()), (remarks.STILL_WAITING,))


def _again(booking: Booking, ports: Ports) -> Move:
    """The same time again if that is still to come, else the next ones."""
    if booking.starts_at <= ports.now and is_offered(booking, ports.salon):
        return next_times_of(booking, ports)
    return Move(draft_of(booking, ports.salon.zone))


def photos(talk: Conversation, ports: Ports, of: Collection[int] = ()) -> Said:
    """Those that help with the present choice, from the first one of these services or people."""
    shots = album(talk.draft, ports.salon) if ports.shows_photos else ()
    found = [at for at, shot in enumerate(shots) if not of or shot.owner in of]
    if not found:
        return Said(remarks=(NO_PHOTOS,))
    return Said(Move(talk.draft, Photos(at=found[0])))


def greeting(talk: Conversation, text: str, ports: Ports) -> Said:
    """Greet back, and begin or go on."""
    under_way = talk.draft.service is not None or isinstance(talk.place, Paying)
    if under_way and not command_in(text):
        return Said(remarks=(remarks.HELLO_AGAIN,))
    if talk.place is None:
        return Said()
    welcome = remarks.welcome(ports.salon, ports.person)
    return Said(Move(Draft(), route.welcome(ports)), (welcome,))


async def cancel(talk: Conversation, ports: Ports) -> Said:
    """Cancel what this place is about: a booking that it shows, else what is being chosen."""
    if talk.draft.moving and isinstance(talk.place, _CHANGING):
        return Said(Move(Draft(), OneBooking(talk.draft.moving)), (remarks.NOTHING_CHANGED,))
    if isinstance(talk.place, CancelBooking):
        return Said(route.before(talk.place, talk.draft, ports))
    if isinstance(talk.place, Paying):
        return Said(await talk.place.pick("cancel", talk.draft, ports))
    for offered in (one for one in talk.offered if one.numbered):  # not what a notice offered
        token = read_token(offered.id)
        if isinstance(token, StandingChoice) and token.action == "cancel":
            return await standing_choice(talk, token, ports)
    bookings = await ports.upcoming()
    if any(booking.status is Status.HELD for booking in bookings):
        return Said(Move(Draft(), MyBookings()))
    if bookings and talk.draft.is_empty:
        return Said(Move(Draft(), MyBookings()))
    return Said(Move(Draft(), Menu()), (remarks.NOTHING_BOOKED,))


async def speak(language: str, ports: Ports) -> Said:
    """Go on in that language, if the salon has it."""
    if language in ports.salon.languages:
        await ports.remember(language=language)
    return Said()
