"""Customers who chat: one after the other, or many at once.

What many do ends when the staff has been told of every booking too: replies go before notices, so
that a rate without them could be had by putting them off.
"""

import asyncio
import time
from collections.abc import Iterator

from bench.customer import Customer, Line, Turn
from bench.telegram import STAFF_GROUP

AT_ONCE = 32
_PATIENCE = 120.0  # seconds


async def one_by_one(line: Line, numbers: Iterator[int], conversations: int) -> list[Turn]:
    """The turns of so many conversations, each begun when the last is over."""
    turns = []
    for _ in range(conversations):
        turns += [turn async for turn in Customer(next(numbers), line).book()]
    return turns


async def conversations(line: Line, numbers: Iterator[int], most: int) -> None:
    """Let so many customers book, 32 at once."""
    left = iter(range(most))
    told = line.telegram.shown[STAFF_GROUP]

    async def one_after_the_other() -> None:
        for _ in left:
            async for _turn in Customer(next(numbers), line).book():
                pass

    await asyncio.gather(*(one_after_the_other() for _ in range(AT_ONCE)))
    await _staff_told(line, told + most)


async def turns_per_second(line: Line, numbers: Iterator[int], seconds: float) -> float:
    """How many turns 32 customers got through at once, for so long."""
    told = line.telegram.shown[STAFF_GROUP]
    began = time.perf_counter()
    taken = booked = 0

    async def keep_chatting() -> None:
        nonlocal taken, booked
        while True:
            async for _turn in Customer(next(numbers), line).book():
                taken += 1
                if time.perf_counter() - began > seconds:
                    return
            booked += 1

    await asyncio.gather(*(keep_chatting() for _ in range(AT_ONCE)))
    await _staff_told(line, told + booked)
    return taken / (time.perf_counter() - began)


async def echoes_per_second(line: Line, seconds: float) -> float:
    """How many texts of 32 people were echoed."""
    began = time.perf_counter()
    echoed = 0

    async def keep_talking(number: int) -> None:
        nonlocal echoed
        while time.perf_counter() - began < seconds:
            await Customer(number, line).say("hello")
            echoed += 1

    await asyncio.gather(*(keep_talking(number) for number in range(AT_ONCE)))
    return echoed / (time.perf_counter() - began)


async def _staff_told(line: Line, messages: int) -> None:
    async with asyncio.timeout(_PATIENCE):
        while line.telegram.shown[STAFF_GROUP] < messages:  # noqa: ASYNC110 - bench, not product
            await asyncio.sleep(0.01)
