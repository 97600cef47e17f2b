"""WhatsApp's approval of templates: how each stands, and asking for it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from twilio.rest import Client  # type: ignore[import-untyped]
from twilio.rest.content.v1.content.approval_create import (  # type: ignore[import-untyped]
    ApprovalCreateList,
)

from bot.channels.whatsapp.contents import Definition, StoredContents
from bot.channels.whatsapp.errors import NotThere, translated

APPROVED, UNSUBMITTED = "approved", "unsubmitted"
UNDER_REVIEW = ("received", "pending")
_AT_ONCE = 5


@dataclass(frozen=True, slots=True)
class Approval:
    """How a template stands: approved, received, pending, rejected, paused, disabled ..."""

    definition: Definition
    sid: str
    status: str
    reason: str = ""


async def approvals(
    client: Client, stored: StoredContents, needed: Sequence[Definition]
) -> Sequence[Approval]:
    """Of all templates that were made; asked of Twilio."""
    sids, turn = await stored.all(), asyncio.Semaphore(_AT_ONCE)

    async def standing(definition: Definition, sid: str) -> Approval:
        async with turn:
            try:
                with translated():
                    found = await client.content.v1.contents(sid).approval_fetch().fetch_async()
            except NotThere:
                return Approval(definition, sid, UNSUBMITTED)
        told = found.whatsapp or {}
        status = str(told.get("status") or UNSUBMITTED).lower()
        return Approval(definition, sid, status, str(told.get("rejection_reason") or ""))

    return await asyncio.gather(
        *(
            standing(definition, sid)
            for definition in needed
            if definition.category
            and (sid := sids.get((definition.name, definition.language))) is not None
        )
    )


async def submit(
    client: Client, stored: StoredContents, needed: Sequence[Definition]
) -> Sequence[Definition]:
    """Ask for the approval of those for which nobody has asked yet; safe to repeat."""
    asked = []
    for one in await approvals(client, stored, needed):
        if one.status == UNSUBMITTED:
            request = ApprovalCreateList.ContentApprovalRequest(
                {"name": one.definition.friendly_name, "category": one.definition.category}
            )
            with translated():
                await client.content.v1.contents(one.sid).approval_create.create_async(request)
            asked.append(one.definition)
    return asked
