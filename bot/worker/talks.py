"""Conversations at rest: read with all that a turn needs in one statement, and put back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, select, tuple_, update

from booking.store.columns import Instant
from booking.store.database import Work
from booking.store.tables.people import addresses, customers
from booking.store.tables.salon import tenants
from booking.store.tenancy import scoped
from booking.visit import Person
from bot.conversation import memory
from bot.conversation.memory import Conversation
from bot.conversation.route import PLACES
from bot.conversation.welcome import Menu
from bot.tables import conversations

At = tuple[str, str, str]  # channel, chat, person
_MINUTE = timedelta(minutes=1)

Minute = tuple[datetime, int]  # when it began, and how many messages came in it


@dataclass(frozen=True, slots=True)
class Talk:
    """A chat as the tables know it; nobody is known there before the first message."""

    catalog_version: int
    conversation: Conversation
    person: Person | None
    heard_at: datetime | None
    is_reachable: bool
    minute_at: datetime
    minute_count: int
    shown: str  # the message that carries buttons of the last turn, if any
    with_person_until: datetime | None  # until then the bot keeps quiet

    def minute(self, now: datetime, messages: int) -> Minute:
        """The present minute of messages, these included."""
        if now - self.minute_at >= _MINUTE:
            return now, messages
        return self.minute_at, self.minute_count + messages


async def read(work: Work, channel: str, chat: str, person: str) -> Talk:
    """The conversation with its person and the version of the catalogue."""
    row = await work.row(_READ, {"on": channel, "in_chat": chat, "of_person": person})
    if row is None:
        raise LookupError("no such tenant")
    stored: dict[str, Any] = row.state or {}
    return Talk(
        catalog_version=row.catalog_version,
        conversation=memory.load(stored, PLACES, Menu()),
        person=row.id and Person(row.id, channel, person, row.name, row.phone, row.language),
        heard_at=row.heard_at,
        is_reachable=row.unreachable_at is None,
        minute_at=row.minute_at or work.now,
        minute_count=row.minute_count or 0,
        shown=row.shown or "",
        with_person_until=row.with_person_until,
    )


async def write(work: Work, at: At, talk: Conversation, minute: Minute) -> None:
    """Put the conversation of (channel, chat, person) back; what it shows is not known yet."""
    channel, chat, person = at
    await work.put(
        conversations,
        {
            "channel": channel,
            "chat": chat,
            "person": person,
            "state": memory.dump(talk),
            "minute_at": minute[0],
            "minute_count": minute[1],
        },
    )


async def with_person(work: Work, channel: str, chat: str, until: datetime | None) -> None:
    """The bot keeps quiet in this private chat until then; null: it speaks again."""
    at = {"on": channel, "in_chat": chat, "of_person": chat}
    await work.execute(_WITH_PERSON, {**at, "until": until})


async def of_many(work: Work, ats: Collection[At]) -> Mapping[At, Conversation]:
    """The conversations of these that have begun, kept from changing until `work` ends."""
    rows = await work.rows(_OF_MANY, {"ats": list(ats)})
    return {
        (row.channel, row.chat, row.person): memory.load(row.state, PLACES, Menu()) for row in rows
    }


async def offered(work: Work, changed: Mapping[At, Conversation]) -> None:
    """Put conversations back that stand where they stood, with something offered beside."""
    await work.execute_all(
        _OFFERED,
        [
            {"on": channel, "in_chat": chat, "of_person": person, "new_state": memory.dump(talk)}
            for (channel, chat, person), talk in changed.items()
        ],
    )


async def shown(work: Work, channel: str, chat: str) -> str:
    """The message of this private chat that carries buttons of its last turn, if any."""
    row = await work.row(_SHOWN, {"on": channel, "in_chat": chat, "of_person": chat})
    return row.shown if row else ""


async def now_shows(work: Work, channel: str, chat: str, message: str) -> None:
    await work.execute(
        _NOW_SHOWS, {"on": channel, "in_chat": chat, "of_person": chat, "message": message}
    )


_READ = (
    select(
        tenants.c.catalog_version,
        *(customers.c.id, customers.c.name, customers.c.phone, customers.c.language),
        *(addresses.c.heard_at, addresses.c.unreachable_at),
        *(conversations.c.state, conversations.c.minute_at, conversations.c.minute_count),
        *(conversations.c.shown, conversations.c.with_person_until),
    )
    .select_from(
        tenants.outerjoin(
            addresses,
            and_(
                scoped(addresses),
                addresses.c.channel == bindparam("on"),
                addresses.c.external_id == bindparam("of_person"),
            ),
        )
        .outerjoin(customers, and_(scoped(customers), customers.c.id == addresses.c.customer_id))
        .outerjoin(
            conversations,
            and_(
                scoped(conversations),
                conversations.c.channel == bindparam("on"),
                conversations.c.chat == bindparam("in_chat"),
                conversations.c.person == bindparam("of_person"),
            ),
        )
    )
    .where(scoped(tenants))
)
_of_talk = (
    scoped(conversations),
    conversations.c.channel == bindparam("on"),
    conversations.c.chat == bindparam("in_chat"),
    conversations.c.person == bindparam("of_person"),
)
_WITH_PERSON = (
    update(conversations)
    .where(*_of_talk)
    .values(with_person_until=bindparam("until", type_=Instant))
)
_OFFERED = update(conversations).where(*_of_talk).values(state=bindparam("new_state"))
_OF_MANY = (
    select(
        *(conversations.c.channel, conversations.c.chat, conversations.c.person),
        conversations.c.state,
    )
    .where(
        scoped(conversations),
        tuple_(conversations.c.channel, conversations.c.chat, conversations.c.person).in_(
            bindparam("ats", expanding=True)
        ),
    )
    .with_for_update()
)
_SHOWN = select(conversations.c.shown).where(*_of_talk)
_NOW_SHOWS = update(conversations).where(*_of_talk).values(shown=bindparam("message"))
