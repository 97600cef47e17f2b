"""Files that go out: made when they are sent or fetched, from what their keys name."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class File:
    """`content_type` is exact: who fetches the file refuses it otherwise.

    `known_as` names its content, which is sent often and need not be uploaded each time.
    """

    name: str
    content_type: str
    content: bytes = field(repr=False)
    known_as: str = ""


MakeFile = Callable[[int, str], Awaitable[File | None]]
"""Make the file of this tenant that the rest of its key names; None if there is none."""


class Files:
    """Makers by the first word of a key, as `receipt` of "receipt-17-ar"."""

    def __init__(self, makers: Mapping[str, MakeFile]) -> None:
        self._makers = makers

    async def make(self, tenant_id: int, key: str) -> File | None:
        """None if there is nothing of that key (any more)."""
        kind, _, name = key.partition("-")
        make = self._makers.get(kind)
        return await make(tenant_id, name) if make else None
