"""Methods that put a message into a chat. A file given as a web address is not fetched."""

from sandbox.telegram.call import Call, Handler
from sandbox.telegram.errors import Wire, bad_request
from sandbox.telegram.methods.files import file_of, photo_of
from sandbox.telegram.posting import caption_of, post, text_of
from sandbox.telegram.requests import Upload

_ACTIONS = (
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
)


def send_message(call: Call) -> Wire:
    call.open_chat()
    return post(call, text_of(call, "message is too long"))


def send_location(call: Call) -> Wire:
    call.open_chat()
    return post(call, {"location": _location(call)})


def send_venue(call: Call) -> Wire:
    call.open_chat()
    location = _location(call)
    for name in ("title", "address"):
        if not call[name].strip():
            raise bad_request(f"venue {name} must be non-empty")
    venue = {"location": location, "title": call["title"], "address": call["address"]}
    # Bot API, Message.venue: for backward compatibility the location is set as well.
    return post(call, {"venue": venue, "location": location})


def send_photo(call: Call) -> Wire:
    call.open_chat()
    caption = caption_of(call.values)
    return post(call, photo_of(call, call["photo"]) | caption)


def send_document(call: Call) -> Wire:
    call.open_chat()
    caption = caption_of(call.values)
    given = call["document"]
    file = file_of(call, given, "document")
    if isinstance(given, Upload):
        file |= {"file_name": given.file_name, "mime_type": given.content_type}
    return post(call, {"document": file, **caption})


def send_chat_action(call: Call) -> bool:
    chat = call.open_chat()
    if call["action"] not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.typing = call["action"] == "typing"
    call.world.changed()
    return True


def _location(call: Call) -> Wire:
    latitude, longitude = call["latitude"], call["longitude"]
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise bad_request("wrong location specified")
    return {"latitude": latitude, "longitude": longitude}


METHODS: dict[str, Handler] = {
    "sendMessage": send_message,
    "sendLocation": send_location,
    "sendVenue": send_venue,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendChatAction": send_chat_action,
}
