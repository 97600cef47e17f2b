"""Methods that put a message into a chat. A file given as a web address is not fetched."""

from typing import Any

from sandbox.telegram.call import Call, Handler
from sandbox.telegram.errors import Wire, bad_request
from sandbox.telegram.pictures import size_of
from sandbox.telegram.posting import caption_of, post, text_of
from sandbox.telegram.requests import Upload
from sandbox.telegram.text import is_web_address

LARGEST_PHOTO = 10 * 1024 * 1024
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
    caption = caption_of(call)
    width, height = _checked_photo(call["photo"])
    file = _file(call, call["photo"], "photo")
    return post(call, {"photo": [file | {"width": width, "height": height}], **caption})


def send_document(call: Call) -> Wire:
    call.open_chat()
    caption = caption_of(call)
    given = call["document"]
    file = _file(call, given, "document")
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


def _checked_photo(given: Any) -> tuple[int, int]:
    if not isinstance(given, Upload):
        return 800, 600
    size = len(given.content)
    if size > LARGEST_PHOTO:
        raise bad_request(
            f"file of size {size} bytes is too big for a photo; "
            f"the maximum size is {LARGEST_PHOTO} bytes"
        )
    measured = size_of(given.content)
    if measured is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = measured
    if not width or not height or width + height > 10_000 or max(measured) > 20 * min(measured):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height


def _file(call: Call, given: Any, kind: str) -> Wire:
    """Return the ids of a file that is sent now, known from before, or at a web address."""
    if isinstance(given, Upload):
        if not given.content:
            raise bad_request("file must be non-empty")
        return call.world.keep_file(given, kind)
    if given in call.world.files:
        unique = given.rpartition("-")[2]
        size = len(call.world.files[given].content)
        return {"file_id": given, "file_unique_id": f"u{unique}", "file_size": size}
    if is_web_address(given):
        return call.world.keep_file(Upload(given, "", given.encode()), kind)
    raise bad_request("wrong file identifier/HTTP URL specified")


METHODS: dict[str, Handler] = {
    "sendMessage": send_message,
    "sendLocation": send_location,
    "sendVenue": send_venue,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendChatAction": send_chat_action,
}
