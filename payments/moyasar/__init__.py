"""Moyasar: hosted invoices for Saudi cards, Apple Pay and STC Pay."""

from payments.moyasar.client import Client
from payments.moyasar.holds import MoyasarHolds
from payments.moyasar.invoices import Moyasar
from payments.moyasar.webhooks import EVENTS, Webhook

__all__ = ["EVENTS", "Client", "Moyasar", "MoyasarHolds", "Webhook"]
