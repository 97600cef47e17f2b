"""One customer's phone on each channel: what is done with it, and what it newly shows."""

import re
from dataclasses import dataclass, replace

CHANNELS = ("numbered", "telegram", "whatsapp")
NAVIGATION = (
    "Back",
    "Menu",
    "رجوع",
    "القائمة",
    "Photos",
    "الصور",
    "For whom",
    "لمن الموعد",
    "Wait for a full day",
    "انتظار يوم ممتلئ",
)
_TYPED = re.compile(r"(?:You can also write|يمكنك أيضًا كتابة): (.+)\.")
_BETWEEN = re.compile(r", |، | or | أو ")
_NUMBERED = re.compile(r"^(\d+)\. (.+?)(?: \(.*\))?$", re.MULTILINE)
_ARABIC = re.compile("[\u0600-\u06ff]")
_ISOLATES = str.maketrans("", "", "\u2068\u2069")


@dataclass(frozen=True)
class Shown:
    """A message without its choices; `choices` are their labels, as far as they are shown.

    A file stands in brackets behind the words: its name, or "photo".
    """

    text: str
    choices: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    asks_for_contact: bool = False


class TelegramPhone:
    """A private chat, in which the bot edits its messages."""

    gives_number = False

    def __init__(self, world, number, first_name, language):
        self.name, self.number = first_name, number
        self.at = ("telegram", str(5000 + number))
        self.person = world.telegram(
            5000 + number, first_name, language, phone=f"+9665012345{number:02}"
        )
        self._seen = {}

    @property
    def chat(self):
        return self.person.private_chat()

    def write(self, text):
        self.person.send(text)

    def choose(self, label):
        """Tap the newest such button; a keyboard's key as well."""
        self.person.tap(label)

    def share_contact(self):
        self.person.share_contact()

    def news(self):
        """The messages that are new or say something else than before, oldest first."""
        shown = {one.message_id: on_telegram(one) for one in self.chat.messages if one.from_bot}
        new = [one for at, one in shown.items() if not _is_old(one, self._seen.get(at))]
        self._seen = shown
        return new


class WhatsAppPhone:
    """A chat with the salon's number; what was sent stays as it is."""

    gives_number = True

    def __init__(self, world, number, first_name, language, address=None):
        del language  # WhatsApp does not tell it
        self.name, self.number = first_name, number
        address = address or f"+9665012345{number:02}"
        self.at = ("whatsapp", address)
        self.phone = world.sandbox.twilio.phone(address, profile_name=first_name)
        self._seen = 0

    @property
    def messages(self):
        return [one for one in self.phone.messages if one.from_business]

    def write(self, text):
        self.phone.send(text)

    def choose(self, label):
        """Press the newest button or row of that name, or type its number, or the word."""
        newest = _plain(self.messages[-1].body)
        numbers = {one: number for number, one in _NUMBERED.findall(newest)}
        if label not in numbers:
            for message in reversed(self.messages):
                if title := _title(message.items, label):
                    return self.phone.choose(title, message.sid)
                if title := _title(message.buttons, label):
                    return self.phone.press(title, message.sid)
        return self.phone.send(numbers.get(label, label))

    def share_contact(self):
        self.phone.send_contact()

    def news(self):
        """The messages that came since the last look."""
        shown, seen = self.messages, self._seen
        self._seen = len(shown)
        return [_on_whatsapp(one) for one in shown[seen:]]


def phone_on(channel, world, number=1, first_name="Noura", language="en"):
    """A customer's phone; numbers tell customers apart."""
    kind = TelegramPhone if channel == "telegram" else WhatsAppPhone
    return kind(world, number, first_name, language)


def _title(shown, label):
    return next((one.title for one in shown if names(one.title, label)), None)


def names(title, label):
    """Does this title, which may have been cut, stand for the label?"""
    return title == label or (title.endswith("…") and label.startswith(title[:-1]))


def written(text):
    """The choices of a text that can only be answered by writing: by number, or by name."""
    labels = [label for _, label in _NUMBERED.findall(text)]
    named = [label for words in _TYPED.findall(text) for label in _BETWEEN.split(words)]
    return (*labels, *(label for label in named if label not in NAVIGATION))


def _is_old(shown, before):
    """A message whose buttons were taken away says nothing new."""
    without_buttons = before and replace(before, choices=(), links=())
    return shown in (before, without_buttons)


def on_telegram(message):
    """What a message of the bot's shows."""
    # In Arabic a row begins at the right.
    step = -1 if _ARABIC.search(message.text) else 1
    buttons = [button for row in message.buttons for button in row[::step]]
    keys = [key for row in message.reply_keyboard or () for key in row]
    return Shown(
        text=_NUMBERED.sub("", _plain(message.text)) + _file_of(message.wire),
        choices=tuple(one.text for one in buttons if not one.url and one.text not in NAVIGATION),
        links=tuple(one.url for one in buttons if one.url and "/calendar/" not in one.url),
        asks_for_contact=any(key.contact for key in keys),
    )


def _file_of(wire):
    if "photo" in wire:
        return " (photo)"
    return f" ({wire['document']['file_name']})" if "document" in wire else ""


def _named(medium):
    if medium is None:
        return ""
    return " (photo)" if medium.shows_words else f" ({medium.name})"


def _on_whatsapp(message):
    text = _plain(message.body)
    titles = [row.title for row in message.items] or [one.title for one in message.buttons]
    return Shown(
        text=_NUMBERED.sub("", text) + _named(message.medium),
        choices=tuple(titles) or written(text),
        links=tuple(re.findall(r"https?://\S+/pay/\S+", text)),
    )


def _plain(text):
    return text.translate(_ISOLATES)
