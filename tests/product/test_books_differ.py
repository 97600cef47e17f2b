"""What the hourly look at the provider finds and cannot mend is told to the staff, once."""

from datetime import timedelta

from tests.product.conftest import Customer
from tests.product.phones import TelegramPhone
from tests.product.test_staff_money import plain

ONE_HOUR = timedelta(hours=1)
DIFFER = "سجلات مزود الدفع تختلف عن سجلاتنا."


async def test_a_card_holder_who_disputes_what_was_paid_costs_a_look_of_the_staff(small_world):
    world = small_world
    customer = Customer(world, TelegramPhone(world, 1, "Noura", "en"))
    invoice_id = await customer.reach_payment()
    await world.sandbox.moyasar.pay(invoice_id)
    await world.settle()
    (paid,) = world.sandbox.moyasar.invoices[invoice_id].payments
    paid.status = "charged_back"
    for _ in range(2):
        await world.product.timers.due("reconcile")
        await world.settle()
        world.clock.move(ONE_HOUR)
    (told,) = (plain(text) for text in world.staff_texts() if DIFFER in text)
    assert "العربون مدفوع: 100 ر.س" in told
    assert paid.refunded == 0
