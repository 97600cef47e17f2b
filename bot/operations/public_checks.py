"""Does PUBLIC_URL lead to the product?"""

from collections.abc import Sequence

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.operations.finding import Finding, note, ok
from bot.settings import Settings

_TIMEOUT = ClientTimeout(total=5)


async def check_public_url(settings: Settings, session: ClientSession) -> Sequence[Finding]:
    """Only noted if it does not: from in here some networks cannot reach their own address."""
    public = settings.public_address
    if public is None:
        return []
    try:
        async with session.get(f"{public}/healthz", timeout=_TIMEOUT) as response:
            status = response.status
    except (ClientError, TimeoutError, OSError) as error:
        return [_not_there(settings, type(error).__name__)]
    if status != 200:
        return [_not_there(settings, f"HTTP status {status}")]
    return [ok("PUBLIC_URL", f"{public} leads to the product")]


def _not_there(settings: Settings, why: str) -> Finding:
    return note(
        "PUBLIC_URL",
        f"{settings.public_address}/healthz does not answer ({why}): is the product running, and"
        f" does the proxy pass everything on to {settings.host}:{settings.port}?",
    )
