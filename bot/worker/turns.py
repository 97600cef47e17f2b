"""One inbound message is one transaction: state, booking, reply and "done", or nothing."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from booking.catalog import Catalog
from booking.reservations.locking import Lock, lock_calendars
from booking.store import queue
from booking.store.database import Database, Work
from booking.store.queue import LeaseLost, Task
from booking.visit import Person
from bot.channels.channel import Heard
from bot.conversation import everywhere, handover, remarks
from bot.conversation.consents import consent_in, consent_word
from bot.conversation.engine import step, wake
from bot.conversation.inbound import Kind
from bot.conversation.memory import Conversation, hearing
from bot.conversation.screen import Screen
from bot.conversation.turn import Turn
from bot.conversation.words import command_in
from bot.links import Links
from bot.tenants import Lines, Tenants
from bot.wording.localization import Wording
from bot.worker import talks
from bot.worker.chat import Chat, without_deposits
from bot.worker.inbox import HEAR, heard_of, inbound_lane
from bot.worker.news import in_line, news_in
from bot.worker.ports import TurnPorts

_TOGETHER = 5  # texts of one chat that wait together are taken as one turn
_MESSAGES_A_MINUTE = 20


class Turns:
    """Takes the turns of customers (`take`), and of news that they may wait for (`tell`)."""

    def __init__(
        self,
        database: Database,
        catalog: Catalog,
        wording: Wording,
        tenants: Tenants,
        links: Links,
        *,
        lock: Lock = lock_calendars,
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._wording = wording
        self._tenants = tenants
        self._links = links
        self._lock = lock

    async def take(self, task: Task) -> Sequence[Task]:
        """Answer what a customer wrote, tapped or sent; what is to be said at once."""
        to_say: list[Task] = []
        lines = await self._tenants.by_id(task.tenant_id)
        async with self._database.unit_of_work(task.tenant_id) as work:
            taken = await _waiting_together(work, task)
            await queue.done(work, *taken)
            heard = _as_one([heard_of(one.payload) for one in taken])
            chat = await self._chat(work, lines, task, heard.person, to_say)
            if chat is not None:
                await self._answer(chat, heard, task, len(taken))
        return to_say

    async def tell(self, task: Task) -> Sequence[Task]:
        """Tell a customer what happened to their booking; what is to be said at once."""
        to_say: list[Task] = []
        if task.lane != inbound_lane(task.payload["channel"], task.payload["chat"]):
            async with self._database.unit_of_work(task.tenant_id) as work:
                await queue.add(work, in_line(task))
                await queue.done(work, task)
            return to_say
        lines = await self._tenants.by_id(task.tenant_id)
        async with self._database.unit_of_work(task.tenant_id) as work:
            chat = await self._chat(work, lines, task, task.payload["chat"], to_say)
            if chat is not None and chat.talk.person is not None:
                ports = self._ports(chat, chat.talk.person, task)
                event, booking = task.payload["event"], task.payload["booking"]
                turn = await wake(chat.talk.conversation, event, booking, ports)
                if turn is not None:
                    about = news_in(task.payload)
                    said = await chat.say(turn, ports.person, self._wording, about=about)
                    await chat.write(said)
            await queue.done(work, task)
        return to_say

    async def apologise(self, task: Task) -> None:
        """One honest sentence for whom we broke down."""
        if task.topic != HEAR:
            return
        lines = await self._tenants.by_id(task.tenant_id)
        async with self._database.unit_of_work(task.tenant_id) as work:
            if chat := await self._chat(work, lines, task, task.payload["person"]):
                await chat.remark(remarks.sorry(chat.salon), self._wording)

    async def _chat(
        self,
        work: Work,
        lines: Lines,
        task: Task,
        person: str,
        to_say: list[Task] | None = None,
    ) -> Chat | None:
        """None if the channel's credentials were taken away meanwhile."""
        channel = lines.channels.get(task.payload["channel"])
        if channel is None:
            return None
        at = task.payload["chat"]
        talk = await talks.read(work, channel.name, at, person)
        salon = await self._catalog.salon(work, talk.catalog_version)
        provider = lines.provider_on(channel.name)
        if provider is None:
            salon = without_deposits(salon)
        return Chat(
            *(work, channel, salon, talk, at, person, to_say, lines.staff_chat),
            asked_by=provider.name if provider else "",
            can_hold=salon.hold_deposits and lines.holds is not None and lines.makes_holds,
        )

    async def _answer(self, chat: Chat, heard: Heard, task: Task, messages: int) -> None:
        person = await chat.know(heard)
        minute = chat.talk.minute(chat.work.now, messages)
        if minute[1] > _MESSAGES_A_MINUTE:
            if minute[1] - messages <= _MESSAGES_A_MINUTE:  # it is told once
                await chat.remark(remarks.SLOW_DOWN, self._wording)
            if wish := consent_in(heard.inbound.text):  # obeyed at any pace
                await everywhere.consent(wish, self._ports(chat, person, task))
            await chat.write(chat.talk.conversation, minute)
            return
        talk = hearing(chat.talk.conversation, heard.inbound.text)
        ports = self._ports(chat, person, task, heard.inbound.profile_name, talk)
        if ports.with_person and not handover.is_for_bot(heard.inbound, talk):
            after = await self._keep_quiet(chat, talk, heard, ports)
        else:
            turn = await step(talk, heard.inbound, ports)
            after = await chat.say(turn, ports.person, self._wording, heard.message)
        await chat.write(after, minute)
        if ports.with_person_until != chat.talk.with_person_until:
            await talks.with_person(
                chat.work, chat.channel.name, chat.chat, ports.with_person_until
            )

    async def _keep_quiet(
        self, chat: Chat, talk: Conversation, heard: Heard, ports: TurnPorts
    ) -> Conversation:
        """A person answers: it is passed on. What stops messages works all the same."""
        inbound = heard.inbound
        if inbound.kind is Kind.TAP:
            turn = Turn(
                talk, Screen((handover.WITH_PERSON,), (handover.BACK_TO_BOT,)), is_notice=True
            )
            return await chat.say(turn, ports.person, self._wording)
        text = inbound.text if inbound.kind is Kind.TEXT else ""
        wish = consent_in(text)
        if not consent_word(text):
            await ports.pass_on(text)
        if wish is None:
            return talk
        said = Screen((await everywhere.consent(wish, ports),))
        return await chat.say(Turn(talk, said, is_notice=True), ports.person, self._wording)

    def _ports(
        self,
        chat: Chat,
        person: Person,
        task: Task,
        profile_name: str | None = None,
        talk: Conversation | None = None,
    ) -> TurnPorts:
        return TurnPorts(
            chat.work,
            chat.salon,
            person,
            self._wording,
            self._links,
            request_key=f"task:{task.id}",
            profile_name=profile_name,
            asks_for_phone=chat.channel.capabilities.contact,
            shows_photos=chat.channel.capabilities.uploads or self._links.are_public,
            staff_chat=chat.staff_chat,
            talk=talk,
            with_person_until=chat.talk.with_person_until,
            provider=chat.asked_by,
            can_hold=chat.can_hold,
            lock=self._lock,
        )


async def _waiting_together(work: Work, task: Task) -> Sequence[Task]:
    """The task, and the texts of the same person that wait right behind it, all locked."""
    if not _is_plain_text(task):
        return [task]
    # An older row that was committed late is no reason to stop: it waits for this one.
    waiting = await queue.waiting(work, task.lane, _TOGETHER, since=task.id)
    if not waiting or (waiting[0].id, waiting[0].fence) != (task.id, task.fence):
        raise LeaseLost
    return list(takewhile(_is_plain_text, waiting))


def _is_plain_text(task: Task) -> bool:
    if task.topic != HEAR:
        return False
    inbound = task.payload["inbound"]
    return inbound["kind"] == Kind.TEXT and not command_in(inbound["text"])


def _as_one(heard: Sequence[Heard]) -> Heard:
    """One text of several, a line each."""
    first = heard[0]
    if len(heard) == 1:
        return first
    text = "\n".join(one.inbound.text for one in heard)
    return replace(first, inbound=replace(first.inbound, text=text))
