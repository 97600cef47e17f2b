"""Asking a vendor within a time limit; what goes wrong is a finding, not an end."""

import asyncio
from collections.abc import Awaitable, Sequence

from booking.errors import Misuse, Unavailable
from bot.channels.channel import Unreachable
from bot.operations.finding import Finding, wrong
from payments.provider import Rejected

_PATIENCE = 20.0  # seconds


async def asked(
    where: str, answer: Awaitable[Sequence[Finding]], *, within: float = _PATIENCE
) -> Sequence[Finding]:
    """What was found, or why it could not be."""
    try:
        async with asyncio.timeout(within):
            return await answer
    except TimeoutError:
        return [wrong(where, f"gave no answer within {within:.0f} s: try again")]
    except Unavailable as error:
        return [wrong(where, f"could not be asked ({error}): try again")]
    except (Misuse, Unreachable) as error:
        return [wrong(where, str(error) or type(error).__name__)]
    except Rejected as error:
        return [wrong(where, f"does not accept the key ({error}): is it complete, and activated?")]
