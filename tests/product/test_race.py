"""Fifty customers confirm one slot at the same moment, through the channels."""

import asyncio

import pytest
from sqlalchemy import select

from booking import customers
from booking.store.tables.bookings import bookings, claims
from booking.store.tenancy import scoped
from bot.tables import conversations
from tests.product.conftest import Customer
from tests.product.phones import TelegramPhone, WhatsAppPhone

CUSTOMERS = 50


@pytest.mark.threaded_sqlite
async def test_one_of_fifty_gets_the_slot_and_the_others_get_other_times(world):
    phones = [_phone(world, number) for number in range(CUSTOMERS)]
    await Customer(world, phones[0]).reach_confirmation()
    for phone in phones[1:]:
        await _stand_at_the_same_place(world, phone, like=phones[0])
    for phone in phones:
        phone.news()
        phone.write("Confirm")
    # Work while they still come in, not after the last one.
    await asyncio.gather(world.sandbox.deliveries.settled(), world.product.worker.drain())
    await world.settle()
    said = [phone.news()[-1] for phone in phones]
    booked = [one for one in said if one.text.startswith("You are booked.")]
    refused = [one for one in said if one.text.startswith("Sorry, somebody else was faster")]
    assert (len(booked), len(refused)) == (1, CUSTOMERS - 1)
    assert all(one.choices and "12:00 PM" not in one.choices for one in refused)
    async with world.work() as work:
        assert len(await work.rows(select(bookings.c.id).where(scoped(bookings)))) == 1
        assert len(await work.rows(select(claims.c.id).where(scoped(claims)))) == 1


def _phone(world, number):
    return (TelegramPhone if number % 2 else WhatsAppPhone)(world, number, "Noura", "en")


async def _stand_at_the_same_place(world, phone, like):
    """Known by name and number, and before the same question."""
    channel, chat = phone.at
    async with world.work() as work:
        person = await customers.meet(work, channel, chat, f"+9665500000{phone.number:02}")
        await customers.remember(work, person.id, {"name": phone.name, "language": "en"})
        place = conversations.c.chat == like.at[1]
        row = await work.row(select(conversations).where(scoped(conversations), place))
        here = {"channel": channel, "chat": chat, "person": chat}
        await work.put(conversations, {**row._mapping, **here})
