"""A payment provider that stands in for Moyasar, as far as a story needs one."""

from dataclasses import replace

from payments.provider import Part, Receipt, Standing


class Till:
    """Invoices in memory; paying works on cancelled ones too, since banks may answer late."""

    name = "moyasar"

    def __init__(self):
        self.invoices = {}

    async def open(self, charge):
        receipt = Receipt(
            f"invoice-{len(self.invoices) + 1}",
            Standing.OPEN,
            charge.amount,
            charge.key,
            "https://pay.example",
            charge.expires_at,
        )
        self.invoices[receipt.provider_id] = receipt
        return receipt

    async def look(self, provider_id):
        return self.invoices.get(provider_id)

    async def find_by_key(self, key):
        return next((one for one in self.invoices.values() if one.key == key), None)

    async def cancel(self, provider_id):
        receipt = self.invoices[provider_id]
        if receipt.standing is Standing.OPEN:
            self.invoices[provider_id] = replace(receipt, standing=Standing.CANCELLED)
        return self.invoices[provider_id]

    async def look_at_part(self, part_id):
        return next(
            (part for one in self.invoices.values() for part in one.parts if part.id == part_id),
            None,
        )

    async def refund(self, part_id, amount):
        for key, receipt in self.invoices.items():
            for part in receipt.parts:
                if part.id == part_id:
                    returned = replace(part, refunded=part.refunded + amount)
                    self.invoices[key] = replace(receipt, parts=(returned,))
                    return returned
        raise KeyError(part_id)

    def pay(self, provider_id):
        receipt = self.invoices[provider_id]
        part = Part(f"payment-of-{provider_id}", receipt.amount, receipt.amount - receipt.amount)
        self.invoices[provider_id] = replace(receipt, standing=Standing.PAID, parts=(part,))
