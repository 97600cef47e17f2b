"""A photo as it is kept: upright, small, a plain JPEG with nothing in it but what it shows."""

import hashlib
import struct
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from booking.photos.addresses import Unusable

RULES = 1
"""Another number has every photo made anew at the next import."""

LONGEST_SIDE = 1280  # pixels: what a phone shows; platforms make photos as small themselves
SHORTEST_SIDE = 100
MOST_STRETCHED = 10  # times as long as wide; Telegram refuses more than 20
MOST_PIXELS = 50_000_000  # of the file: more would fill the memory when decoded

_FORMATS = ("JPEG", "PNG", "WEBP")
_STILL = "MPO"  # what phones write: a JPEG with a small preview behind it
_QUALITY = 85
# All that decoders raise for bytes that are not what they begin as.
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, KeyError)
_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_KINDS = {b"GIF8": "GIF", b"%PDF": "PDF", b"<svg": "SVG", b"<?xm": "SVG or XML", b"BM": "BMP"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG; its name is that of its content."""

    content: bytes = field(repr=False)

    @property
    def name(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def standard(content: bytes) -> Picture:
    """Make it of the bytes of a JPEG, PNG or WebP; raises Unusable, which says the rule."""
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as image:
            _check(image)
            return Picture(_encoded(_plain(image)))
    except UnidentifiedImageError as error:
        allowed = "a photo is a JPEG, PNG or WebP, whatever its file is called"
        raise Unusable(f"is {_kind(content)}: {allowed}") from error
    except _BOMB as error:
        raise _too_many_pixels() from error
    except (*_BROKEN, struct.error, zlib.error) as error:
        raise Unusable("is damaged or not complete") from error


def _check(image: Image.Image) -> None:
    if getattr(image, "is_animated", False) and image.format != _STILL:
        raise Unusable("is animated: a photo stands still")
    shorter, longer = sorted(image.size)
    if shorter * longer > MOST_PIXELS:
        raise _too_many_pixels()
    if shorter < SHORTEST_SIDE:
        raise Unusable(f"is too small: each side has at least {SHORTEST_SIDE} pixels")
    if longer > MOST_STRETCHED * shorter:
        raise Unusable(f"is too narrow: at most {MOST_STRETCHED} times as long as wide")


def _too_many_pixels() -> Unusable:
    return Unusable(f"has too many pixels: at most {MOST_PIXELS // 10**6} million")


def _plain(image: Image.Image) -> Image.Image:
    """Upright, scaled down, in the colours that every screen knows."""
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    # A new one, since what is not pixels would be written again with the old one.
    plain = Image.new("RGB", upright.size, "white")
    if upright.has_transparency_data:
        shape = upright.convert("RGBA")
        plain.paste(shape, mask=shape)
    else:
        plain.paste(upright.convert("RGB"))
    return _in_srgb(plain, upright.info.get("icc_profile"))


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile:
        with suppress(ImageCms.PyCMSError):  # of another kind of colours: as they are
            from_, to = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            ImageCms.profileToProfile(image, from_, to, inPlace=True)
    return image


def _encoded(image: Image.Image) -> bytes:
    encoded = BytesIO()
    # Without the profile that the colours were converted from, which is not theirs any more.
    image.save(encoded, "JPEG", quality=_QUALITY, optimize=True, icc_profile=None)
    return encoded.getvalue()


def _kind(content: bytes) -> str:
    """What it is instead, as far as that is easily seen."""
    if content[4:8] == b"ftyp":
        return "a HEIC or AVIF picture, or a film"
    start = content.lstrip()[:4]
    named = next((name for sign, name in _KINDS.items() if start.startswith(sign)), None)
    return named or ("empty" if not content else "no picture")
