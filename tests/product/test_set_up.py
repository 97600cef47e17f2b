"""What the product tells Telegram when it starts."""

import pytest

from bot.running import running
from tests.product.processes import until


@pytest.mark.parametrize("fault", ["403", "429:600", "500"])
async def test_nobody_waits_to_be_heard_for_what_only_describes_commands(small_world, fault):
    telegram = small_world.product.tenants.first.telegram
    await telegram.delete_webhook()
    for call in ("deleteMyCommands", "setMyCommands"):
        small_world.sandbox.faults.add("telegram", call, fault, times=100)
    async with running(small_world.product, works=False):
        await until(lambda: _is_heard(telegram))


async def _is_heard(telegram):
    return bool((await telegram.webhook_info()).url)
