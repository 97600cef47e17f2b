"""Finding out which Content resources are missing at Twilio, and making them."""

from collections.abc import Iterable, Mapping, Sequence

from twilio.rest import Client  # type: ignore[import-untyped]
from twilio.rest.content.v1.content import ContentList  # type: ignore[import-untyped]

from bot.channels.whatsapp.contents import Definition, StoredContents, definitions
from bot.channels.whatsapp.errors import translated
from bot.channels.whatsapp.templates import definition as template_definition
from bot.wording.templates import Sentence

_PAGE = 500


def wanted(
    list_labels: Mapping[str, str], sentences: Iterable[Sentence] = ()
) -> Sequence[Definition]:
    """All that is needed: what can be tapped, and what may be said at any time."""
    return [*definitions(list_labels), *map(template_definition, sentences)]


async def missing(
    client: Client, stored: StoredContents, needed: Sequence[Definition]
) -> list[Definition]:
    """Those that have no sid, or one that Twilio does not know (any more) under their name."""
    return _lacking(await _by_name(client), await stored.all(), needed)


async def create_missing(
    client: Client, stored: StoredContents, needed: Sequence[Definition]
) -> list[Definition]:
    """Make them and keep their sids; safe to repeat, since names are looked for first."""
    found = await _by_name(client)
    lacking = _lacking(found, await stored.all(), needed)
    for definition in lacking:
        sid = found.get(definition.friendly_name) or await create(client, definition)
        await stored.keep(definition, sid)
    return lacking


def _lacking(
    found: Mapping[str, str],
    known: Mapping[tuple[str, str], str],
    needed: Sequence[Definition],
) -> list[Definition]:
    alive = set(found.values())
    names = {sid: name for name, sid in found.items()}
    return [
        definition
        for definition in needed
        if (sid := known.get((definition.name, definition.language))) not in alive
        or (definition.category and names.get(str(sid)) != definition.friendly_name)
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
