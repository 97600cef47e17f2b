"""What a message is about: booking, a booking that exists, or a question."""

from enum import StrEnum

from bot.conversation.understanding import booking_phrases, own_phrases, question_phrases
from bot.conversation.understanding.sheet import Sheet


class Intent(StrEnum):
    BOOK = "book"
    BOOKINGS = "my_bookings"
    CANCEL = "cancel"
    MOVE = "move"
    PERSON = "human"
    LANGUAGE = "language"
    STOP = "stop"  # or to hear of us again
    PHOTOS = "photos"
    PRICES = "prices"
    OFFERS = "offers"  # what is offered, or whether this is
    WHERE = "where"
    HOURS = "hours"
    GREETING = "greeting"
    OTHER = "other"


# The order counts: what is said of more than one is that which comes first.
_RULES = (
    (Intent.STOP, own_phrases.NEWS_AGAIN),
    (Intent.STOP, own_phrases.STOP),
    (Intent.CANCEL, own_phrases.CANCEL),
    (Intent.MOVE, own_phrases.MOVE),
    (Intent.BOOKINGS, own_phrases.BOOKINGS),
    (Intent.PERSON, question_phrases.PERSON),
    (Intent.LANGUAGE, question_phrases.LANGUAGE),
    (Intent.PHOTOS, question_phrases.PHOTOS),
    (Intent.HOURS, question_phrases.HOURS),
    (Intent.PRICES, question_phrases.PRICES),
    (Intent.OFFERS, question_phrases.OFFERS),
    (Intent.WHERE, question_phrases.WHERE),
)


_BESIDE = (
    booking_phrases.ABOUT,
    booking_phrases.PAST,
    booking_phrases.VISITED,
    booking_phrases.NEGATED_BOOKING,
)


def intent_of(sheet: Sheet) -> Intent | None:
    """The intent that the words say; None: they say none. Booking is the least of all."""
    if sheet.has(own_phrases.DONT_CANCEL):
        return Intent.BOOKINGS
    if sheet.has(own_phrases.LATE):
        return Intent.OTHER
    wants_one = sheet.has(own_phrases.WANTS_ONE)
    for intent, pattern in _RULES:
        if pattern.search(sheet.line) and not (wants_one and intent is Intent.BOOKINGS):
            return intent
    if any(sheet.has(pattern) for pattern in _BESIDE):
        return Intent.OTHER
    return Intent.BOOK if asks_to_book(sheet) else None


def asks_to_book(sheet: Sheet) -> bool:
    """Is a booking asked for in so many words?"""
    told = booking_phrases.VISITED.sub("~", sheet.line)
    books = booking_phrases.BOOKS.search(told) is not None
    return books and not sheet.has(booking_phrases.NEGATED_BOOKING)


def language_asked(sheet: Sheet) -> str | None:
    """The one language that the message names."""
    english, arabic = (
        sheet.has(question_phrases.ENGLISH_SAID),
        sheet.has(question_phrases.ARABIC_SAID),
    )
    return None if english == arabic else "en" if english else "ar"
