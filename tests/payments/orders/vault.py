"""A provider that holds money on a card: it takes it, or lets go of it, once."""

from dataclasses import replace

from booking.errors import Unavailable
from booking.money import Money
from payments.payment import HOLDS
from payments.provider import Part, Receipt, Refused, Standing
from tests.payments.orders.till import Till


class Vault(Till):
    """`mute`: what we ask for is done, but its answer is lost."""

    name = HOLDS

    @property
    def held(self):
        return sum(part.amount.minor for part in self._parts() if part.is_held)

    @property
    def received(self):
        return sum(part.amount.minor for part in self._parts() if self._is_taken(part))

    @property
    def refunded(self):
        return 0

    def pay(self):
        """A card is entered, however late: a bank may answer after the end."""
        for key, receipt in self.invoices.items():
            if not receipt.kept:
                number = len(receipt.parts) + 1
                part = Part(
                    f"card-{number}", self.asked, Money.zero(self.asked.currency), is_held=True
                )
                self._put(key, receipt, (*receipt.parts, part))
                return

    async def open(self, charge):
        self.asked = charge.amount
        receipt = Receipt(
            *(charge.key, Standing.OPEN, Money.zero(""), charge.key, "https://pay.example"), None
        )
        self.invoices.setdefault(charge.key, receipt)
        return self._answer(self.invoices[charge.key])

    async def look(self, provider_id):
        return self.invoices.get(provider_id)

    async def find_by_key(self, key):
        found = self.invoices.get(key)
        return found if found and found.parts else None

    async def cancel(self, provider_id):
        receipt = self.invoices[provider_id]
        if not receipt.kept:
            receipt = replace(receipt, standing=Standing.CANCELLED, parts=())
        return self._answer(receipt)

    async def paid_since(self, since):
        return [one for one in self.invoices.values() if any(part.is_held for part in one.parts)]

    async def capture(self, part_id, amount):
        return self._end(part_id, amount=amount)

    async def void(self, part_id):
        return self._end(part_id, refunded=self.asked)

    def _end(self, part_id, **changes):
        for key, receipt in self.invoices.items():
            for part in receipt.parts:
                if part.id == part_id:
                    if not part.is_held:
                        raise Refused("it was taken, or let go, before")
                    ended = replace(part, is_held=False, **changes)
                    parts = tuple(ended if one.id == part_id else one for one in receipt.parts)
                    self._put(key, receipt, parts)
                    self._answer(ended)
                    if self.mute:
                        raise Unavailable("the answer is lost", uncertain=True)
                    return ended
        raise KeyError(part_id)

    def _put(self, key, receipt, parts):
        after = replace(receipt, parts=parts)
        standing = Standing.PAID if after.kept else Standing.OPEN
        self.invoices[key] = replace(after, standing=standing)

    @staticmethod
    def _is_taken(part):
        return not part.is_held and not part.is_returned
