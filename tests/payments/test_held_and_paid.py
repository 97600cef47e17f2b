"""Money that comes beside what is held on a card: a form may be sent again, and otherwise."""

from booking.reservations import attending
from payments.payment import State
from tests.payments.desk import DEPOSIT


async def test_what_is_paid_beside_a_held_card_goes_back(desk):
    booking, first = await desk.held()
    paid = await desk.submit(booking, manual=False)
    assert (paid.refunded, first.status) == (DEPOSIT, "authorized")
    await desk.end(booking, attending.complete)
    assert first.status == "captured"
    assert (await desk.shop.books(booking)).kept.minor == DEPOSIT


async def test_a_visit_ends_while_what_was_paid_beside_the_card_is_on_its_way_back(desk):
    booking, first = await desk.held()
    desk.shop.faults.add("moyasar", "payments.refund", "500", 8)
    await desk.submit(booking, manual=False)
    assert await desk.shop.state(booking) is State.TO_REFUND
    await desk.end(booking, attending.complete)
    assert first.status == "captured"
