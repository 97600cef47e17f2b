"""What WhatsApp needs for buttons and lists, made at once.

`check --create` makes a hundred calls for it, which take longer than most talks.
"""

from datetime import timedelta

from bot import tables
from bot.operations.twilio_checks import needed_contents
from sandbox.scene import TWILIO_SID
from sandbox.twilio.approvals import requested
from sandbox.twilio.contents import created

_APPROVED_AFTER = timedelta(minutes=5)


async def make_contents(world):
    """Have them at Twilio and their sids with us; templates are submitted for approval."""
    made = [(one, _content(one, world.clock.now())) for one in needed_contents()]
    world.sandbox.twilio.contents.update({content.sid: content for _, content in made})
    async with world.work() as work:
        await work.insert(
            tables.contents,
            *(
                {"name": one.name, "language": one.language, "sid": content.sid}
                for one, content in made
            ),
        )


def _content(one, now):
    wanted = {
        "friendly_name": one.friendly_name,
        "language": one.language,
        "variables": dict(one.samples),
        "types": dict(one.types),
    }
    content = created(TWILIO_SID, wanted, now)
    if one.category:
        asked = {"name": one.friendly_name, "category": one.category}
        decided_at = now + _APPROVED_AFTER
        content.approval = requested(asked, content.types, content.kind, decided_at)
    return content
