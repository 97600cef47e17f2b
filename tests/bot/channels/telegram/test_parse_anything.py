"""Whatever JSON comes in: it is heard, ignored or malformed, and what is heard can be stored."""

import json
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.channels.channel import Heard, Malformed
from bot.channels.telegram.parse import parse

PERSON = {"id": 1001, "is_bot": False, "first_name": "Noura", "language_code": "ar"}
CHAT = {"id": 1001, "type": "private", "first_name": "Noura"}
MESSAGE = {"message_id": 5, "from": PERSON, "chat": CHAT, "date": 1, "text": "hi"}
CONTACT = {"phone_number": "966501234567", "first_name": "Noura", "user_id": 1001}
UPDATES = (
    {"update_id": 7, "message": MESSAGE},
    {"update_id": 7, "message": {**MESSAGE, "is_topic_message": True, "message_thread_id": 3}},
    {"update_id": 7, "message": {"from": PERSON, "chat": CHAT, "contact": CONTACT}},
    {
        "update_id": 7,
        "callback_query": {"id": "4", "from": PERSON, "message": MESSAGE, "data": "t1.1"},
    },
    {
        "update_id": 7,
        "my_chat_member": {"chat": CHAT, "from": PERSON, "new_chat_member": {"status": "kicked"}},
    },
    {"update_id": 7, "message": {**MESSAGE, "migrate_to_chat_id": -100}},
)

anything = some.recursive(
    some.none()
    | some.booleans()
    | some.integers()
    | some.floats()
    | some.text(some.characters(exclude_categories=()), max_size=5),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(), inner, max_size=3),
    max_leaves=5,
)


def places(value, path=()):
    """Every path in it, the whole included."""
    yield path
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from places(inner, (*path, name))


def changed(value, path, put):
    if not path:
        return put
    return {**value, path[0]: changed(value[path[0]], path[1:], put)}


@some.composite
def broken_updates(draw):
    update = draw(some.sampled_from(UPDATES))
    for _ in range(draw(some.integers(1, 3))):
        update = changed(update, draw(some.sampled_from(list(places(update)))), draw(anything))
    return update


@given(broken_updates())
@settings(max_examples=600, deadline=None)
def test_broken_updates_are_heard_ignored_or_malformed(update):
    try:
        parsed = parse(update)
    except Malformed:
        return
    if isinstance(parsed, Heard):
        stored = json.dumps(asdict(parsed), ensure_ascii=False)
        stored.encode()  # fails for half a surrogate pair
        assert "\\u0000" not in stored
        assert max(len(parsed.chat), len(parsed.person)) <= 20


@given(anything)
def test_what_is_no_update_is_malformed(value):
    if not isinstance(value, dict) or "update_id" not in value:
        with pytest.raises(Malformed):
            parse(value)


@pytest.mark.parametrize("update", UPDATES, ids=lambda update: list(update)[1])
def test_each_of_them_means_something_when_whole(update):
    assert parse(update) is not None
