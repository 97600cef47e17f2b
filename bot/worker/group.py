"""The staff's group talks to customers: replies are passed on, buttons take over and hand back."""

from booking import audit, bookings, customers
from booking.catalog import Catalog
from booking.salon import Salon, Staff
from booking.store import queue
from booking.store.database import Database, Work
from booking.store.queue import NewTask, Task
from booking.visit import Actor
from bot.channels.channel import Channel, Heard
from bot.conversation import handover, staff_desk
from bot.conversation.inbound import Kind
from bot.conversation.memory import Conversation
from bot.conversation.screen import Choice, Screen, Text, msg
from bot.conversation.tokens import StandingChoice, read_token
from bot.conversation.turn import Turn, with_offer
from bot.tenants import Lines, Tenants
from bot.wording.localization import Wording
from bot.wording.rendering import render
from bot.worker import talks
from bot.worker.acknowledging import acknowledge
from bot.worker.inbox import hear_task, heard_of
from bot.worker.speaking import say_task, window_is_open
from bot.worker.staff_messages import booking_of, is_theirs
from bot.worker.takeover import HAND_BACK, knowing, relayed, whose

GROUP = "group"
TAKE_OVER = "takeover"
_HANDED_BACK = msg("The bot answers again.")
_TAKEN = msg("You are talking to the customer now.")
_GONE = msg("I do not know any more who that was.")


def group_task(heard: Heard) -> NewTask | None:
    """The row of a reply to the bot, or of a tap that takes a chat over; None for all else."""
    token = read_token(heard.inbound.data)
    is_tap = isinstance(token, StandingChoice) and token.action in (HAND_BACK, TAKE_OVER)
    if not is_tap and not (heard.reply_to and heard.inbound.kind is not Kind.TAP):
        return None
    row = hear_task("telegram", heard)
    return NewTask(GROUP, row.lane, row.payload, dedupe=row.dedupe, priority=row.priority)


class Group:
    """Only those whom the catalogue names may speak for the salon; all of it is audited."""

    def __init__(
        self, database: Database, catalog: Catalog, wording: Wording, tenants: Tenants
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._wording = wording
        self._tenants = tenants

    async def hear(self, task: Task) -> None:
        heard, lines = heard_of(task.payload), await self._tenants.by_id(task.tenant_id)
        async with self._database.unit_of_work(task.tenant_id) as work:
            await queue.done(work, task)
            salon, said = await self._catalog.salon(work), None
            if await is_theirs(work, lines, heard.chat):
                said = await self._answered(work, salon, lines, heard)
            words = self._wording.of_salon(salon)
        if heard.tap_id:
            await acknowledge(lines, heard, words.say(said) if said else "")

    async def _answered(self, work: Work, salon: Salon, lines: Lines, heard: Heard) -> Text | None:
        member = staff_desk.member(salon, heard.person)
        if member is None:
            return staff_desk.stranger(heard.person) if heard.tap_id else None
        at = await _at(work, heard)
        if at is None or at[0] not in lines.channels:
            return _GONE if heard.tap_id else None
        side = _Side(work, salon, lines, self._wording, member, *at)
        token = read_token(heard.inbound.data)
        if isinstance(token, StandingChoice) and token.action == HAND_BACK:
            await side.hand_back()
            return _HANDED_BACK
        if isinstance(token, StandingChoice):
            await side.take_over()
            return _TAKEN
        await side.answer(heard)
        return None


class _Side:
    """One staff member's side of one customer's chat, within one transaction."""

    def __init__(
        self,
        work: Work,
        salon: Salon,
        lines: Lines,
        wording: Wording,
        member: Staff,
        channel: str,
        chat: str,
    ) -> None:
        self._work, self._salon, self._lines, self._wording = work, salon, lines, wording
        self._by = Actor("staff", str(member.id))
        self._member = member
        self._channel: Channel = lines.channels[channel]
        self._chat = chat

    async def take_over(self) -> None:
        await self._keep_quiet()
        talk = await self._talk()
        known = knowing(talk.draft, talk.heard)
        await self._tell_group("taken", **known)
        await self._say(talk, handover.WITH_PERSON, (handover.BACK_TO_BOT,))
        await audit.note(self._work, self._by, "took_over")

    async def hand_back(self) -> None:
        await talks.with_person(self._work, self._channel.name, self._chat, None)
        await self._say(await self._talk(), handover.HANDED_BACK, ())
        await audit.note(self._work, self._by, "handed_back")

    async def answer(self, heard: Heard) -> None:
        """Pass the words on, or say why they cannot be."""
        if heard.inbound.kind is not Kind.TEXT:
            await self._tell_group("only_text")
            return
        reach = await customers.reach(self._work, self._channel.name, self._chat)
        if reach is None or not reach.is_reachable:
            await self._tell_group("unreachable")
        elif not window_is_open(reach, self._work.now, self._channel.window):
            await self._tell_group("closed")
        else:
            await self._keep_quiet()
            name, text = self._member.name, heard.inbound.text
            said = msg("{name}: {text}", name=name, text=text)
            await self._say(await self._talk(), said, (handover.BACK_TO_BOT,))
            await audit.note(self._work, self._by, "answered")

    async def _keep_quiet(self) -> None:
        until = self._work.now + self._salon.hand_back
        await talks.with_person(self._work, self._channel.name, self._chat, until)

    async def _talk(self) -> Conversation:
        at = (self._channel.name, self._chat, self._chat)
        return (await talks.of_many(self._work, [at])).get(at, Conversation())

    async def _tell_group(self, kind: str, **more: object) -> None:
        group = self._lines.staff_chat or ""
        row = relayed(group, kind, self._channel.name, self._chat, **more)
        await queue.add(self._work, row)

    async def _say(self, talk: Conversation, text: Text, choices: tuple[Choice, ...]) -> None:
        reach = await customers.reach(self._work, self._channel.name, self._chat)
        language = reach.person.language if reach else None
        words = self._wording.of_salon(self._salon, language)
        turn = Turn(talk, Screen((text,), choices), is_notice=True)
        form = render(turn, words, self._channel.capabilities)
        if form is None:
            return
        about = {"event": "answer", "booking": 0}
        row = say_task(self._channel.name, self._chat, turn, form, "", about)
        await queue.add(self._work, row)
        at = (self._channel.name, self._chat, self._chat)
        await talks.offered(self._work, {at: with_offer(turn, words.say).talk})


async def _at(work: Work, heard: Heard) -> tuple[str, str] | None:
    """Of whose chat the message speaks that was tapped or replied to."""
    message = heard.message or heard.reply_to
    if at := await whose(work, heard.chat, message):
        return at
    booking_id = await booking_of(work, heard.chat, message)
    booking = await bookings.find(work, booking_id) if booking_id else None
    return None if booking is None else (booking.channel, booking.chat)
