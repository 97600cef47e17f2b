"""Files of a call: uploaded now, or named by the id under which this bot uploaded them before."""

from typing import Any

from sandbox.telegram.call import Call
from sandbox.telegram.errors import Wire, bad_request
from sandbox.telegram.pictures import size_of
from sandbox.telegram.requests import Upload
from sandbox.telegram.text import is_web_address

LARGEST_PHOTO = 10 * 1024 * 1024
_AT_A_WEB_ADDRESS = (800, 600)  # which is not fetched


def photo_of(call: Call, given: Any) -> Wire:
    """The part of a message that a photo makes, or why it is none."""
    width, height = _size(call, given)
    file = file_of(call, given, "photo")
    return {"photo": [file | {"width": width, "height": height}]}


def file_of(call: Call, given: Any, kind: str) -> Wire:
    """Return the ids of a file that is sent now, known from before, or at a web address."""
    if isinstance(given, Upload):
        if not given.content:
            raise bad_request("file must be non-empty")
        return call.world.keep_file(given, kind, call.bot.bot_id)
    if given in call.world.files:
        return _known(call, given, kind)
    if is_web_address(given):
        return call.world.keep_file(Upload(given, "", given.encode()), kind, call.bot.bot_id)
    raise bad_request("wrong file identifier/HTTP URL specified")


def _known(call: Call, file_id: str, kind: str) -> Wire:
    _, was, bot_id, number = file_id.split("-")
    if int(bot_id) != call.bot.bot_id:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if was != kind:
        raise bad_request(f"can't use file of type {was.title()} as {kind.title()}")
    size = len(call.world.files[file_id].content)
    return {"file_id": file_id, "file_unique_id": f"u{number}", "file_size": size}


def _size(call: Call, given: Any) -> tuple[int, int]:
    if not isinstance(given, Upload):
        known = call.world.files.get(given)
        return size_of(known.content) or _AT_A_WEB_ADDRESS if known else _AT_A_WEB_ADDRESS
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
