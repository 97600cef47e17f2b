"""A strict stand-in of Moyasar: invoices, payments, webhooks and the hosted payment page."""

from sandbox.moyasar.invoices import Invoice
from sandbox.moyasar.ledger import Book, NotPayable
from sandbox.moyasar.payments import Payment
from sandbox.moyasar.standin import MoyasarStandIn

__all__ = ["Book", "Invoice", "MoyasarStandIn", "NotPayable", "Payment"]
