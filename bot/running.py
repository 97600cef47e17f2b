"""What runs while the product does: the worker, its timers, and what listens to Telegram."""

import asyncio
import gc
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial

import structlog

from booking.errors import Misuse
from bot.channels.channel import Moved, Unreachable
from bot.channels.telegram.send import TelegramChannel
from bot.conversation.understanding.phrase import compile_all
from bot.listening import Call, heard_all, until_done
from bot.product import Product
from bot.wording.localization import Localization

_log = structlog.get_logger()
_COMMANDS = "Telegram describes no commands"


@asynccontextmanager
async def running(
    product: Product, *, works: bool = True, polls: bool = True
) -> AsyncIterator[None]:
    """Worker, timers and what listens to Telegram run while the block does.

    At its end what is claimed is finished.
    """
    _look_for_garbage_less_often()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(product.intake.close)
        if works:
            stack.push_async_callback(_awaited, asyncio.create_task(asyncio.to_thread(compile_all)))
            working = asyncio.create_task(product.worker.run())
            product.timers.start()
            stack.push_async_callback(_finished, product, working)
        if (telegram := product.tenants.first.telegram) is not None:
            listening = asyncio.create_task(_listen(product, telegram, polls=polls))
            stack.push_async_callback(_cancelled, listening)
        yield


def _look_for_garbage_less_often() -> None:
    """What is there by now stays; a request leaves few cycles and a thousand objects."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


async def _finished(product: Product, working: "asyncio.Task[None]") -> None:
    product.timers.stop()
    product.worker.stop()
    await working


async def _awaited(task: "asyncio.Task[None]") -> None:
    await task


async def _cancelled(task: "asyncio.Task[None]") -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def _listen(product: Product, telegram: TelegramChannel, *, polls: bool) -> None:
    """Tell Telegram where we hear it, or ask it for news where it cannot reach us."""
    first, public = product.tenants.first, product.settings.public_address
    if public is None and not polls:
        return
    if public:
        url = f"{public}/telegram/{first.slug}"
        await until_done(lambda: telegram.set_webhook(url, first.telegram_secret))
    else:
        await until_done(telegram.delete_webhook)
    async with asyncio.TaskGroup() as doing:
        doing.create_task(_described(product, telegram))
        if public is None:
            doing.create_task(
                heard_all(telegram, lambda update: product.intake.telegram(first, update))
            )


async def _described(product: Product, telegram: TelegramChannel) -> None:
    """Who knows the commands can write them, so that nobody waits to be heard for this."""
    words = [product.wording.in_(language) for language in ("en", "ar")]
    await until_done(partial(_describe, lambda: telegram.set_commands(words)), lacking=_COMMANDS)
    if group := product.tenants.first.staff_chat:
        describe = partial(_describe_to_staff, telegram, group, words)
        await until_done(partial(_describe, describe), lacking=_COMMANDS)


async def _describe(call: Call) -> None:
    """What time does not mend is told once: the bot is heard without it."""
    try:
        await call()
    except Misuse as refused:
        _log.warning(_COMMANDS, reason=str(refused))


async def _describe_to_staff(
    telegram: TelegramChannel, chat: str, words: Sequence[Localization]
) -> None:
    try:
        await telegram.set_staff_commands(chat, words)
    except Moved as moved:
        await telegram.set_staff_commands(moved.new_address, words)
    except Unreachable as gone:
        _log.warning("the staff's group has no commands: run `check`", reason=str(gone))
