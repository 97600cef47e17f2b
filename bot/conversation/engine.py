"""What moves a conversation: something that came in (`step`), or news of a booking (`wake`).

A lost race, a forged tap, a stale keyboard, a greeting in the wrong place and "٢" for "2" are
handled here, once for every flow and channel.
"""

from dataclasses import dataclass, replace

from booking.errors import Misuse, Refusal
from bot.conversation import everywhere, remarks, route
from bot.conversation.details import Phone
from bot.conversation.draft import Draft
from bot.conversation.folding import visible
from bot.conversation.handover import TALK, Person, talk_to_person
from bot.conversation.hearing import answer_in, hear
from bot.conversation.inbound import Inbound, Kind
from bot.conversation.memory import Conversation
from bot.conversation.navigation import BACK, MENU
from bot.conversation.notices import notice
from bot.conversation.paging import NEXT_PAGE, page_of
from bot.conversation.pay import Paying
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.rating import Rating
from bot.conversation.refusals import explain, recover
from bot.conversation.screen import Screen, Text
from bot.conversation.tokens import StandingChoice, TurnChoice, read_token
from bot.conversation.turn import Delivery, Turn, open_notices
from bot.conversation.understanding.answers import choice_in
from bot.conversation.welcome import Menu
from bot.conversation.wishes import granted

_MOST_STEPS = 6  # back, until something can be asked
_NUMBERED_AFTER, _PERSON_AFTER = 2, 3  # misunderstandings in a row
_LINES_READ = 5  # of several texts that came together


@dataclass(frozen=True, slots=True)
class _Reaction:
    """Where an inbound leads, what to remark on it, and whether it was understood."""

    move: Move | None = None  # null: stay
    remarks: tuple[Text, ...] = ()
    delivery: Delivery = Delivery.NEW
    missed: bool = False
    page: int = 0
    answers_notice: bool = False


async def step(talk: Conversation, inbound: Inbound, ports: Ports) -> Turn:
    """Return where it leads and what to say there. Everything unforeseen asks again."""
    await everywhere.settle_language(talk, inbound, ports)
    talk = _back_from_person(talk, ports)
    try:
        async with ports.savepoint():  # a refused visit leaves none of its claims behind
            reaction = await _react(talk, inbound, ports)
    except Refusal as no:
        reaction = _Reaction(recover(no, talk.draft), (explain(no),), _delivery(inbound))
    return await _answer(talk, reaction, ports)


def _back_from_person(talk: Conversation, ports: Ports) -> Conversation:
    """Whom a person has handed back goes on where they were."""
    if not isinstance(talk.place, Person) or ports.with_person or not ports.has_staff:
        return talk
    try:
        back = route.first_missing(talk.draft, ports).to if talk.draft.service else None
    except Refusal:
        back = None
    return replace(talk, place=back or Menu())


async def wake(talk: Conversation, event: str, booking_id: int, ports: Ports) -> Turn | None:
    """News of a booking: the place that waits for it goes on, any other is left as it is.

    None: there is nothing to tell.
    """
    news = await notice(event, booking_id, ports)
    if news is None:
        return None
    waits_on = event == "unpaid"  # the place has nothing new to show
    move = talk.place and not waits_on and await talk.place.wake(booking_id, talk.draft, ports)
    if not move and event == "rating" and _is_at_rest(talk):
        move = Move(talk.draft, Rating(booking_id))  # so that its numbers can be typed
    if not move:
        return Turn(talk, news, is_notice=True)
    place, draft, screen = await _ask(move, ports)
    after = replace(
        talk, place=place, draft=draft, offered=(), turn=talk.turn + 1, misses=0, page=0
    )
    if not isinstance(place, Paying):
        return Turn(after, news)
    if screen.interim:  # there is still no link: what is known of it is said with its choices
        screen = replace(screen, lines=news.lines, interim=False)
    return Turn(after, screen, Delivery.EDIT_LAST)


def _is_at_rest(talk: Conversation) -> bool:
    return talk.draft.service is None and not isinstance(talk.place, Paying)


async def _react(talk: Conversation, inbound: Inbound, ports: Ports) -> _Reaction:
    match inbound.kind:
        case Kind.TEXT if visible(inbound.text):
            return await _text(talk, inbound.text, ports)
        case Kind.TAP:
            return await _tap(talk, inbound.data, ports)
        case Kind.CONTACT:
            return await _contact(talk, inbound.phone or "", ports)
        case Kind.FOREIGN_CONTACT if isinstance(talk.place, Phone):
            return _Reaction(remarks=(remarks.FOREIGN_CONTACT,))
        case Kind.FOREIGN_CONTACT:
            return _Reaction(remarks=(remarks.NUMBER_NOT_NEEDED,))
        case _:
            return _Reaction(remarks=(remarks.ONLY_TEXT,))


