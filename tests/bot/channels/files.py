"""Files to be said."""

from io import BytesIO

from PIL import Image

from bot.channels.channel import Attachment
from bot.files import File


def picture():
    """A small real picture."""
    written = BytesIO()
    Image.new("RGB", (40, 30), "white").save(written, "PNG")
    return File("day.png", "image/png", written.getvalue())


def document():
    return File("receipt-17.pdf", "application/pdf", b"%PDF-1.7 a receipt")


def attached(file, url=None):
    return Attachment(file, url)


def photo(name="a" * 64):
    """A photo of the catalogue, by the name of its content."""
    written = BytesIO()
    Image.new("RGB", (400, 300), "white").save(written, "JPEG")
    return File("photo.jpg", "image/jpeg", written.getvalue(), known_as=name)
