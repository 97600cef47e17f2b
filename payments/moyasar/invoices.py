"""Moyasar as a provider: hosted invoices, and the payments made on them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from booking.errors import Misuse, Unavailable
from booking.money import Money
from payments.moyasar import answers, webhooks
from payments.moyasar.client import Client, NotThere
from payments.provider import Charge, Hint, Part, Receipt, Refused, Standing


class Moyasar:
    """One salon's account.

    `callback_url` is where Moyasar posts an invoice that was paid; nothing there is trusted.
    """

    name = "moyasar"

    def __init__(
        self, client: Client, *, webhook_secret: str | None, callback_url: str | None = None
    ) -> None:
        self._client = client
        self._webhook_secret = webhook_secret
        self._callback_url = callback_url

    @property
    def client(self) -> Client:
        return self._client

    def __repr__(self) -> str:
        return f"Moyasar({self._client!r})"

    async def open(self, charge: Charge) -> Receipt:
        """docs.moyasar.com/api/invoices/01-create-invoice"""
        body = {
            "amount": charge.amount.minor,
            "currency": charge.amount.currency,
            "description": charge.description,
            "callback_url": self._callback_url,
            "success_url": charge.return_url,
            "back_url": charge.return_url,
            # A date alone would mean the start of that day.
            "expired_at": answers.timestamp(charge.expires_at),
            "metadata": {answers.KEY: charge.key, "booking_id": str(charge.booking_id)},
        }
        told = {name: value for name, value in body.items() if value is not None}
        receipt = answers.receipt(await self._client.post("/invoices", told))
        if not receipt.provider_id or not receipt.url:
            raise Unavailable("moyasar: an invoice without id or url", uncertain=True)
        return receipt

    async def look(self, provider_id: str) -> Receipt | None:
        if answers.identifier(provider_id) is None:
            return None
        try:
            receipt = answers.receipt(await self._client.get(f"/invoices/{provider_id}"))
        except NotThere:
            return None
        if receipt.provider_id != provider_id:
            raise Unavailable("moyasar: not the invoice that was asked for")
        return receipt

    async def find_by_key(self, key: str) -> Receipt | None:
        query = {f"metadata[{answers.KEY}]": key}
        found = [answers.listed(row) async for row in self._client.rows("invoices", query)]
        # A filter that is not understood finds everything.
        chosen = _best(one for one in found if one.key == key and one.provider_id)
        return chosen and await self.look(chosen.provider_id)  # a list leaves the payments out

    async def cancel(self, provider_id: str) -> Receipt | None:
        try:
            receipt = answers.receipt(await self._client.put(f"/invoices/{provider_id}/cancel"))
        except Refused:
            return await self.look(provider_id)  # paid or expired meanwhile
        if receipt.standing is not Standing.CANCELLED or receipt.provider_id != provider_id:
            return await self.look(provider_id)
        return receipt

    async def look_at_part(self, part_id: str) -> Part | None:
        if answers.identifier(part_id) is None:
            return None
        try:
            part = answers.part(await self._client.get(f"/payments/{part_id}"))
        except NotThere:
            return None
        if part.id != part_id:
            raise Unavailable("moyasar: not the payment that was asked for")
        return part

    async def refund(self, part_id: str, amount: Money) -> Part:
        """The answer is the payment, with all that was ever refunded of it."""
        body = {"amount": amount.minor}
        return answers.part(await self._client.post(f"/payments/{part_id}/refund", body))

    async def paid_since(self, since: datetime) -> Sequence[Receipt]:
        query = {"created[gt]": answers.timestamp(since)}
        rows = self._client.rows("invoices", query)
        return [answers.listed(row) async for row in rows if row.get("status") == "paid"]

    async def capture(self, part_id: str, amount: Money) -> Part:
        body = {"amount": amount.minor}
        return answers.part(await self._client.post(f"/payments/{part_id}/capture", body))

    async def void(self, part_id: str) -> Part:
        """docs.moyasar.com/void-payment"""
        return answers.part(await self._client.post(f"/payments/{part_id}/void"))

    def read_webhook(self, body: bytes) -> Hint:
        hint = webhooks.read_webhook(body, self._webhook_secret)
        if hint.is_live not in (None, self._client.is_live):
            return Hint(hint.event_id)  # of the account's other half, which this salon does not use
        return hint

    def read_callback(self, body: bytes) -> str:
        return webhooks.read_callback(body)

    async def verify_webhook(self, webhook_id: str, code: str) -> None:
        await webhooks.verify(self._client, webhook_id, code)

    async def registered_webhooks(self) -> list[webhooks.Webhook]:
        """What is registered, for `check`; also shows whether the key is accepted."""
        return await webhooks.listed(self._client)

    async def register_webhook(self, url: str) -> webhooks.Webhook:
        if not self._webhook_secret:
            raise Misuse("a webhook without a secret would be refused by ourselves")
        return await webhooks.register(self._client, url, self._webhook_secret)


def _best(found: Iterable[Receipt]) -> Receipt | None:
    """The one on which money came, else one that can still be paid; the others are no use."""
    alive = [one for one in found if one.standing in (Standing.PAID, Standing.OPEN)]
    return max(alive, key=lambda one: one.standing is Standing.PAID, default=None)
