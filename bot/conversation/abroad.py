"""Who writes from another country is told on whose clock the times are."""

from datetime import datetime

import phonenumbers

from booking.salon import Salon
from booking.visit import Person
from bot.conversation.screen import Text, ZoneAt, msg


def zone_lines(salon: Salon, person: Person, at: datetime) -> tuple[Text, ...]:
    """Its zone by name, if the salon's number and theirs are of different countries."""
    if not salon.phone or not person.phone or _country(salon.phone) == _country(person.phone):
        return ()
    return (msg("The time is the salon's: {zone}.", zone=ZoneAt(at)),)


def _country(phone: str) -> int | None:
    try:
        return phonenumbers.parse(phone).country_code
    except phonenumbers.NumberParseException:
        return None
