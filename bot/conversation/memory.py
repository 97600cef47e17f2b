"""A conversation at rest: where it stands, what was chosen, and exactly what was offered."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from bot.conversation.draft import Draft
from bot.conversation.place import Place
from bot.conversation.wish import wish_of

VERSION = 1
_REMEMBERED, _LONGEST = 5, 200


@dataclass(frozen=True, slots=True)
class Offered:
    """A choice as it was shown, in the customer's language; navigation has no number."""

    id: str
    label: str
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where one chat stands. `turn` counts answers, `misses` what was not understood in a row."""

    place: Place | None = None  # null: nothing was said yet
    draft: Draft = field(default_factory=Draft)
    offered: tuple[Offered, ...] = ()
    turn: int = 0
    misses: int = 0
    page: int = 0
    privacy_told: bool = False
    heard: tuple[str, ...] = ()  # what they wrote last, for a person who takes over


def dump(talk: Conversation) -> dict[str, Any]:
    """As JSON values."""
    return {
        "v": VERSION,
        "state": talk.place.name if talk.place else None,
        "at": asdict(talk.place) if talk.place else {},
        "draft": _without_empty(
            {**asdict(talk.draft), "wish": _without_empty(asdict(talk.draft.wish))}
        ),
        "offered": [[one.id, one.label, one.numbered] for one in talk.offered],
        "turn": talk.turn,
        "misses": talk.misses,
        "page": talk.page,
        "privacy_told": talk.privacy_told,
        "heard": list(talk.heard),
    }


def hearing(talk: Conversation, text: str) -> Conversation:
    """The conversation that remembers this text, and a few before it."""
    if not text.strip():
        return talk
    return replace(talk, heard=(*talk.heard, text[:_LONGEST])[-_REMEMBERED:])


def _without_empty(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, (), False, {})}


def load(stored: Mapping[str, Any], places: Mapping[str, type[Place]], menu: Place) -> Conversation:
    """The conversation again; a state that this release does not know becomes the menu."""
    return Conversation(
        place=_place(stored, places, menu),
        draft=_draft(stored.get("draft", {})),
        offered=tuple(Offered(*one) for one in stored.get("offered", ())),
        turn=stored.get("turn", 0),
        misses=stored.get("misses", 0),
        page=stored.get("page", 0),
        privacy_told=stored.get("privacy_told", False),
        heard=tuple(stored.get("heard", ())),
    )


def _place(
    stored: Mapping[str, Any], places: Mapping[str, type[Place]], menu: Place
) -> Place | None:
    if stored.get("state") is None:
        return None
    try:
        return places[stored["state"]](**stored["at"])
    except (KeyError, TypeError):
        return menu


def _draft(stored: Mapping[str, Any]) -> Draft:
    known = {key: value for key, value in stored.items() if key in Draft.__dataclass_fields__}
    more, wish = tuple(known.get("more", ())), wish_of(known.get("wish", {}))
    return Draft(**{**known, "more": more, "wish": wish})