async def _text(talk: Conversation, text: str, ports: Ports) -> _Reaction:
    if choice := answer_in(text, talk):
        return await _chosen(talk, choice, ports)
    if reaction := await _named(talk, text, ports):
        return reaction
    if said := await hear(talk, text, ports):
        return _Reaction(said.move, said.remarks)
    if talk.place is None:
        return _Reaction()
    if move := await talk.place.hear(text, talk.draft, ports):
        return _Reaction(move)
    # Of several texts that came together, the last one that says something here counts.
    for line in reversed(text.splitlines()[-_LINES_READ:]):
        if reaction := await _named(talk, line, ports):
            return reaction
    return _Reaction(remarks=(remarks.CHOOSE,), missed=True)


async def _named(talk: Conversation, text: str, ports: Ports) -> _Reaction | None:
    """React to a text that is one of the words, or names one of the choices."""
    if said := await everywhere.word(talk, text, ports):
        return _Reaction(said.move, said.remarks)
    is_exact = talk.place is not None and talk.place.takes_text
    if choice := choice_in(text, talk.offered, is_exact=is_exact):
        return await _chosen(talk, choice, ports)
    return None


async def _tap(talk: Conversation, data: str, ports: Ports) -> _Reaction:
    token = read_token(data)
    if isinstance(token, StandingChoice):
        return await _standing(talk, token, ports)
    if (
        not isinstance(token, TurnChoice)
        or token.turn != talk.turn
        or token.index >= len(talk.offered)
    ):
        return _Reaction(remarks=(remarks.FROM_EARLIER,) if talk.place else ())
    reaction = await _chosen(talk, talk.offered[token.index].id, ports)
    return replace(reaction, delivery=Delivery.EDIT_TAPPED)


async def _chosen(talk: Conversation, choice: str, ports: Ports) -> _Reaction:
    """React to an id that was offered."""
    token = read_token(choice)
    if isinstance(token, StandingChoice):
        return await _standing(talk, token, ports)
    if choice == NEXT_PAGE.id:
        return _Reaction(page=talk.page + 1)
    if choice == TALK.id:
        return _Reaction(await talk_to_person(talk.draft, ports))
    if choice == MENU.id or talk.place is None:
        return _Reaction(Move(talk.draft, Menu()))
    if choice == BACK.id:
        return _Reaction(route.before(talk.place, talk.draft, ports))
    return _Reaction(await talk.place.pick(choice, talk.draft, ports))


async def _standing(talk: Conversation, token: StandingChoice, ports: Ports) -> _Reaction:
    said = await everywhere.standing_choice(talk, token, ports)
    return _Reaction(said.move, said.remarks, answers_notice=True)


async def _contact(talk: Conversation, phone: str, ports: Ports) -> _Reaction:
    move = await talk.place.share_phone(phone, talk.draft, ports) if talk.place else None
    return _Reaction(move, () if move else (remarks.NUMBER_NOT_NEEDED,))


async def _answer(talk: Conversation, reaction: _Reaction, ports: Ports) -> Turn:
    misses = talk.misses + 1 if reaction.missed else 0
    greets = talk.place is None and reaction.move is None
    move = reaction.move or Move(talk.draft, talk.place or route.welcome(ports))
    place, draft, screen = await _ask(move, ports)
    if greets:
        screen = screen.preceded_by(remarks.welcome(ports.salon, ports.person))
    screen = screen.preceded_by(*reaction.remarks)
    if reaction.move is None or reaction.remarks:  # what was written gets an answer in any case
        screen = replace(screen, interim=False)
    if reaction.move is None:  # it was sent when it was asked for
        screen = replace(screen, document="")
    if misses >= _NUMBERED_AFTER:
        screen = replace(screen, numbered=True)
    if misses >= _PERSON_AFTER:
        screen = screen.followed_by(remarks.call_us(ports.salon))
        if ports.has_staff:
            screen = replace(screen, navigation=(*screen.navigation, TALK))
    screen, page = page_of(screen, reaction.page)
    if not talk.privacy_told:
        screen = screen.followed_by(remarks.PRIVACY)
    after = Conversation(
        place,
        draft,
        offered=() if reaction.answers_notice else open_notices(talk.offered),
        turn=talk.turn + 1,
        misses=misses,
        page=page,
        privacy_told=True,
        heard=talk.heard,
    )
    return Turn(
        after,
        screen,
        reaction.delivery,
        ends_contact=isinstance(talk.place, Phone) and not isinstance(place, Phone),
    )


async def _ask(move: Move, ports: Ports) -> tuple[Place, Draft, Screen]:
    """Ask there; where that is refused, where it is possible to go on."""
    refused: list[Text] = []
    for _ in range(_MOST_STEPS):
        try:
            if move.to is None:
                refused += move.remarks
                move = await granted(move.draft, ports)
            place = move.to or route.start(ports.salon)
            screen = await place.ask(move.draft, ports)
        except Refusal as no:
            refused = [explain(no)]
            move = recover(no, move.draft)
        else:
            return place, move.draft, screen.preceded_by(*refused, *move.remarks)
    raise Misuse(f"nothing can be asked: {move}")


def _delivery(inbound: Inbound) -> Delivery:
    return Delivery.EDIT_TAPPED if inbound.kind is Kind.TAP else Delivery.NEW
