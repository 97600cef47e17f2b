"""Paying an invoice: the bot is asked first, and has ten seconds to agree (Bot API: payments)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sandbox.telegram.bots import Bot
from sandbox.telegram.errors import Wire
from sandbox.telegram.publishing import publish_message
from sandbox.telegram.world import World

if TYPE_CHECKING:
    from sandbox.telegram.people import Person

ANSWERED_WITHIN = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Checkout:
    """A payment that waits for the bot's word."""

    person: "Person"
    invoice: Wire
    asked_at: datetime


def ask(world: World, bot: Bot, person: "Person", url: str) -> str:
    """Tap "pay" on the invoice behind this link; the id of the query that the bot must answer."""
    invoice = world.invoices[url]
    query_id = str(7_000_000_000 + world.number())
    query: Wire = {
        "id": query_id,
        "from": person.user(),
        "currency": invoice["currency"],
        "total_amount": invoice["total_amount"],
        "invoice_payload": invoice["payload"],
    }
    world.checkouts[query_id] = Checkout(person, invoice, world.now())
    bot.updates.add("pre_checkout_query", query, f"query:{person.user_id}", timedelta(seconds=150))
    world.changed()
    return query_id


def settle(world: World, bot: Bot, checkout: Checkout) -> None:
    """The money is taken, and both are told."""
    chat, invoice = checkout.person.private_chat(bot), checkout.invoice
    number = world.number()
    paid: Wire = {
        "currency": invoice["currency"],
        "total_amount": invoice["total_amount"],
        "invoice_payload": invoice["payload"],
        "telegram_payment_charge_id": f"{checkout.person.user_id}_{number}_telegram",
        "provider_payment_charge_id": f"{number}_provider",
    }
    chat.opened = True
    entry = chat.add({"successful_payment": paid}, checkout.person.user(), world.now(), None)
    publish_message(world, chat, entry.wire)
