"""A deposit held on a card is taken when the visit is over, and let go if there is none."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from booking.reservations import attending
from booking.store.tables.bookings import bookings
from booking.store.tenancy import scoped
from booking.visit import Status
from payments import billing
from payments.billing.reconciling import Problem
from payments.payment import State
from payments.provider import Refused
from tests.payments.desk import BAD, DEPOSIT, GOOD
from tests.payments.shop import STAFF


async def test_a_card_that_is_held_confirms_the_booking_and_takes_nothing(desk):
    booking, payment = await desk.held()
    shop = desk.shop
    assert payment.status == "authorized"
    assert await shop.status(booking) is Status.CONFIRMED
    assert await shop.state(booking) is State.AUTHORIZED
    assert await shop.entries(booking) == ["requested", "opened", "authorized"]
    assert shop.told == ["held", "link_ready", "confirmed"]
    assert (await shop.books(booking)).held.minor == DEPOSIT
    assert payment.taken == 0


@pytest.mark.parametrize("how", [attending.complete, attending.mark_no_show])
async def test_it_is_taken_when_the_visit_is_over_or_nobody_came(desk, how):
    booking, payment = await desk.held()
    await desk.end(booking, how)
    assert (payment.status, payment.taken) == ("captured", DEPOSIT)
    assert await desk.shop.state(booking) is State.PAID
    assert (await desk.shop.entries(booking))[-1] == "captured"
    assert desk.shop.told[-1] == "captured"
    assert not desk.shop.failures


async def test_a_cancellation_in_time_lets_go_of_it(desk):
    booking, payment = await desk.held()
    await desk.shop.cancel(booking)
    await desk.shop.work_off()
    assert payment.status == "voided"
    assert await desk.shop.state(booking) is State.VOIDED
    assert desk.shop.told[-1] == "released"


async def test_of_a_late_cancellation_the_terms_keep_their_share(desk):
    booking, payment = await desk.held()
    desk.shop.clock.move(timedelta(hours=20))
    await desk.shop.cancel(booking)
    await desk.shop.work_off()
    assert (payment.status, payment.taken) == ("captured", DEPOSIT)
    other, held = await desk.held(chat="43", hour=16)
    await desk.shop.cancel(other, by=STAFF)  # the salon's own cancellation keeps nothing
    await desk.shop.work_off()
    assert held.status == "voided"


@pytest.mark.parametrize("fault", ["500", "500:done", "502", "429:3", "lost"])
@pytest.mark.parametrize("call", ["capture", "void"])
async def test_it_is_taken_or_let_go_once_whatever_became_of_the_answer(desk, call, fault):
    booking, payment = await desk.held()
    desk.shop.faults.add("moyasar", f"payments.{call}", fault)
    if call == "capture":
        await desk.end(booking, attending.complete)
    else:
        await desk.shop.cancel(booking)
        await desk.shop.work_off()
    for _ in range(4):
        await desk.shop.wait(seconds=5)
    assert payment.status == {"capture": "captured", "void": "voided"}[call]
    assert len(await desk.shop.entries(booking)) == 4
    assert (
        await billing.reconcile(desk.shop.database, desk.shop.provider, desk.shop.tenant_id) == []
    )


async def test_a_declined_card_may_be_tried_again(desk):
    booking = await desk.open()
    for card, approved in ((BAD, True), (GOOD, False)):
        assert (await desk.submit(booking, card, approved=approved)).status == "failed"
        assert await desk.shop.status(booking) is Status.HELD
    await desk.submit(booking)
    assert await desk.shop.status(booking) is Status.CONFIRMED


async def test_a_form_that_was_tampered_with_books_nothing_and_holds_nothing(desk):
    booking = await desk.open()
    assert (await desk.submit(booking, amount=100)).status == "voided"
    assert await desk.shop.status(booking) is Status.HELD
    paid = await desk.submit(booking, manual=False)  # taken at once: as good
    assert paid.status == "paid"
    assert await desk.shop.state(booking) is State.PAID


async def test_a_second_card_is_let_go(desk):
    booking, first = await desk.held()
    assert (await desk.submit(booking)).status == "voided"
    assert first.status == "authorized"


async def test_a_card_that_comes_too_late_is_let_go_if_the_time_is_sold(desk):
    booking = await desk.open()
    await desk.shop.wait(minutes=16)
    assert await desk.shop.state(booking) is State.CANCELLED
    await desk.held(chat="43")
    late = await desk.submit(booking)
    assert late.status == "voided"
    assert await desk.shop.status(booking) is Status.EXPIRED
    assert "slot_taken" in desk.shop.reasons


async def test_a_card_that_nobody_tells_of_is_found(desk):
    booking = await desk.open()
    desk.shop.faults.add("moyasar", "pay", "webhook_never")
    await desk.submit(booking)
    assert await desk.shop.status(booking) is Status.HELD
    await desk.shop.wait(minutes=8)
    assert await desk.shop.status(booking) is Status.CONFIRMED


async def test_a_card_that_is_entered_for_nothing_is_found_and_let_go(desk):
    booking = await desk.open()
    shop = desk.shop
    await shop.wait(minutes=16)
    await shop.wait(days=4)
    shop.faults.add("moyasar", "pay", "webhook_never")
    payment = await desk.submit(booking)
    assert payment.status == "authorized"
    for _ in range(2):
        await billing.reconcile(shop.database, shop.provider, shop.tenant_id)
        await shop.work_off()
    assert payment.status == "voided"
    assert await shop.state(booking) is State.VOIDED


async def test_of_a_captured_share_nothing_is_amiss(desk):
    booking, payment = await desk.held()
    shop = desk.shop
    async with shop.work() as work:
        half = update(bookings).where(bookings.c.id == booking.id, scoped(bookings))
        await work.execute(half.values(terms={"cancel_until_minutes": 1440, "steps": [[0, 50]]}))
    await shop.cancel(booking)
    await shop.work_off()
    assert (payment.status, payment.taken) == ("captured", DEPOSIT // 2)
    assert await billing.reconcile(shop.database, shop.provider, shop.tenant_id) == []
    assert await shop.state(booking) is State.PAID


async def test_what_would_end_before_the_visit_is_taken_before(desk):
    booking, payment = await desk.held()
    assert billing.may_be_held(booking, desk.shop.clock.now())
    assert not billing.may_be_held(booking, desk.shop.clock.now() - billing.LONGEST)
    await desk.shop.wait(days=6)  # the visit was moved, so that nobody has ended it
    assert payment.status == "captured"


async def test_what_could_not_be_let_go_is_not_taken_in_the_end(desk):
    booking, payment = await desk.held()
    shop = desk.shop
    shop.faults.add("moyasar", "payments.void", "403", 100)
    await shop.cancel(booking, by=STAFF)
    for _ in range(9):
        await shop.wait(minutes=5)
    shop.faults.clear()
    await shop.wait(days=6)
    assert payment.status == "authorized"
    (finding,) = await billing.reconcile(shop.database, shop.provider, shop.tenant_id)
    assert (finding.problem, payment.status) == (None, "voided")


async def test_what_a_lost_row_left_of_a_cancellation_is_taken_by_the_terms(desk):
    booking, payment = await desk.held()
    shop = desk.shop
    shop.clock.move(timedelta(hours=20))  # too late for anything to come back
    shop.faults.add("moyasar", "payments.capture", "500", 100)
    await shop.cancel(booking)
    for _ in range(9):
        await shop.wait(minutes=5)
    shop.faults.clear()
    (finding,) = await billing.reconcile(shop.database, shop.provider, shop.tenant_id)
    assert (finding.problem, payment.status, payment.taken) == (None, "captured", DEPOSIT)


async def test_a_request_that_is_withdrawn_before_it_was_accepted_frees_the_card(desk):
    booking, payment = await desk.held()
    shop = desk.shop
    shop.clock.move(timedelta(hours=20))  # the terms would keep all of it
    async with shop.work() as work:
        requested = (bookings.c.id == booking.id, scoped(bookings))
        await work.execute(update(bookings).where(*requested).values(status="requested"))
    await shop.cancel(booking)
    await shop.work_off()
    assert payment.status == "voided"


async def test_what_lost_rows_left_held_is_found_by_reconciling(desk):
    booking, payment = await desk.held()
    shop = desk.shop
    shop.faults.add("moyasar", "payments.fetch", "403", 8)
    await desk.end(booking, attending.complete)
    for _ in range(9):
        await shop.wait(minutes=5)
    shop.faults.clear()
    assert payment.status == "authorized"
    (finding,) = await billing.reconcile(shop.database, shop.provider, shop.tenant_id)
    assert (finding.after, finding.problem, payment.status) == (State.PAID, None, "captured")


async def test_a_hold_that_has_ended_waits_for_a_person(desk):
    booking, payment = await desk.held()
    payment.updated_at -= timedelta(days=15)
    await desk.end(booking, attending.complete)
    shop = desk.shop
    assert [type(error) for error in shop.failures] == [Refused]
    ours = await shop.payment(booking)
    async with shop.work() as work:
        await billing.give_up_hold(work, ours.id)
    await shop.work_off()
    assert shop.told[-1] == "capture_failed"
    (finding,) = await billing.reconcile(shop.database, shop.provider, shop.tenant_id)
    assert (finding.after, finding.problem) == (State.AUTHORIZED, Problem.STILL_HELD)
