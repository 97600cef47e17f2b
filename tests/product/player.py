"""Plays a story on one channel, and remembers what it cost the customer."""

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta

from tests.product.phones import Shown, names, phone_on
from tests.product.talk import Step, Story

_PAY_ADDRESS = re.compile(r"\S+/pay/\S+")
_HINT = re.compile(r"(You can also write|يمكنك أيضًا كتابة|يمكنك أيضا كتابة)[^.]*\.")
_NO_MEANING = str.maketrans("·", " ", "\u2068\u2069")  # between lines, and around names
_INVOICE = re.compile(r"/pay/([\w-]+)")
_ON_EVERY_BOOKING = "محادثة العميل"  # a button of the group that no story need name
_PERIOD = re.compile(r"(\d+) (minute|hour|day)s?")


@dataclass
class Cost:
    """What the story took until now; `answers` are the messages that each thing said led to."""

    choices: int = 0
    typed: int = 0
    answers: list[int] = field(default_factory=list)


class Player:
    def __init__(self, world, channel: str, language: str):
        self.world, self.channel = world, channel
        self.phones = {
            "": phone_on(channel, world, 1, "Noura", language),
            "other": phone_on(channel, world, 2, "Amal", language),
        }
        self.unread = {who: [] for who in self.phones}
        self.links = {}  # who: the payment link heard last
        self.cost = Cost()

    async def play(self, story: Story) -> Cost:
        for step in story.steps:
            if step.only in ("", self.channel):
                await self._do(step)
        self._nothing_unread("the end")
        return self.cost

    async def _do(self, step: Step):
        if step.kind == "hear":
            self._hear(step)
            return
        self._nothing_unread(f"line {step.at}")
        match step.kind:
            case "type" if step.who == "staff":
                self.world.reply(step.text)
            case "type":
                self.phones[step.who].write(step.text)
            case "choose" if step.who == "staff":
                self.world.staff.tap(step.text, chat=self.world.group)
            case "choose":
                self.phones[step.who].choose(step.text)
            case "contact":
                self.phones[step.who].share_contact()
            case "pay":
                await self._pay(step)
            case "time":
                count, unit = _PERIOD.fullmatch(step.text).groups()
                await self.world.pass_time(timedelta(**{f"{unit}s": int(count)}))
        await self.world.settle()
        self._look(step)

    def _look(self, step: Step):
        for who, phone in self.phones.items():
            news = phone.news()
            self.unread[who] += news
            for link in (link for one in news for link in one.links):
                self.links[who] = link
        if step.who == "" and step.kind in ("type", "choose", "contact"):
            self.cost.typed += step.kind == "type"
            self.cost.choices += step.kind != "type"
            self.cost.answers.append(len(self.unread[""]))

    async def _pay(self, step: Step):
        invoice_id = _INVOICE.search(self.links[step.who])[1]
        moyasar = self.world.sandbox.moyasar
        match step.text:
            case "pay":
                await moyasar.pay(invoice_id)
            case "pay late":
                await moyasar.pay(invoice_id, late=True)
            case "decline":
                await moyasar.decline(invoice_id)
            case "close":
                await moyasar.close(invoice_id)

    def _hear(self, step: Step):
        if step.who == "staff":
            told = self.world.staff_shown()
            assert told, f"line {step.at}: the staff was told nothing"
            choices = tuple(one for one in told[-1].choices if one != _ON_EVERY_BOOKING)
            self._compare(step, replace(told[-1], choices=choices))
            return
        assert self.unread[step.who], f"line {step.at}: nothing was said"
        self._compare(step, self.unread[step.who].pop(0))

    def _compare(self, step: Step, shown: Shown):
        assert matches(step.text, shown.text), f"line {step.at}: {shown.text}"
        if step.choices is not None:
            assert _same_choices(shown.choices, step.choices), f"line {step.at}: {shown.choices}"

    def _nothing_unread(self, where: str):
        for who, unread in self.unread.items():
            assert not unread, f"before {where}, {who or 'the customer'} reads: {unread}"


def matches(expected: str, text: str) -> bool:
    """Do the words agree? "..." stands for any; line breaks and separators do not count."""
    pattern = ".*?".join(re.escape(flat(part)) for part in expected.split("..."))
    said = flat(text)
    # a last colon announces choices, and is a full stop where a hint stands between
    announced = said.removesuffix(".") + ":"
    return any(re.fullmatch(pattern, one) for one in (said, announced))


def flat(text: str) -> str:
    text = text.translate(_NO_MEANING)
    return " ".join(_HINT.sub("", _PAY_ADDRESS.sub("", text)).split())


def _same_choices(shown, expected) -> bool:
    return len(shown) == len(expected) and all(map(names, shown, expected))
