"""What lies between the business and the phones: messages, windows, statuses and webhooks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sandbox.deliveries import Deliveries
from sandbox.faults import Faults, kind
from sandbox.news import News
from sandbox.twilio.accounts import Account
from sandbox.twilio.callbacks import status_form
from sandbox.twilio.contents import Content
from sandbox.twilio.drafts import Draft
from sandbox.twilio.inbound import Inbound, message_form
from sandbox.twilio.media import NotTaken, fetched
from sandbox.twilio.messages import Message, new_sid
from sandbox.twilio.phone import Phone
from sandbox.twilio.refusals import Refused
from sandbox.twilio.shown import Screen
from sandbox.twilio.webhooks import Webhooks

WINDOW = timedelta(hours=24)
LONGEST_CAPTION = 1024  # WhatsApp's, below a picture
OUTSIDE_WINDOW = 63016
CONTENT_REFUSED = 63005
Steps = list[str]


class Exchange:
    """Carries messages both ways and keeps them, as Twilio does."""

    def __init__(
        self, now: Callable[[], datetime], faults: Faults, deliveries: Deliveries, news: News
    ) -> None:
        self.now = now
        self.webhooks = Webhooks(faults, deliveries)
        self.accounts: dict[str, Account] = {}
        self.contents: dict[str, Content] = {}
        self.messages: dict[str, Message] = {}
        # By the customer's address and the business's number.
        self.phones: dict[tuple[str, str], Phone] = {}
        self._heard_at: dict[tuple[str, str], datetime] = {}
        self._faults = faults
        self._deliveries = deliveries
        self._news = news

    def receive(self, phone: Phone, inbound: Inbound) -> str:
        """Take a customer's message, open the window and tell the business."""
        account, now = phone.account, self.now()
        sid = new_sid(media=inbound.media_type is not None)
        media = () if inbound.media_type is None else (inbound.media_type,)
        self.messages[sid] = Message(
            sid=sid,
            account_sid=account.sid,
            sender=f"whatsapp:{phone.sender.address}",
            recipient=account.address,
            screen=Screen(inbound.body, media=media),
            direction="inbound",
            status="received",
            created_at=now,
            updated_at=now,
            arrived=True,
        )
        self._heard_at[phone.sender.address, account.number] = now
        self.webhooks.message(message_form(sid, phone.sender, account, inbound), account)
        self._news.changed()
        return sid

    def accept(self, account: Account, draft: Draft) -> dict[str, Any]:
        """Take a business's message and send it on; return it as Twilio first reports it."""
        phone = self._phone(draft.recipient, account)
        window_open = draft.template or self._window_open(phone)
        if not window_open and self._faults.take("twilio", "messages.create", {"63016_sync"}):
            raise Refused(OUTSIDE_WINDOW)
        message = self._queued(account, draft)
        answer = message.as_json()
        if draft.screen.media:
            self._deliveries.run(self._fetch_and_deliver(message, phone, draft, window_open))
        else:
            self._deliver(message, phone, self._outcome(message, phone, draft, window_open))
        return answer

    async def _fetch_and_deliver(
        self, message: Message, phone: Phone | None, draft: Draft, window_open: bool
    ) -> None:
        """One medium arrives, further ones are left out."""
        try:
            medium = await fetched(draft.screen.media[0])
        except NotTaken as refused:
            message.error_code = refused.code
            self._deliver(message, phone, ["undelivered"])
            return
        message.medium = medium
        if medium.shows_words and len(draft.screen.body) > LONGEST_CAPTION:
            draft = replace(draft, breach="The words below a picture are too long.")
        self._deliver(message, phone, self._outcome(message, phone, draft, window_open))

    def chat(self, phone: Phone) -> list[Message]:
        """Return what the phone shows, oldest first."""
        ours, theirs = phone.account.address, _addresses(phone)
        return [
            message
            for message in self.messages.values()
            if message.arrived
            and ours in (message.sender, message.recipient)
            and not theirs.isdisjoint((message.sender, message.recipient))
        ]

    def _phone(self, address: str, account: Account) -> Phone | None:
        """Find who is meant: a number, or the BSUID of somebody whose number is known too."""
        for phone in self.phones.values():
            if phone.account == account and f"whatsapp:{address}" in _addresses(phone):
                return phone
        return None

    def _window_open(self, phone: Phone | None) -> bool:
        if phone is None:
            return False
        heard_at = self._heard_at.get((phone.sender.address, phone.account.number))
        return heard_at is not None and self.now() - heard_at < WINDOW

    def _queued(self, account: Account, draft: Draft) -> Message:
        now = self.now()
        sid = new_sid(media=bool(draft.screen.media))
        message = Message(
            sid=sid,
            account_sid=account.sid,
            sender=account.address,
            recipient=f"whatsapp:{draft.recipient}",
            screen=draft.screen,
            direction="outbound-api",
            status="queued",
            created_at=now,
            updated_at=now,
            template=draft.template,
            status_callback=draft.status_callback,
        )
        self.messages[sid] = message
        return message

    def _outcome(
        self, message: Message, phone: Phone | None, draft: Draft, window_open: bool
    ) -> Steps:
        """Return the statuses to come; a refusal's code is noted on the message."""
        fault = self._faults.take("twilio", "messages.create", {"undelivered", "failed"})
        if fault is not None:
            message.error_code = int(fault.partition(":")[2])
            return [kind(fault)]
        if not window_open:
            message.error_code = OUTSIDE_WINDOW
            return ["undelivered"]
        if draft.breach is not None:
            message.error_code = CONTENT_REFUSED
            return ["failed"]
        if phone is not None and phone.blocked:
            return ["sent"]
        message.arrived = True
        read = phone is not None and phone.reads
        return ["sent", "delivered", "read"] if read else ["sent", "delivered"]

    def _deliver(self, message: Message, phone: Phone | None, steps: Steps) -> None:
        message.status, message.updated_at = steps[-1], self.now()
        external_id = None if phone is None else phone.sender.external_id
        forms = [status_form(message, step, external_id) for step in steps]
        account = self.accounts[message.account_sid]
        self.webhooks.statuses(forms, account, message.status_callback)
        self._news.changed()


def _addresses(phone: Phone) -> set[str]:
    return {f"whatsapp:{phone.sender.address}", f"whatsapp:{phone.sender.external_id}"}
