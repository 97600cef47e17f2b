"""What the page shows, as one JSON object: both phones, the staff group, invoices and the time."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sandbox.demo.cast import Cast
from sandbox.moyasar import Invoice
from sandbox.telegram import Chat, Person
from sandbox.telegram import ShownMessage as TelegramMessage
from sandbox.twilio import Phone
from sandbox.twilio import ShownMessage as WhatsAppMessage

if TYPE_CHECKING:
    from sandbox.standins import StandIns

JSON = dict[str, Any]


def snapshot(sandbox: "StandIns", cast: Cast) -> JSON:
    """Return what can be seen now; instants are ISO 8601 in UTC, amounts minor units."""
    private = cast.customer.private_chat()
    return {
        "now": sandbox.now().isoformat(),
        "zone": cast.zone,
        "titles": dict(cast.titles),
        "telegram": _telegram(private, cast.customer, private.bot.name),
        "staff": _telegram(cast.group, cast.staff, cast.group.title),
        "whatsapp": _whatsapp(cast.phone, cast.titles),
        "invoices": [_invoice(invoice) for invoice in sandbox.moyasar.invoices.values()],
    }


def _telegram(chat: Chat, owner: Person, title: str) -> JSON:
    asked = owner.private_chat().bot.queries.values()
    answered = sum(query.chat_id == chat.chat_id for query in asked) - len(chat.unanswered)
    return {
        "title": title,
        "messages": [_telegram_message(message, owner) for message in chat.messages],
        "keyboard": chat.keyboard
        and [[{"text": key.text, "contact": key.contact} for key in row] for row in chat.keyboard],
        "toast": chat.toast,
        "toasts": answered,
        "alert": chat.alert,
        "typing": chat.typing,
        "waiting": bool(chat.unanswered),
    }


def _telegram_message(message: TelegramMessage, owner: Person) -> JSON:
    return {
        "id": message.message_id,
        "mine": message.wire["from"]["id"] == owner.user_id,
        "sender": message.sender,
        "text": message.text,
        "media": _media(message.wire),
        "buttons": [
            [{"text": button.text, "data": button.data, "url": button.url} for button in row]
            for row in message.buttons
        ],
        "at": message.date.isoformat(),
        "edited": message.edited,
    }


def _media(wire: Mapping[str, Any]) -> list[JSON]:
    if sizes := wire.get("photo"):
        return [_file("photo", sizes[-1]["file_id"], "")]
    if document := wire.get("document"):
        return [_file("file", document["file_id"], document.get("file_name", ""))]
    if place := wire.get("location"):
        title = wire["venue"]["title"] if "venue" in wire else ""
        return [_on_map(place["latitude"], place["longitude"], title)]
    return []


def _on_map(latitude: float, longitude: float, name: str) -> JSON:
    point = f"{latitude}, {longitude}"
    url = f"https://www.google.com/maps?q={latitude},{longitude}"
    return {"kind": "link", "url": url, "name": name or point}


def _file(kind: str, file_id: str, name: str) -> JSON:
    return {"kind": kind, "url": f"/demo/files/{file_id}", "name": name}


def _whatsapp(phone: Phone, titles: Mapping[str, str]) -> JSON:
    messages = phone.messages
    answered_at = max((each.at for each in messages if each.from_business), default=None)
    shown = []
    for message in messages:
        read = answered_at is not None and answered_at >= message.at
        mine = "read" if read else "delivered"
        shown.append(_whatsapp_message(message, message.status if message.from_business else mine))
    return {"title": titles["en"], "messages": shown}


def _whatsapp_message(message: WhatsAppMessage, status: str) -> JSON:
    rows = [row._asdict() for row in message.items]
    attached = message.media if message.from_business else []
    places = [_on_map(*message.place)] if message.place else []
    return {
        "id": message.sid,
        "mine": not message.from_business,
        "text": message.body,
        "media": [*(_fetched(message, url) for url in attached), *places],
        "buttons": [button._asdict() for button in message.buttons],
        "list": message.list_button and {"button": message.list_button, "items": rows},
        "links": [{"title": link.title, "url": _address(link.target)} for link in message.links],
        "at": message.at.isoformat(),
        "status": status,
    }


def _fetched(message: WhatsAppMessage, url: str) -> JSON:
    medium = message.medium
    if medium is None:
        return {"kind": "link", "url": url, "name": ""}
    kind = "photo" if medium.shows_words else "file"
    return {"kind": kind, "url": f"/demo/media/{message.sid}", "name": medium.name}


def _address(target: str) -> str:
    return f"tel:{target}" if target.startswith("+") else target


def _invoice(invoice: Invoice) -> JSON:
    return {
        "id": invoice.id,
        "status": invoice.status,
        "amount": invoice.amount,
        "currency": invoice.currency,
        "amount_format": invoice.amount_format,
        "description": invoice.description,
        "url": invoice.url,
        "expired_at": invoice.expired_at and invoice.expired_at.isoformat(),
        "failures": sum(payment.status == "failed" for payment in invoice.payments),
    }
