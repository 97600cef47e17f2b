"""What a credit note takes back of an invoice, so that its notes add up to it; pure."""

from collections.abc import Sequence
from dataclasses import replace

from booking.money import Money
from payments.receipt import Content, Line
from payments.vat import Taxed, split


def taken_back(amount: Money, invoice: Content, notes: Sequence[Content]) -> tuple[Line, ...]:
    """The lines of the next note after these; the last one takes all that is left of each line."""
    left = _left(invoice, notes)
    total = sum((one.total for one in left), Money.zero(amount.currency))
    if total != amount or any(not 0 <= one.vat.minor <= one.total.minor for one in left):
        left = split(amount, [(line.sum.total, line.vat_percent) for line in invoice.lines])
    lines = zip(invoice.lines, left, strict=True)
    return tuple(replace(line, sum=one) for line, one in lines)


def _left(invoice: Content, notes: Sequence[Content]) -> tuple[Taxed, ...]:
    """Nothing if a note has other lines, as those had that were issued after a visit changed."""
    if any(len(note.lines) != len(invoice.lines) for note in notes):
        return ()
    left = [line.sum for line in invoice.lines]
    for note in notes:
        left = [
            Taxed(one.total - line.sum.total, one.vat - line.sum.vat)
            for one, line in zip(left, note.lines, strict=True)
        ]
    return tuple(left)
