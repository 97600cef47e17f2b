"""One chat within one transaction: who is there, where it stands, what is said to it."""

from dataclasses import dataclass, replace
from datetime import timedelta

from booking import customers
from booking.salon import Salon
from booking.store import queue
from booking.store.database import Work
from booking.store.queue import NewTask, Task
from booking.visit import Person
from bot.channels.channel import Channel, Heard
from bot.conversation.memory import Conversation
from bot.conversation.screen import Screen, Text
from bot.conversation.turn import Turn, with_offer
from bot.wording.localization import Wording
from bot.wording.rendering import render
from bot.worker import talks
from bot.worker.speaking import About, knowing_shown, say_task
from bot.worker.talks import Minute, Talk

_HEARD_EVERY = timedelta(minutes=5)  # precise enough for a window of a day


@dataclass(frozen=True, slots=True)
class Chat:
    """A private chat; `person` wrote in it, and is the chat itself on every channel so far."""

    work: Work
    channel: Channel
    salon: Salon
    talk: Talk
    chat: str
    person: str
    to_say: list[Task] | None = None  # filled with what is to be said after the commit
    staff_chat: str | None = None  # where somebody could answer instead of us
    asked_by: str = ""  # the payment provider's name; empty: nobody asks for money here
    can_hold: bool = False  # deposits on cards, until the visit is over

    async def know(self, heard: Heard) -> Person:
        """The customer who wrote, made known if new."""
        known, heard_at = self.talk.person, self.talk.heard_at
        if known is None or heard_at is None:
            return await customers.meet(self.work, self.channel.name, self.person, heard.phone)
        if self.work.now - heard_at >= _HEARD_EVERY or not self.talk.is_reachable:
            await customers.heard(self.work, self.channel.name, self.person)
        return known

    async def say(
        self,
        turn: Turn,
        person: Person,
        wording: Wording,
        tapped: str = "",
        about: About | None = None,
    ) -> Conversation:
        """Queue the turn's screen; the conversation, which remembers what it offers."""
        words = wording.of_salon(self.salon, person.language)
        form = render(turn, words, self.channel.capabilities)
        if form is not None:
            message = say_task(self.channel.name, self.chat, turn, form, tapped, about)
            await self._queue(message)
        return with_offer(turn, words.say).talk

    async def _queue(self, message: NewTask) -> None:
        if self.to_say is None:
            await queue.add(self.work, message)
        elif leased := await queue.add_leased(self.work, message):
            self.to_say.append(knowing_shown(leased, self.talk.shown))

    async def remark(self, text: Text, wording: Wording) -> None:
        """Say one sentence beside the conversation."""
        notice = Turn(self.talk.conversation, Screen((text,)), is_notice=True)
        language = self.talk.person.language if self.talk.person else None
        await self.say(notice, Person(0, "", "", None, None, language), wording)

    async def write(self, conversation: Conversation, minute: Minute | None = None) -> None:
        at = (self.channel.name, self.chat, self.person)
        talk = self.talk
        await talks.write(
            self.work, at, conversation, minute or (talk.minute_at, talk.minute_count)
        )


def without_deposits(salon: Salon) -> Salon:
    """The salon as it can sell while nobody takes payments for it: all is paid on the spot."""
    services = (
        replace(service, deposit=None, deposit_percent=None, prepay=False)
        for service in salon.services
    )
    return replace(salon, services=tuple(services), prepay_after=None)
