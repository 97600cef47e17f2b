"""What the staff's group reads of a customer who talks to a person."""

from collections.abc import Sequence

from booking.salon import Salon
from booking.visit import Person
from bot.conversation.draft import Draft
from bot.conversation.screen import Argument, Text, msg, shown
from bot.conversation.summary import in_one

_CHANNELS = {"telegram": "Telegram", "whatsapp": "WhatsApp"}


def relayed_lines(
    kind: str, known_as: str | None, person: Person | None, text: str
) -> tuple[Text, ...]:
    """One message of theirs, or what became of an answer to them."""
    name = known_as or msg("The customer")
    match kind:
        case "called":
            asks = msg("{name} would like to talk to a person.", name=name)
            return asks, msg("Reply to this message, and your words are passed on.")
        case "taken":
            taken = msg("You are talking to {name} now; the bot keeps quiet.", name=name)
            return taken, msg("Reply to this message, and your words are passed on.")
        case "said":
            return (msg("{name} writes: {text}", name=name, text=text),)
        case "unread":
            return (msg("{name} sent something that only their chat can show.", name=name),)
        case "returned":
            return (msg("{name} went back to the bot.", name=name),)
        case "closed":
            why = msg("WhatsApp lets us answer {name} only within 24 hours.", name=name)
            return why, _call(person)
        case "only_text":
            return (msg("I can pass on text only."),)
        case _:
            gone = msg("Your answer did not reach {name}.", name=name)
            return gone, _call(person)


def about_lines(
    salon: Salon, person: Person | None, draft: Draft, heard: Sequence[str]
) -> tuple[Text, ...]:
    """Who it is, what they were choosing, and what they wrote last."""
    lines: list[Text] = []
    if person:
        on = _CHANNELS.get(person.channel, person.channel)
        lines.append(msg("Writes on {channel}: {phone}", channel=on, phone=person.phone or "-"))
    services: list[Argument] = [
        one.name for service_id in draft.services if (one := salon.service(service_id))
    ]
    if services:
        lines.append(msg("Was choosing: {services}", services=in_one(services)))
    if draft.staff and (member := salon.staff_member(draft.staff)):
        lines.append(msg("With: {name}", name=member.name))
    if draft.starts_at:
        lines.append(msg("When: {moment}", moment=draft.starts_at))
    elif draft.date:
        lines.append(msg("Day: {day}", day=draft.date))
    if heard:
        lines += [msg("Wrote last:"), *map(shown, heard)]
    return tuple(lines)


def _call(person: Person | None) -> Text:
    return msg("Please call: {phone}", phone=(person and person.phone) or "-")
