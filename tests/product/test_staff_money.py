"""The staff cancel and give money back from their group, if they may, and everybody hears of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from booking.catalog import Catalog
from booking.events import Event, happened
from booking.store import queue
from booking.store.tables.bookings import bookings
from booking.store.tables.people import audit
from booking.store.tenancy import scoped
from bot.tenants import Tenants
from bot.worker.alerts import ALERT, Alerts
from bot.worker.events import Events
from bot.worker.staff_messages import StaffMessages
from tests.product.conftest import Customer
from tests.product.phones import TelegramPhone, WhatsAppPhone

CANCEL, YES, NO = "إلغاء الحجز", "نعم، ألغِه", "لا، أبقِه"
BACK, MISTAKE = "إعادة مبلغ", "خطأ منا"
HALF, ALL = "النصف، 50 ر.س", "المبلغ كاملًا، 100 ر.س"
ONLY_LEADERS = "إعادة المبالغ متاحة للمدير أو المالك فقط."


@pytest.fixture
def customer(small_world):
    return Customer(small_world, TelegramPhone(small_world, 1, "Noura", "en"))


@pytest.fixture
async def paid(customer):
    """A world in which a deposit of 100 SAR was paid; its invoice."""
    world = customer.world
    await customer.say("hi")
    await customer.choose("Hair color", "Noor", "Tuesday 2 March", "1:00 PM", "Noura")
    customer.phone.share_contact()
    await customer.settle()
    await customer.choose("Confirm and pay")
    invoice_id = customer.answer.links[0].rpartition("/")[2].partition("?")[0]
    await world.sandbox.moyasar.pay(invoice_id)
    await customer.settle()
    assert customer.answer.text.startswith("Paid and booked.")
    return Paid(world, invoice_id)


class Paid:
    def __init__(self, world, invoice_id):
        self.world, self._invoice_id = world, invoice_id
        self.sara = world.sandbox.telegram.person(1002, "Sara")
        world.group.members[1002] = self.sara

    @property
    def refunded(self):
        return self.world.sandbox.moyasar.books()[self._invoice_id].refunded

    async def tap(self, *labels, by=None, **options):
        for label in labels:
            self.world.group.toast = None
            (by or self.world.staff).tap(label, chat=self.world.group, **options)
            await self.world.settle()
        return self.world.group.toast

    async def write(self, text, by=None):
        """What the bot says to it in the group."""
        (by or self.world.staff).send(text, chat=self.world.group)
        await self.world.settle()
        return plain(self.world.staff_texts()[-1])

    async def booking(self):
        async with self.world.work() as work:
            return await work.row(select(bookings).where(scoped(bookings)))

    async def audited(self):
        async with self.world.work() as work:
            rows = await work.rows(select(audit).where(scoped(audit)).order_by(audit.c.id))
        return [(row.actor, row.action) for row in rows]


def plain(text):
    return text.translate(str.maketrans("", "", "\u2068\u2069"))


async def test_what_the_salon_cancels_is_given_back_in_full_and_told(customer, paid):
    world = paid.world
    await world.pass_time(timedelta(days=1))  # too late for the customer to get anything
    customer.phone.news()
    assert await paid.tap(CANCEL) is None
    assert "سيعود المبلغ المدفوع كاملًا، 100 ر.س، إلى العميل." in plain(world.staff_texts()[-1])
    assert await paid.tap(YES) == "تم الإلغاء."
    await customer.settle()
    assert (await paid.booking()).status == "cancelled"
    assert paid.refunded == 10000
    assert ("staff", "cancelled") in await paid.audited()
    first, question = (plain(text) for text in world.staff_texts())
    assert "أُلغي" in first
    assert "أُعيد العربون: 100 ر.س" in first
    assert "ألغاه نور" in question
    told = [one.text for one in customer.heard]
    assert any(text.startswith("This booking is cancelled.") for text in told)
    assert any("SAR 100 is on its way back" in plain(text) for text in told)


async def test_who_does_not_want_to_cancel_after_all_changes_nothing(paid):
    await paid.tap(CANCEL, NO)
    assert (await paid.booking()).status == "confirmed"
    assert plain(paid.world.staff_texts()[-1]) == "لم يتغير شيء."


async def test_an_unpaid_hold_that_the_salon_cancels_cannot_be_paid_any_more(customer):
    world = customer.world
    await customer.say("hi")
    await customer.choose("Hair color", "Noor", "Tuesday 2 March", "1:00 PM", "Noura")
    customer.phone.share_contact()
    await customer.settle()
    await customer.choose("Confirm and pay")
    for label in (CANCEL, YES):
        world.staff.tap(label, chat=world.group)
        await world.settle()
    (invoice,) = world.sandbox.moyasar.invoices.values()
    assert invoice.status == "canceled"


async def test_a_share_goes_back_for_a_reason_and_the_booking_stays(customer, paid):
    await paid.tap(BACK)
    code = (await paid.booking()).code
    another = f"لمبلغ آخر اكتب /refund {code} 50.00 ثم السبب."
    assert another in plain(paid.world.staff_texts()[-1])
    assert await paid.tap(HALF, MISTAKE) == "المبلغ في طريقه إلى العميل."
    await customer.settle()
    assert (paid.refunded, (await paid.booking()).status) == (5000, "confirmed")
    first, said = (plain(text) for text in paid.world.staff_texts())
    assert "العربون مدفوع: 100 ر.س من 380 ر.س، أُعيد منه 50 ر.س" in first
    assert "السبب: خطأ منا" in said
    assert "In all SAR 50 of what you paid is on its way back." in plain(customer.answer.text)
    assert "Your booking stays as it is." in customer.answer.text
    assert ("staff", "refund") in await paid.audited()
    await customer.say("cancel")
    await customer.choose("Yes, cancel it")
    assert paid.refunded == 10000


async def test_a_reason_that_is_tapped_twice_gives_the_share_once(paid):
    await paid.tap(BACK, HALF)
    question = paid.world.group.messages[-1]
    data = question.buttons[0][0].data
    await paid.tap(MISTAKE)
    told = await paid.tap(data, message_id=question.message_id, forged=True)
    assert told.startswith("تغيّر هذا الحجز")
    assert paid.refunded == 5000


async def test_a_command_that_is_delivered_twice_gives_the_sum_once(paid):
    code = (await paid.booking()).code
    paid.world.sandbox.faults.add("telegram", "webhook", "webhook_twice", 1)
    await paid.write(f"/refund {code} 20 late start")
    assert paid.refunded == 2000


async def test_the_same_sum_is_given_again_only_if_that_is_meant(paid):
    code = (await paid.booking()).code
    await paid.write(f"/refund {code} 20 late start")
    said = await paid.write(f"/refund {code} 20 late start")
    assert "أُعيد 20 ر.س" in said
    assert paid.refunded == 2000
    question = paid.world.group.messages[-1]
    data = next(one.data for one in question.buttons[0] if "again" in one.data)
    await paid.tap("20 ر.س مرة أخرى")
    assert paid.refunded == 4000
    told = await paid.tap(data, message_id=question.message_id, forged=True)
    assert told.startswith("تغيّر هذا الحجز")
    assert paid.refunded == 4000
    await paid.write(f"/refund {code} 20 late start")
    await paid.tap("لا شيء")
    assert paid.refunded == 4000


async def test_a_manager_gives_back_any_sum_by_command(paid):
    code = (await paid.booking()).code
    said = await paid.write(f"/refund {code} ٣٠٫٥ تأخرنا عليها")
    assert "سيُعاد 30.50 ر.س إلى العميل. السبب: تأخرنا عليها" in said
    assert paid.refunded == 3050
    assert "أقصى ما يمكن إعادته 69.50 ر.س" in await paid.write(f"/refund {code} 70 again")
    await paid.write(f"/refund@noor_bot {code.lower()} all she was right")
    assert paid.refunded == 10000
    assert "لم يبقَ" in await paid.write(f"/refund {code} all once more")


INCOMPLETE = (
    "",
    "{code}",
    "{code} 50",
    *(f"{{code}} {amount} why" for amount in ("x", "-5", "0", "٠٫٠٠", "1,000")),
)


@pytest.mark.parametrize("order", INCOMPLETE)
async def test_a_command_that_is_not_complete_is_explained(paid, order):
    said = await paid.write(f"/refund {order.format(code=(await paid.booking()).code)}")
    assert "/refund ABC234 50" in said
    assert paid.refunded == 0


async def test_an_unknown_code_is_told(paid):
    assert await paid.write("/refund QQQQQQ 50 why") == "لا أجد حجزًا برقم QQQQQQ."


async def test_only_managers_and_owners_give_money_back(paid):
    code = (await paid.booking()).code
    assert await paid.tap(BACK, by=paid.sara) is not None
    for action in ("all", "allmistake"):
        data = f"s.{action}.{(await paid.booking()).id}.9"
        assert await paid.tap(data, by=paid.sara, forged=True) is not None
    assert await paid.write(f"/refund {code} 50 why", by=paid.sara) == ONLY_LEADERS
    stranger = paid.world.sandbox.telegram.person(1777, "Somebody")
    paid.world.group.members[1777] = stranger
    assert "1777" in await paid.write(f"/refund {code} 50 why", by=stranger)
    assert paid.refunded == 0


async def test_a_refund_that_moyasar_refuses_is_told_with_what_to_do_and_tried_again(
    customer, paid
):
    world = paid.world
    world.may_park = True
    world.sandbox.faults.add("moyasar", "payments.refund", "declined", 2)
    await paid.tap(BACK, ALL, MISTAKE)
    await customer.settle()
    assert paid.refunded == 0
    alert = plain(world.staff_texts()[-1])
    assert "تعذّرت إعادة 100 ر.س" in alert
    assert "لوحة ميسر" in alert
    assert "could not be sent back automatically" in customer.answer.text
    await world.product.timers.due("reconcile")
    await customer.settle()
    assert paid.refunded == 0
    await world.pass_time(timedelta(hours=1))
    await world.product.timers.due("reconcile")
    await customer.settle()
    assert paid.refunded == 10000
    assert "of what you paid is on its way back" in customer.answer.text


@pytest.mark.parametrize("has_templates", [True, False])
async def test_who_has_not_written_for_days_hears_of_a_refund_that_failed_or_is_called(
    small_world, has_templates
):
    world = small_world
    if has_templates:
        await world.make_contents()
    customer = Customer(world, WhatsAppPhone(world, 2, "Amal", "en"))
    await customer.say("hi")
    await customer.choose("Hair color", "Noor", "Wednesday 3 March", "1:00 PM", "Amal")
    await customer.choose("Confirm and pay")
    (invoice,) = world.sandbox.moyasar.invoices.values()
    await world.sandbox.moyasar.pay(invoice.id)
    await world.pass_time(timedelta(hours=30))
    customer.phone.news()
    world.may_park = True
    world.sandbox.faults.add("moyasar", "payments.refund", "declined", 2)
    for label in (BACK, ALL, MISTAKE):
        world.staff.tap(label, chat=world.group)
        await world.settle()
    told = [one.text for one in customer.phone.news()]
    if has_templates:
        assert told[-1].startswith("What you paid for Hair color at Noor Salon on")
    else:
        assert told == []
    called = any("+966501234502" in one and "يرجى الاتصال" in one for one in world.staff_texts())
    assert called is not has_templates


async def test_where_there_is_no_group_the_owner_hears_of_money_that_needs_a_person(paid):
    world, product = paid.world, paid.world.product
    world.may_park = True  # the refund that Moyasar declines
    world.staff.send("hi")
    await paid.tap(BACK, ALL)
    world.sandbox.faults.add("moyasar", "payments.refund", "declined", 2)
    await paid.tap(MISTAKE)
    booking = await paid.booking()
    first = product.tenants.first
    alone = replace(first, credentials=replace(first.credentials, staff_chat_id=None))
    tenants = Tenants(world.database, product.keyring, None, alone)
    parts = (world.database, Catalog(), product.wording, tenants)
    async with world.work() as work:
        await queue.add(work, happened(Event.REFUND_FAILED, booking.id, 99, "provider"))
    (event,) = await queue.claim(world.database, world.tenant_id, 10)
    await Events(world.database, Catalog(), tenants).hand_over(event)
    due = await queue.claim(world.database, world.tenant_id, 10)
    (alert,) = (task for task in due if task.topic == ALERT)
    await Alerts(*parts, StaffMessages(*parts)).tell(alert)
    told = [one.text for one in world.staff.private_chat().messages if one.from_bot]
    assert "يُرجى مراجعة الدفع" in told[-1]
