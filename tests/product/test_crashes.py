"""Killed at the worst moment, the product loses nothing and books nothing twice."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import select

from booking.store.tables.salon import calendars
from tests.product.processes import answered, premises, until

SLOW = "slow:1.5"  # seconds that a stand-in takes, so that we are killed meanwhile
LATE = "late:1.5"  # carried out, but we never hear of it
CALL = ("twilio", "messages.create")


@pytest.fixture
async def place(sqlite_url, tmp_path):
    async with premises(sqlite_url, tmp_path) as place:
        yield place


@pytest.fixture
async def shared_place(postgresql_url, tmp_path):
    async with premises(postgresql_url, tmp_path) as place:
        yield place


async def reach_confirmation(phone, service="1"):
    """By number, whatever day it is: the third of the days is still free to cancel."""
    for answer in ("hi", service, "1", "3", "1", "Noura"):
        phone.write(answer)
        (heard,) = await answered(phone)
    assert "Shall I book this?" in heard.text


def taken(place, fault):
    """Has the stand-in begun to do this wrong?"""
    return lambda: not any(one.fault == fault for one in place.sandbox.faults._planned)


async def restarted(place, process):
    """Kill -9, and a minute later somebody starts it again."""
    await place.kill(process)
    await place.expire_leases()
    await place.make_due()
    return await place.start("run")


async def test_a_message_that_was_stored_is_answered_after_a_crash(place):
    storing = await place.start("run", "--no-worker")
    phone = place.phone()
    phone.write("hi")
    await until(lambda: place.tasks("hear", "ready"))
    await place.kill(storing)
    await place.start("run")
    (heard,) = await answered(phone)
    assert heard.text.startswith("Welcome")


async def test_what_was_said_but_not_sent_is_sent_after_a_crash(place):
    place.sandbox.faults.add(*CALL, "429:600")
    process = await place.start("run")
    phone = place.phone()
    phone.write("hi")
    await until(taken(place, "429:600"))
    assert (await place.tasks("hear", "done"), await place.tasks("say", "ready")) == (1, 1)
    await restarted(place, process)
    (heard,) = await answered(phone)
    assert heard.text.startswith("Welcome")


async def test_a_crash_before_a_message_has_left_repeats_nothing(place):
    process = await place.start("run")
    phone = place.phone()
    await reach_confirmation(phone)
    place.sandbox.faults.add(*CALL, SLOW)
    phone.write("1")
    await until(taken(place, SLOW))
    await restarted(place, process)
    (heard,) = await answered(phone)
    assert heard.text.startswith("You are booked.")
    await until(lambda: _is_idle(place))
    assert phone.news() == []
    assert await place.booked() == 1


async def test_a_crash_before_the_answer_to_a_message_repeats_that_message_once(place):
    process = await place.start("run")
    phone = place.phone()
    await reach_confirmation(phone)
    place.sandbox.faults.add(*CALL, "lost")
    phone.write("1")
    (first,) = await answered(phone)
    await restarted(place, process)
    (again,) = await answered(phone)
    assert first == again
    await until(lambda: _is_idle(place))
    assert phone.news() == []
    assert await place.booked() == 1


@pytest.mark.parametrize("fault", [SLOW, "lost"])
async def test_a_crash_while_an_invoice_is_made_makes_no_second_one(place, fault):
    process = await place.start("run")
    phone = place.phone()
    await reach_confirmation(phone, service="3")
    place.sandbox.faults.add("moyasar", "invoices.create", fault)
    phone.write("1")
    await until(taken(place, fault))
    if fault == "lost":
        await until(lambda: place.sandbox.moyasar.invoices)
    await restarted(place, process)
    heard = await answered(phone)
    (invoice_id,) = place.sandbox.moyasar.invoices
    assert invoice_id in heard[-1].links[0]
    await place.sandbox.moyasar.pay(invoice_id)
    (heard,) = await answered(phone)
    assert heard.text.startswith("Paid and booked.")
    assert await place.booked() == 1


async def test_killed_while_money_is_looked_for_or_given_back_it_moves_it_once(place):
    process, moyasar = await place.start("run"), place.sandbox.moyasar
    phone = place.phone()
    await reach_confirmation(phone, service="3")
    phone.write("1")
    assert (await answered(phone))[-1].links
    (invoice_id,) = moyasar.invoices
    place.sandbox.faults.add("moyasar", "invoices.fetch", LATE)
    await moyasar.pay(invoice_id)
    await until(taken(place, LATE))
    process = await restarted(place, process)
    (heard,) = await answered(phone)
    assert heard.text.startswith("Paid and booked.")
    place.sandbox.faults.add("moyasar", "payments.refund", LATE)
    for answer in ("cancel", "1"):
        phone.write(answer)
        (heard,) = await answered(phone)
    assert "is on its way back" in heard.text
    await until(lambda: moyasar.books()[invoice_id].refunded)
    await restarted(place, process)
    await until(lambda: place.tasks("refund", "done"))
    book = moyasar.books()[invoice_id]
    assert book.refunded == book.paid > 0
    assert await place.tasks("refund", "done") == 1


async def test_a_crash_in_the_middle_of_a_turn_leaves_nothing_of_it(shared_place):
    place = shared_place
    process = await place.start("run")
    phone = place.phone()
    await reach_confirmation(phone)
    async with _calendars_locked(place):
        phone.write("1")
        await until(lambda: _waits_for_a_lock(place))
        await place.kill(process)
    assert (await place.booked(), await place.tasks("hear", "ready")) == (0, 1)
    await restarted(place, process)
    (heard,) = await answered(phone)
    assert heard.text.startswith("You are booked.")
    assert await place.booked() == 1


async def test_told_to_stop_it_finishes_what_it_has_begun(place):
    process = await place.start("run")
    phone = place.phone()
    place.sandbox.faults.add(*CALL, SLOW)
    phone.write("hi")
    await until(taken(place, SLOW))
    assert await place.ask_to_stop(process) == 0
    (heard,) = await answered(phone)
    assert heard.text.startswith("Welcome")
    assert (await place.tasks("say", "ready"), await place.tasks("say", "done")) == (0, 1)


async def test_the_worker_may_be_a_process_of_its_own(shared_place):
    await asyncio.gather(shared_place.start("run", "--no-worker"), shared_place.start("work"))
    phone = shared_place.phone()
    await reach_confirmation(phone)
    phone.write("1")
    (heard,) = await answered(phone)
    assert heard.text.startswith("You are booked.")
    assert await shared_place.booked() == 1


@asynccontextmanager
async def _calendars_locked(place):
    """Hold what a booking waits for."""
    async with place.database.engine.connect() as connection:
        await connection.execute(select(calendars.c.id).with_for_update())
        yield
        await connection.rollback()


async def _waits_for_a_lock(place):
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    async with place.database.engine.connect() as connection:
        return (await connection.exec_driver_sql(waiting)).scalar()


async def _is_idle(place):
    return await place.tasks("say", "ready") == await place.tasks("hear", "ready") == 0
