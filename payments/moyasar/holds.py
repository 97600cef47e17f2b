"""Moyasar holding money on a card until the visit: payments by a form of ours, without invoices.

A hosted invoice cannot authorize first; the form that can is made with the publishable key
(docs.moyasar.com/guides/payment-operations). So our own key takes the invoice's place, and what was
done with it is found in the metadata of payments. A payer could change what the form sends: only
what Moyasar says of the payment counts, sum and currency compared.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from booking.money import Money
from payments.moyasar import answers
from payments.moyasar.client import Client
from payments.moyasar.invoices import Moyasar
from payments.payment import HOLDS
from payments.provider import Charge, Hint, Part, Receipt, Standing


class MoyasarHolds:
    """One salon's account; `page` is where the form for a key is."""

    name = HOLDS

    def __init__(self, moyasar: Moyasar, client: Client, page: Callable[[str], str]) -> None:
        self._moyasar = moyasar
        self._client = client
        self._page = page

    async def open(self, charge: Charge) -> Receipt:
        """Nothing is asked of Moyasar: the page is ours, and may be made again."""
        return self._receipt(charge.key, ())

    async def look(self, provider_id: str) -> Receipt | None:
        query = {f"metadata[{answers.KEY}]": provider_id}
        rows = [
            row
            async for row in self._client.rows("payments", query)
            if answers.key_in(row) == provider_id and answers.is_money(row)
        ]
        parts = tuple(answers.part(row) for row in reversed(rows))  # the oldest first
        return self._receipt(provider_id, parts)

    async def find_by_key(self, key: str) -> Receipt | None:
        found = await self.look(key)
        return found if found and found.parts else None

    async def cancel(self, provider_id: str) -> Receipt | None:
        """The page closes by itself; who had it open before may still be late."""
        receipt = await self.look(provider_id)
        if receipt is None or receipt.kept:
            return receipt
        return replace(receipt, standing=Standing.CANCELLED, parts=())

    async def look_at_part(self, part_id: str) -> Part | None:
        return await self._moyasar.look_at_part(part_id)

    async def paid_since(self, since: datetime) -> Sequence[Receipt]:
        """Those that are still held; what was taken was known to somebody."""
        query = {"status": "authorized", "created[gt]": answers.timestamp(since)}
        found: dict[str, Receipt] = {}
        async for row in self._client.rows("payments", query):
            key, is_held = answers.key_in(row), row.get("status") == "authorized"
            if key and is_held and not row.get("invoice_id"):
                found[key] = self._receipt(key, (answers.part(row),))
        return list(found.values())

    async def refund(self, part_id: str, amount: Money) -> Part:
        return await self._moyasar.refund(part_id, amount)

    async def capture(self, part_id: str, amount: Money) -> Part:
        return await self._moyasar.capture(part_id, amount)

    async def void(self, part_id: str) -> Part:
        return await self._moyasar.void(part_id)

    def read_webhook(self, body: bytes) -> Hint:
        return self._moyasar.read_webhook(body)

    def read_callback(self, body: bytes) -> str:
        raise ValueError("without an invoice there is no callback")

    async def verify_webhook(self, webhook_id: str, code: str) -> None:
        await self._moyasar.verify_webhook(webhook_id, code)

    def _receipt(self, key: str, parts: tuple[Part, ...]) -> Receipt:
        return Receipt(
            provider_id=key,
            standing=Standing.OPEN if all(one.is_returned for one in parts) else Standing.PAID,
            amount=Money.zero(""),  # what a form asks for, each of its payments says
            key=key,
            url=self._page(key),
            expires_at=None,
            parts=parts,
        )
