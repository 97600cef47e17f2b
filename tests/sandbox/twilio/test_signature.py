"""Our signature is the one that Twilio's own libraries make and accept."""

import json
from pathlib import Path
from typing import Any

import pytest
from multidict import MultiDict
from twilio.request_validator import RequestValidator

from sandbox.twilio.signature import sign

VECTORS = json.loads(Path(__file__).with_name("signature_vectors.json").read_text())


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_the_vectors_of_another_sdk_are_signed_alike(vector: dict[str, Any]) -> None:
    assert sign(vector["url"], vector["params"], vector["auth_token"]) == vector["signature"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_the_official_validator_accepts_what_we_sign(vector: dict[str, Any]) -> None:
    pairs = [
        (name, each)
        for name, value in vector["params"].items()
        for each in ([value] if isinstance(value, str) else value)
    ]
    signature = sign(vector["url"], vector["params"], vector["auth_token"])
    validator = RequestValidator(vector["auth_token"])
    assert validator.validate(vector["url"], MultiDict(pairs), signature)
    assert not validator.validate(vector["url"] + "x", MultiDict(pairs), signature)
