"""What a button carries: `t<turn>.<n>`, or `s.<action>.<booking>.<revision>` if it stands.

One that stands may name an instant as well, as the minute since 1970: `s. ... .<minute>`.
"""

import re
from dataclasses import dataclass

_TURN = re.compile(r"t(\d{1,9})\.(\d{1,3})")
_STANDING = re.compile(r"s\.([a-z]{1,12})\.(\d{1,19})\.(\d{1,9})(?:\.(\d{1,9}))?")


@dataclass(frozen=True, slots=True)
class TurnChoice:
    turn: int
    index: int  # in what was offered


@dataclass(frozen=True, slots=True)
class StandingChoice:
    action: str
    booking: int
    revision: int
    minute: int | None = None


def turn_token(turn: int, index: int) -> str:
    return f"t{turn}.{index}"


def read_token(data: str) -> TurnChoice | StandingChoice | None:
    """None for what no button of ours ever carried."""
    if found := _TURN.fullmatch(data):
        return TurnChoice(int(found[1]), int(found[2]))
    if found := _STANDING.fullmatch(data):
        minute = int(found[4]) if found[4] else None
        return StandingChoice(found[1], int(found[2]), int(found[3]), minute)
    return None
