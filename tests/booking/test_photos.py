"""What becomes of a photo, and what is no photo."""

import struct
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from booking.photos.addresses import Unusable
from booking.photos.standard import LONGEST_SIDE, RULES, standard
from tests.booking.pictures import by_camera, drawn, opened, saved


def refusal(content):
    with pytest.raises(Unusable) as caught:
        standard(content)
    return str(caught.value)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_becomes_a_jpeg_named_by_its_content(kind):
    picture = standard(saved(kind=kind))
    made = opened(picture.content)
    assert (made.format, made.mode, made.size) == ("JPEG", "RGB", (400, 300))
    assert picture.name == standard(saved(kind=kind)).name
    assert RULES == 1  # raise it whenever what is made changes, so that all are made anew


def test_nothing_is_left_of_where_when_and_by_whom_it_was_taken():
    original = by_camera()
    for secret in (b"Camera of Noura", b"taken at home", b"Exif", b"xmpmeta", b"ICC_PROFILE"):
        assert secret in original
    picture = standard(original + b"what was put behind it")
    made = opened(picture.content)
    assert not made.getexif()
    assert made.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    for secret in (b"Noura", b"home", b"Exif", b"xmpmeta", b"ICC_PROFILE", b"behind"):
        assert secret not in picture.content


def test_it_stands_upright():
    upright = opened(standard(by_camera(orientation=6)).content)  # turned to the right
    assert upright.size == (300, 400)
    red, blue = upright.getpixel((150, 50)), upright.getpixel((150, 350))
    assert red[0] > 200 > red[2]
    assert blue[2] > 200 > blue[0]


def test_a_large_one_is_scaled_down_and_a_small_one_left():
    large = opened(standard(saved(drawn((4000, 3000)))).content)
    assert large.size == (LONGEST_SIDE, LONGEST_SIDE * 3 // 4)
    assert opened(standard(saved(drawn((120, 100)))).content).size == (120, 100)


def test_what_can_be_seen_through_is_white():
    image = drawn().convert("RGBA")
    image.putalpha(0)
    assert opened(standard(saved(image, "PNG")).content).getpixel((50, 50)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "1"])
def test_other_kinds_of_colour_are_taken(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert opened(standard(saved(drawn().convert(mode), kind)).content).mode == "RGB"


def test_the_preview_that_a_phone_puts_behind_its_photo_is_no_animation():
    phone = saved(kind="MPO", save_all=True, append_images=[drawn((160, 120))])
    assert opened(phone).n_frames == 2
    assert opened(standard(phone).content).size == (400, 300)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is empty"),
        (b"hello", "is no picture"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "is SVG"),
        (b'<?xml version="1.0"?><svg/>', "is SVG or XML"),
        (b"\0\0\0\x18ftypheic" + bytes(100), "is a HEIC or AVIF picture"),
        (saved(kind="GIF"), "is GIF"),
        (saved(kind="BMP"), "is BMP"),
        (b"%PDF-1.7 ...", "is PDF"),
        (saved()[:-400], "is damaged"),
        (saved(kind="PNG")[:-400], "is damaged"),
        (saved(kind="WEBP")[:-100], "is damaged"),
        (saved(drawn((99, 400))), "is too small"),
        (saved(drawn((2001, 200))), "is too narrow"),
    ],
)
def test_what_is_no_photo_is_refused_with_the_rule(content, what):
    assert refusal(content).startswith(what)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_moves_is_refused(kind):
    moving = saved(kind=kind, save_all=True, append_images=[drawn(left="green")], duration=100)
    assert refusal(moving) == "is animated: a photo stands still"


def bomb(width, height):
    """A small PNG that says of itself how large it is."""

    def chunk(name, content):
        checked = name + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    content = zlib.compress(bytes(1000))
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", header) + chunk(b"IDAT", content) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(10_000, 5_001), (10_000, 10_000), (100_000, 100_000)])
def test_a_bomb_is_refused_before_it_is_unpacked(size, monkeypatch):
    def unpack(*_):
        raise AssertionError("unpacked")

    monkeypatch.setattr(Image.Image, "load", unpack)
    assert refusal(bomb(*size)) == "has too many pixels: at most 50 million"


_SMALL = {kind: saved(drawn((100, 100)), kind) for kind in ("JPEG", "PNG", "WEBP", "MPO")}


@settings(max_examples=150)
@given(st.sampled_from(sorted(_SMALL)), st.data())
def test_any_bytes_are_a_photo_or_refused(kind, data):
    content = bytearray(_SMALL[kind])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    with suppress(Unusable):
        assert opened(standard(bytes(content)).content).format == "JPEG"
