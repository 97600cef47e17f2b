"""Twilio as one object: its APIs as routes, its phones as handles."""

from collections.abc import Callable
from datetime import datetime, timedelta

from aiohttp import web

from sandbox.deliveries import Deliveries
from sandbox.faults import Faults
from sandbox.news import News
from sandbox.twilio.accounts import BSUID, E164, Account
from sandbox.twilio.calls import Calls
from sandbox.twilio.content_api import ContentApi
from sandbox.twilio.contents import Content
from sandbox.twilio.exchange import Exchange
from sandbox.twilio.inbound import Sender
from sandbox.twilio.messages import Message
from sandbox.twilio.messages_api import MessagesApi
from sandbox.twilio.phone import Phone


class TwilioStandIn:
    """Accounts, phones and everything between them.

    Faults: 429, 500, 502, lost, drop, slow for the calls messages.create, messages.list,
    messages.fetch, content.create, content.list, content.fetch, content.delete,
    approvals.create, approvals.fetch; 63016_sync, undelivered:<code>, failed:<code> for
    messages.create; webhook_twice, webhook_never for webhook (messages) and status
    (callbacks), webhook_out_of_order for status.
    """

    def __init__(
        self, now: Callable[[], datetime], faults: Faults, deliveries: Deliveries, news: News
    ) -> None:
        self._exchange = Exchange(now, faults, deliveries, news)
        self._content_api = ContentApi(self._exchange)
        self._faults = faults

    def account(self, sid: str, auth_token: str, number: str) -> Account:
        """Make an account with one WhatsApp sender; the first one is the phones' default."""
        account = Account(sid, auth_token, number)
        self._exchange.accounts[sid] = account
        return account

    def webhook(self, url: str | None, status_url: str | None = None) -> None:
        """Tell where messages and statuses go; a message's own StatusCallback goes first."""
        self._exchange.webhooks.url = url
        self._exchange.webhooks.status_url = status_url

    def phone(
        self, address: str, profile_name: str = "Noura", business: str | None = None
    ) -> Phone:
        """Return the customer's chat with a business: a number, or a BSUID for a hidden one.

        `business` is the number of the salon, where there are several.
        """
        if not (E164.fullmatch(address) or BSUID.fullmatch(address)):
            raise ValueError(f"neither a number nor a BSUID: {address!r}")
        account = self._account(business)
        sender = Sender(address, profile_name)
        phones = self._exchange.phones
        return phones.setdefault((address, account.number), Phone(sender, account, self._exchange))

    @property
    def messages(self) -> list[Message]:
        """Every message of both directions, oldest first, whether it arrived or not."""
        return list(self._exchange.messages.values())

    @property
    def contents(self) -> dict[str, Content]:
        return self._exchange.contents

    def approvals_take(self, duration: timedelta) -> None:
        """Set how long WhatsApp thinks about approvals asked for from now on."""
        self._content_api.approval_takes = duration

    def reject(self, content_sid: str, reason: str = "INVALID_FORMAT") -> None:
        """Have WhatsApp refuse a content whose approval was asked for, whatever it said before."""
        approval = self._exchange.contents[content_sid].approval
        if approval is None:
            raise LookupError(f"nobody asked for the approval of {content_sid}")
        approval.rejection_reason = reason
        approval.decided_at = self._exchange.now()

    def routes(self) -> list[web.AbstractRouteDef]:
        calls = Calls(self._faults, self._exchange.accounts)
        messages = MessagesApi(self._exchange)
        return messages.routes(calls) + self._content_api.routes(calls)

    def _account(self, number: str | None) -> Account:
        for account in self._exchange.accounts.values():
            if number in (None, account.number):
                return account
        raise LookupError(f"no account has the number {number}")
