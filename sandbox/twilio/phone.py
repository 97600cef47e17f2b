"""A customer's phone: writes to the business, and presses only what it shows."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from sandbox.twilio.accounts import Account
from sandbox.twilio.inbound import Inbound, Sender
from sandbox.twilio.messages import Message
from sandbox.twilio.shown import ShownMessage


class Line(Protocol):
    """What carries messages between a phone and a business."""

    def receive(self, phone: "Phone", inbound: Inbound) -> str: ...
    def chat(self, phone: "Phone") -> list[Message]: ...


class Phone:
    """One customer's chat with one business; every `send_` returns the MessageSid.

    `reads` off means that the customer has switched off read receipts.
    """

    def __init__(self, sender: Sender, account: Account, line: Line) -> None:
        self.sender = sender
        self.account = account
        self.blocked = False
        self.reads = True
        self._line = line

    @property
    def messages(self) -> list[ShownMessage]:
        """What the chat shows now, oldest first, with all variables filled in."""
        return [message.shown() for message in self._line.chat(self)]

    def send(self, text: str, reply_to: str | None = None) -> str:
        """Write a text, as an answer to the message `reply_to` if one is named."""
        return self._send("text", text, {} if reply_to is None else self._reply(reply_to))

    def type(self, text: str) -> str:
        return self.send(text)

    def press(self, title_or_id: str, message_sid: str | None = None) -> str:
        """Press a quick reply, the newest of that name; LookupError where none is shown."""
        for message in self._newest(message_sid):
            for button in message.shown().buttons:
                if title_or_id in button:
                    fields = {"ButtonText": button.title, "ButtonPayload": button.id}
                    kind = "button" if message.template else "interactive"
                    return self._send(kind, button.title, fields | self._reply(message.sid))
        raise LookupError(f"the phone shows no button {title_or_id!r}")

    def choose(self, title_or_id: str, message_sid: str | None = None) -> str:
        """Choose a row of a list, the newest of that name; LookupError where none is shown."""
        for message in self._newest(message_sid):
            for row in message.shown().items:
                if title_or_id in (row.id, row.title):
                    fields = {"ListId": row.id, "ListTitle": row.title}
                    return self._send("interactive", row.title, fields | self._reply(message.sid))
        raise LookupError(f"the phone shows no row {title_or_id!r}")

    def send_document(self, file_name: str = "receipt.pdf") -> str:
        # The Body of a document is its file name, not a text of the customer's.
        return self._send("document", file_name, media_type="application/pdf")

    def send_voice(self) -> str:
        return self._send("audio", media_type="audio/ogg")

    def send_image(self, caption: str = "") -> str:
        return self._send("image", caption, media_type="image/jpeg")

    def send_sticker(self) -> str:
        return self._send("sticker", media_type="image/webp")

    def send_contact(self) -> str:
        return self._send("contacts", media_type="text/vcard")

    def send_location(
        self,
        latitude: float = 24.7136,
        longitude: float = 46.6753,
        *,
        address: str | None = None,
        label: str | None = None,
    ) -> str:
        fields = {"Latitude": str(latitude), "Longitude": str(longitude)}
        named = {"Address": address, "Label": label}
        present = {name: text for name, text in named.items() if text is not None}
        return self._send("location", "", fields | present)

    def block(self) -> None:
        """Block the business: its messages stay "sent" for ever."""
        self.blocked = True

    def unblock(self) -> None:
        self.blocked = False

    def _send(
        self,
        kind: str,
        body: str = "",
        extra: dict[str, str] | None = None,
        media_type: str | None = None,
    ) -> str:
        return self._line.receive(self, Inbound(kind, body, extra or {}, media_type))

    def _newest(self, sid: str | None) -> Iterator[Message]:
        shown: Iterable[Message] = reversed(self._line.chat(self))
        return (message for message in shown if sid in (None, message.sid))

    def _reply(self, sid: str) -> dict[str, str]:
        sender = next((m.sender for m in self._line.chat(self) if m.sid == sid), None)
        if sender is None:
            raise LookupError(f"the phone shows no message {sid}")
        return {"OriginalRepliedMessageSid": sid, "OriginalRepliedMessageSender": sender}
