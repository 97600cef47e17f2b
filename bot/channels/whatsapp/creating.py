"""Finding out which Content resources are missing at Twilio, and making them."""

from collections.abc import Mapping

from twilio.rest import Client  # type: ignore[import-untyped]
from twilio.rest.content.v1.content import ContentList  # type: ignore[import-untyped]

from bot.channels.whatsapp.contents import Definition, StoredContents, definitions
from bot.channels.whatsapp.errors import translated

_PAGE = 500


async def missing(
    client: Client, stored: StoredContents, list_labels: Mapping[str, str]
) -> list[Definition]:
    """Those that have no sid, or one that Twilio does not know (any more)."""
    return _lacking(await _by_name(client), await stored.all(), list_labels)


async def create_missing(
    client: Client, stored: StoredContents, list_labels: Mapping[str, str]
) -> list[Definition]:
    """Make them and keep their sids; safe to repeat, since names are looked for first."""
    found = await _by_name(client)
    lacking = _lacking(found, await stored.all(), list_labels)
    for definition in lacking:
        sid = found.get(definition.friendly_name) or await create(client, definition)
        await stored.keep(definition, sid)
    return lacking


def _lacking(
    found: Mapping[str, str],
    known: Mapping[tuple[str, str], str],
    list_labels: Mapping[str, str],
) -> list[Definition]:
    alive = set(found.values())
    return [
        definition
        for definition in definitions(list_labels)
        if known.get((definition.name, definition.language)) not in alive
    ]


async def _by_name(client: Client) -> dict[str, str]:
    """The sids of the account's resources; of two with one name the newer."""
    with translated():
        listed = await client.content.v1.contents.list_async(page_size=_PAGE)
    return {each.friendly_name: each.sid for each in reversed(listed)}


async def create(client: Client, definition: Definition) -> str:
    """Make one; its sid."""
    wanted = {
        "friendly_name": definition.friendly_name,
        "language": definition.language,
        "variables": dict(definition.samples),
        "types": dict(definition.types),
    }
    with translated():
        made = await client.content.v1.contents.create_async(
            ContentList.ContentCreateRequest(wanted)
        )
    return str(made.sid)
