"""Signatures made by another implementation; one changed character and nobody is believed."""

import json
from pathlib import Path

import pytest
from multidict import MultiDict
from twilio.request_validator import RequestValidator

from bot.channels.whatsapp.signature import is_from_twilio, signed_url
from tests.bot.channels.whatsapp.conftest import AUTH_TOKEN, NUMBER, SID

VECTORS = json.loads(
    (Path(__file__).parent / "signature_vectors.json").read_text(encoding="utf-8")
)["twilio_x_twilio_signature"]
NAMES = [vector["name"] for vector in VECTORS]
URL = "https://bot.example.com/whatsapp"
FIELDS = [("Body", "hi"), ("From", "whatsapp:+966500000001")]


def pairs(vector):
    return [
        (name, each)
        for name, value in vector["params"].items()
        for each in (value if isinstance(value, list) else [value])
    ]


def believed(vector, **changes):
    values = {
        "url": vector["url"],
        "fields": pairs(vector),
        "signature": vector["signature"],
        "auth_token": vector["auth_token"],
        **changes,
    }
    return is_from_twilio(**values)


@pytest.mark.parametrize("vector", VECTORS, ids=NAMES)
def test_real_signatures_are_believed(vector):
    assert believed(vector)
    assert believed(vector, fields=MultiDict(pairs(vector)))


@pytest.mark.parametrize("vector", VECTORS, ids=NAMES)
def test_a_change_anywhere_is_noticed(vector):
    original = pairs(vector)
    assert not believed(vector, url=vector["url"][:-1] + "~")
    assert not believed(vector, signature="A" + vector["signature"][1:].swapcase())
    assert not believed(vector, auth_token=vector["auth_token"][:-1] + "x")
    assert not believed(vector, fields=[*original, ("Extra", "")])
    for at, (name, value) in enumerate(original):
        for other in ((name + "x", value), (name, value + "x"), (name, "x" + value[1:])):
            changed = [*original[:at], other, *original[at + 1 :]]
            assert not believed(vector, fields=changed), other


@pytest.mark.parametrize("vector", VECTORS, ids=NAMES)
def test_every_character_of_the_signature_counts(vector):
    signature = vector["signature"]
    for at, character in enumerate(signature):
        other = "A" if character != "A" else "B"
        assert not believed(vector, signature=signature[:at] + other + signature[at + 1 :])


@pytest.mark.parametrize("signature", [None, "", "=", "سر", "\udcff", "A" * 5000])
def test_what_is_no_signature_is_not_believed(signature):
    assert not believed(VECTORS[0], signature=signature)


@pytest.mark.parametrize("auth_token", [None, ""])
def test_without_a_token_of_our_own_nobody_is_believed(auth_token):
    signature = RequestValidator("").compute_signature(URL, dict(FIELDS))
    assert not is_from_twilio(URL, FIELDS, signature, auth_token)


@pytest.mark.parametrize(
    ("settings", "algorithm"),
    [("algorithm=HMAC_SHA256", "HMAC_SHA256"), ("", "HMAC_SHA1"), (None, "HMAC_SHA1")],
)
def test_the_algorithm_is_the_one_that_is_named(settings, algorithm):
    assert signed_with(algorithm, settings)


@pytest.mark.parametrize(
    "settings",
    [
        "key=one,algorithm=HMAC_SHA256",
        " key = one , algorithm = HMAC_SHA256 ",
        "key=,algorithm=HMAC_SHA256",
        "algorithm=HMAC_MD5",
    ],
)
def test_shared_keys_and_other_algorithms_are_refused(settings):
    assert not signed_with("HMAC_SHA256", settings)


def test_an_unknown_key_does_not_fall_back_to_the_token():
    assert not signed_with("HMAC_SHA1", "key=two")


@pytest.mark.parametrize("url", ["/whatsapp", "bot.example.com/whatsapp", "ftp://bot/whatsapp"])
def test_without_an_address_of_our_own_nobody_is_believed(url):
    signature = RequestValidator("token").compute_signature(url, dict(FIELDS))
    assert not is_from_twilio(url, FIELDS, signature, "token")


def signed_with(algorithm, settings):
    signature = RequestValidator("token").compute_signature(URL, dict(FIELDS), algorithm)
    return is_from_twilio(URL, FIELDS, signature, "token", settings=settings)


@pytest.mark.parametrize("public", ["https://bot.example.com", "https://bot.example.com/"])
def test_the_address_is_the_public_one_with_the_path_as_it_was_called(public):
    called = "/whatsapp/status?tenant=salon%20a&x="
    assert signed_url(public, called) == f"https://bot.example.com{called}"


async def test_what_the_stand_in_sends_is_believed(twilio, phone, deliveries, webhooks):
    phone.send("  لو سمحتي \n")
    phone.send_document("receipt +1 & 2.pdf")
    await deliveries.settled()
    assert len(webhooks.received) == 3
    for path, form, headers in webhooks.received:
        url = signed_url(webhooks.base, path)
        assert is_from_twilio(url, form, headers["X-Twilio-Signature"], AUTH_TOKEN)
        assert not is_from_twilio(url, form, headers["X-Twilio-Signature"], SID + NUMBER)
