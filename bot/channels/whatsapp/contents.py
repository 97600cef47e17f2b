"""The Content resources without which nothing can be tapped on WhatsApp, and their sids."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from booking.errors import Misuse
from booking.store.database import Database
from booking.store.tenancy import scoped
from bot.channels.whatsapp.capabilities import WHATSAPP
from bot.tables import contents

_LIST_LABEL = 20  # characters, Twilio's list-picker
_FIND = select(contents.c.sid).where(
    scoped(contents),
    contents.c.name == bindparam("name"),
    contents.c.language == bindparam("language"),
)


@dataclass(frozen=True, slots=True)
class Definition:
    """One resource: every text of it is a variable, since a missing one shows its sample.

    One with a category is a template, which WhatsApp has to approve.
    """

    name: str
    language: str
    types: Mapping[str, Any]
    samples: Mapping[str, str]
    category: str | None = None
    version: str = "v1"

    @property
    def friendly_name(self) -> str:
        """By which it is found again; another shape needs another version."""
        return f"booking_{self.name}_{self.language}_{self.version}"


def definitions(list_labels: Mapping[str, str]) -> Iterator[Definition]:
    """All that is needed; `list_labels` says by language what the button that opens a list says."""
    for language, label in list_labels.items():
        if not 1 <= len(label) <= _LIST_LABEL:
            raise Misuse(f"the label of a list has 1 to {_LIST_LABEL} characters, not {len(label)}")
        for number in range(1, WHATSAPP.buttons + 1):
            yield _buttons(number, language)
        for number in range(1, WHATSAPP.list_rows + 1):
            yield _list(number, language, label)


def _buttons(number: int, language: str) -> Definition:
    actions, samples = [], {"1": "When?"}
    for at in range(number):
        title, data = str(2 * at + 2), str(2 * at + 3)
        actions.append({"type": "QUICK_REPLY", "title": variable(title), "id": variable(data)})
        samples |= {title: f"Choice {at + 1}", data: f"t1.{at}"}
    types = {"twilio/quick-reply": {"body": variable("1"), "actions": actions}}
    return Definition(f"buttons_{number}", language, types, samples)


def _list(number: int, language: str, label: str) -> Definition:
    items, samples = [], {"1": "When?"}
    for at in range(number):
        title, data, more = (str(3 * at + offset) for offset in (2, 3, 4))
        items.append({"item": variable(title), "id": variable(data), "description": variable(more)})
        samples |= {title: f"Choice {at + 1}", data: f"t1.{at}", more: "Tuesday"}
    types = {"twilio/list-picker": {"body": variable("1"), "button": label, "items": items}}
    return Definition(f"list_{number}", language, types, samples)


def variable(name: str) -> str:
    return "{{" + name + "}}"


class StoredContents:
    """One tenant's sids; asked each time, so that a running bot uses what was just made."""

    def __init__(self, database: Database, tenant_id: int) -> None:
        self._database = database
        self._tenant_id = tenant_id

    async def sid(self, name: str, language: str) -> str | None:
        async with self._database.unit_of_work(self._tenant_id) as work:
            row = await work.row(_FIND, {"name": name, "language": language})
        return None if row is None else str(row.sid)

    async def all(self) -> dict[tuple[str, str], str]:
        """By name and language."""
        columns = (contents.c.name, contents.c.language, contents.c.sid)
        async with self._database.unit_of_work(self._tenant_id) as work:
            rows = await work.rows(select(*columns).where(scoped(contents)))
        return {(row.name, row.language): row.sid for row in rows}

    async def keep(self, definition: Definition, sid: str) -> None:
        row = {"name": definition.name, "language": definition.language, "sid": sid}
        async with self._database.unit_of_work(self._tenant_id) as work:
            await work.put(contents, row)
