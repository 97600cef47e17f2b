"""A provider whose books can be put back to where they stood, and during whose calls we may die."""

from dataclasses import replace

from booking.errors import Unavailable
from booking.money import Money
from payments.provider import Part, Receipt, Standing


class Died(BaseException):
    """The process is gone; nobody catches this but whoever starts the next one."""


class Till:
    """Invoices by id. `mortal`: we die at the next call that changes something, carried out as it
    is; `mute`: refunds are given, but their answers are lost.
    """

    name = "moyasar"

    def __init__(self):
        self.invoices = {}
        self.mortal = False
        self.mute = True

    @property
    def received(self):
        return sum(part.amount.minor for part in self._parts())

    @property
    def refunded(self):
        return sum(part.refunded.minor for part in self._parts())

    def pay(self):
        """The payer pays the first invoice, however late: a bank may answer after the end."""
        for invoice_id, receipt in self.invoices.items():
            if not receipt.parts:
                part = Part(f"of-{invoice_id}", receipt.amount, Money.zero("SAR"))
                paid = replace(receipt, standing=Standing.PAID, parts=(part,))
                self.invoices[invoice_id] = paid
                return

    async def open(self, charge):
        invoice_id = f"invoice-{len(self.invoices) + 1}"
        receipt = Receipt(
            *(invoice_id, Standing.OPEN, charge.amount, charge.key, "https://pay.example"),
            charge.expires_at,
        )
        self.invoices[invoice_id] = receipt
        return self._answer(receipt)

    async def look(self, provider_id):
        return self.invoices.get(provider_id)

    async def find_by_key(self, key):
        return next((one for one in self.invoices.values() if one.key == key), None)

    async def cancel(self, provider_id):
        receipt = self.invoices[provider_id]
        if receipt.standing is Standing.OPEN:
            receipt = self.invoices[provider_id] = replace(receipt, standing=Standing.CANCELLED)
        return self._answer(receipt)

    async def look_at_part(self, part_id):
        return next((part for part in self._parts() if part.id == part_id), None)

    async def paid_since(self, since):
        return [one for one in self.invoices.values() if one.parts]

    async def refund(self, part_id, amount):
        for invoice_id, receipt in self.invoices.items():
            for part in receipt.parts:
                if part.id == part_id:
                    assert part.refunded + amount <= part.amount, "more went back than came"
                    given = replace(part, refunded=part.refunded + amount)
                    self.invoices[invoice_id] = replace(receipt, parts=(given,))
                    self._answer(given)
                    if self.mute:
                        raise Unavailable("the answer is lost", uncertain=True)
                    return given
        raise KeyError(part_id)

    def _parts(self):
        return [part for receipt in self.invoices.values() for part in receipt.parts]

    def _answer(self, answer):
        if self.mortal:
            self.mortal = False
            raise Died
        return answer
