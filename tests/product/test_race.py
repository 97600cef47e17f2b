"""Fifty customers confirm one slot at the same moment, through the channels."""

import asyncio

from sqlalchemy import select

from booking.store.tables.bookings import bookings, claims
from booking.store.tenancy import scoped
from tests.product.phones import TelegramPhone, WhatsAppPhone

CUSTOMERS = 50
ANSWERS = ("hi", "Haircut", "Sara", "Tuesday 2 March", "5:15 PM")


async def test_one_of_fifty_gets_the_slot_and_the_others_get_other_times(world):
    phones = [
        (TelegramPhone if number % 2 else WhatsAppPhone)(world, number, _name(number), "en")
        for number in range(CUSTOMERS)
    ]
    for answer in (*ANSWERS, None):
        for phone in phones:
            phone.write(answer or phone.name)
        await world.settle()
    for phone in phones:
        if not phone.gives_number:
            phone.share_contact()
    await world.settle()
    for phone in phones:
        phone.news()
        phone.write("Confirm")
    await _at_the_same_moment(world)
    said = [phone.news()[-1] for phone in phones]
    booked = [one for one in said if one.text.startswith("You are booked.")]
    refused = [one for one in said if one.text.startswith("Sorry, somebody else was faster")]
    assert (len(booked), len(refused)) == (1, CUSTOMERS - 1)
    assert all(one.choices and "5:15 PM" not in one.choices for one in refused)
    async with world.work() as work:
        assert len(await work.rows(select(bookings.c.id).where(scoped(bookings)))) == 1
        assert len(await work.rows(select(claims.c.id).where(scoped(claims)))) == 1


def _name(number):
    return "Amal" + "abcdefghij"[number // 10] + "abcdefghij"[number % 10]


async def _at_the_same_moment(world):
    """Work while the webhooks still come in, not one after the other."""
    await asyncio.gather(world.sandbox.deliveries.settled(), world.product.worker.drain())
    await world.settle()
