"""Sentences that may precede or follow any screen."""

from booking.salon import Salon
from booking.visit import Person
from bot.conversation.screen import Text, msg

CHOOSE = msg("Please choose one of the answers below.")
FROM_EARLIER = msg("That menu is from earlier. This is where we are:")
ONLY_TEXT = msg("I can only read text and buttons.")
FOREIGN_CONTACT = msg("That is not your own number. Please use the button to share yours.")
NUMBER_NOT_NEEDED = msg("Thank you, I do not need a number now.")
THANKS = msg("Thank you for telling us.")
NOTHING_BOOKED = msg("All right, nothing was booked.")
OFFER_OVER = msg("This time is not kept for you any more.")
STILL_WAITING = msg("All right. You stay on the waiting list.")
NOTHING_CHANGED = msg("All right, nothing was changed.")
HELLO_AGAIN = msg("Hello! This is where we are:")
UNKNOWN_COMMAND = msg("I do not know this command.")
SLOW_DOWN = msg("That was a lot at once. Please wait a minute, then write again.")
NO_ADVERTISING = msg(
    "You will get no advertising from us. Messages about your own bookings still come."
)
SILENCE = msg(
    "You will hear nothing from us but what we owe you, such as a refund or a cancellation by the"
    ' salon. Write "resume" to be reminded of your visits again.'
)
NEWS_AGAIN = msg("You will be reminded of your visits again. Advertising stays off.")
SEE_YOU = msg("Thank you. We look forward to seeing you.")
PRIVACY = msg(
    "We use your name, number and bookings only to run your appointments."
    " Payments are handled by Moyasar."
)
HELP = (
    msg("You can tap a button, or write its number or its name."),
    msg('These words always work: "back", "cancel", "menu", "my bookings", "language", "help".'),
)


def welcome(salon: Salon, person: Person) -> Text:
    if person.name:
        return msg("Welcome back, {name}!", name=person.name)
    return msg("Welcome to {salon}!", salon=salon.name)


def sorry(salon: Salon) -> Text:
    """What is said when we broke down over a message."""
    if salon.phone:
        return msg("Something went wrong on our side. Please call us: {phone}.", phone=salon.phone)
    return msg("Something went wrong on our side. Please call the salon.")


def call_us(salon: Salon) -> Text:
    if salon.phone:
        return msg("Would you rather talk to a person? Call {phone}.", phone=salon.phone)
    return msg("Would you rather talk to a person? Please call the salon.")
