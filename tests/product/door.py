"""Knocks at the product's doors, and the bodies that Telegram, Twilio and Moyasar bring there."""

import json

from sqlalchemy import func, select

from booking.store.tables.work import queue
from booking.store.tenancy import scoped
from sandbox import scene
from sandbox.twilio.signature import sign

TELEGRAM, MOYASAR = "/telegram/main", "/payments/moyasar/main"
WHATSAPP, STATUS = "/whatsapp", "/whatsapp/status"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
MIB = 1024 * 1024


class Door:
    """Knocks at the product's address as anybody on the internet can."""

    def __init__(self, world, session):
        self.world, self._session = world, session
        self.telegram_secret = world.product.tenants.first.telegram_secret

    async def post(self, path, body, **headers):
        async with self._session.post(
            f"{self.world.address}{path}", data=body, headers=headers
        ) as answer:
            return answer.status

    async def tell_telegram(self, update, secret=None):
        headers = {SECRET_HEADER: self.telegram_secret if secret is None else secret}
        return await self.post(TELEGRAM, json.dumps(update), **headers)

    async def tell_twilio(self, path, fields, *, url=None, token=scene.TWILIO_TOKEN):
        signature = sign(url or f"{self.world.address}{path}", fields, token)
        return await self.post(path, fields, **{"X-Twilio-Signature": signature})

    async def stored(self):
        async with self.world.work() as work:
            return (await work.row(select(func.count().label("n")).where(scoped(queue)))).n


def update(text="hi", update_id=1, user_id=42):
    sender = {"id": user_id, "is_bot": False, "first_name": "Noura"}
    chat = {"id": user_id, "type": "private", "first_name": "Noura"}
    message = {"message_id": 1, "date": 0, "chat": chat, "from": sender, "text": text}
    return {"update_id": update_id, "message": message}


def message(text="hi", sid="SM" + "1" * 32, to=scene.TWILIO_NUMBER):
    return {
        "MessageSid": sid,
        "AccountSid": scene.TWILIO_SID,
        "From": "whatsapp:+966501234599",
        "To": f"whatsapp:{to}",
        "Body": text,
        "NumMedia": "0",
        "MessageType": "text",
        "WaId": "966501234599",
        "ProfileName": "Noura",
    }


def status():
    return {
        "MessageSid": "SM" + "2" * 32,
        "MessageStatus": "failed",
        "ErrorCode": "63024",
        "From": f"whatsapp:{scene.TWILIO_NUMBER}",
        "To": "whatsapp:+966501234599",
    }


def event(secret=scene.MOYASAR_WEBHOOK_SECRET, event_id="e1", invoice_id="i1"):
    return {
        "id": event_id,
        "type": "payment_paid",
        "secret_token": secret,
        "data": {"id": "p1", "invoice_id": invoice_id},
    }
