"""Who pays another sum than was asked for is told so, and never that nothing was paid."""

from datetime import timedelta

from tests.product.test_staff_money import plain

OTHER = "What was paid is not the deposit that was asked for. The salon will see to it."


async def test_another_sum_than_was_asked_for_is_told_to_who_paid_it(customer):
    world = customer.world
    invoice_id = await customer.reach_payment()
    world.sandbox.faults.add("moyasar", "pay", "wrong_sum")
    await world.sandbox.moyasar.pay(invoice_id)
    await customer.settle()
    assert OTHER in plain(customer.answer.text)
    await world.pass_time(timedelta(seconds=30))  # a link that is late would be told of by now
    await customer.settle()
    assert not any("link" in one.text for one in customer.heard)
    await world.pass_time(timedelta(minutes=20))


async def test_the_staff_read_what_was_paid_in_all(customer):
    world = customer.world
    invoice_id = await customer.reach_payment()
    for again in (False, True):
        await world.sandbox.moyasar.pay(invoice_id, again=again)
        await customer.settle()
    assert "العربون مدفوع: 200 ر.س من 380 ر.س، أُعيد منه 100 ر.س" in plain(world.staff_texts()[0])
