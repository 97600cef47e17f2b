"""Reports say what the ledger says: to the halala, by the salon's days, and by who did the work."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, func, select

from booking.catalog import Catalog
from booking.catalog_file import import_catalogue, read_catalogue
from booking.money import Money
from booking.store.ids import new_id
from booking.store.tables.bookings import booking_lines, bookings
from booking.store.tables.people import customers
from booking.store.tenancy import scoped
from payments.books import Entry, add_up
from payments.payment import Kind
from payments.report import Figures, movements, shared
from payments.reporting import report
from payments.tables import payment_entries, payments
from tests.payments.shop import CATALOGUE

RIYADH = ZoneInfo("Asia/Riyadh")
FIRST, LAST = date(2027, 3, 1), date(2027, 3, 5)
_SECOND_MEMBER = (
    '[[staff]]\nid = "huda"\nname = { en = "Huda", ar = "هدى" }\nservices = ["color"]\n'
)
_MONEY_KINDS = (
    *(Kind.PAID, Kind.CAPTURED, Kind.REFUNDED, Kind.REFUND_REQUESTED, Kind.MISMATCH),
    *(Kind.AUTHORIZED, Kind.VOIDED, Kind.OPENED, Kind.EXPIRED),
)


def sar(minor):
    return Money(minor, "SAR")


_ENTRIES = st.lists(
    st.builds(
        Entry,
        kind=st.sampled_from(_MONEY_KINDS),
        provider_id=st.sampled_from(["one", "one:1", "two", "two:7"]),
        amount=st.builds(Money, st.integers(1, 99_999), st.sampled_from(["SAR", "SAR", "USD"])),
        at=st.just(datetime(2027, 3, 1, tzinfo=UTC)),
    ),
    max_size=8,
)


@given(_ENTRIES)
def test_what_the_entries_of_a_payment_change_adds_up_to_its_books(entries):
    changed = sum((figures for _, figures in movements(entries, "SAR")), Figures())
    books = add_up(entries, "SAR")
    assert changed.takings == books.received.minor
    assert changed.refunds == books.refunded.minor


@given(
    figures=st.builds(Figures, *[st.integers(-(10**6), 10**6)] * 4),
    prices=st.lists(st.integers(0, 10**5), min_size=1, max_size=4),
)
def test_what_a_visit_brought_in_is_shared_out_whole(figures, prices):
    weights = [(number, sar(price)) for number, price in enumerate(prices)]
    assert sum((part for _, part in shared(figures, weights)), Figures()) == figures


@pytest.fixture
async def books(database):
    """A salon of two, in whose books anything may be written."""
    catalogue = read_catalogue(CATALOGUE.format(slug="main") + _SECOND_MEMBER, "salon.toml")
    imported = await import_catalogue(database, catalogue, seal=str)
    books = Books(database, imported.tenant_id)
    async with books.work() as work:
        books.salon = await Catalog().salon(work)
        await work.insert(customers, {"id": 1, "created_at": work.now})
    return books


class Books:
    def __init__(self, database, tenant_id):
        self.database, self.tenant_id = database, tenant_id

    def work(self):
        return self.database.unit_of_work(self.tenant_id)

    async def write(self, status, starts_at, price, entries, *, received=0, owed=0):
        """A visit by both, half of it each but for a halala, with one payment."""
        async with self.work() as work:
            booking, payment = new_id(), new_id()
            row = {"id": booking, "code": "AAAAAA", "request_key": str(booking)}
            row |= {"customer_id": 1, "channel": "telegram", "chat": "1", "status": status}
            row |= {"revision": 1, "starts_at": starts_at, "created_at": work.now, "terms": {}}
            row |= {"ends_at": starts_at + timedelta(hours=1), "currency": "SAR"}
            await work.insert(bookings, {**row, "price_minor": price, "deposit_minor": 0})
            parts = (price - price // 2, price // 2)
            for number, (member, part) in enumerate(zip(self.salon.staff, parts, strict=True)):
                line = {"booking_id": booking, "ordinal": number, "calendar_id": member.id}
                line |= {"service_id": self.salon.services[0].id, "price_minor": part}
                line |= {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=1)}
                await work.insert(booking_lines, line)
            row = {"id": payment, "booking_id": booking, "key": str(payment), "state": "paid"}
            row |= {"amount_minor": max(price, 1), "currency": "SAR", "description": "-"}
            row |= {"provider": "moyasar", "expires_at": work.now, "received_minor": received}
            row |= {"owed_minor": owed, "refunded_minor": 0, "revision": 1}
            await work.insert(payments, {**row, "created_at": work.now, "updated_at": work.now})
            for kind, minor, at in entries:
                row = {"id": new_id(), "payment_id": payment, "kind": kind, "currency": "SAR"}
                row |= {"provider_id": f"p:{new_id()}", "amount_minor": minor, "at": at}
                await work.insert(payment_entries, row)

    async def report(self, first=FIRST, last=LAST):
        async with self.work() as work:
            return await report(work, self.salon, first, last)

    async def in_the_ledger(self, kind):
        total = func.coalesce(func.sum(payment_entries.c.amount_minor), 0).label("total")
        statement = select(total).where(scoped(payment_entries), payment_entries.c.kind == kind)
        async with self.work() as work:
            return int((await work.row(statement)).total)


def riyadh(day, hour=12, minute=0):
    return datetime(2027, 3, day, hour, minute, tzinfo=RIYADH).astimezone(UTC)


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chance=st.randoms(use_true_random=False))
async def test_the_days_of_a_report_add_up_to_the_ledger(books, chance):
    for _ in range(5):
        paid = chance.randrange(1, 50_000)
        entries = [("paid", paid, riyadh(chance.randrange(1, 6), chance.randrange(24)))]
        if chance.random() < 0.5:
            back = chance.randrange(1, paid + 1)
            entries.append(("refunded", back, riyadh(chance.randrange(1, 6), 23, 59)))
        status = chance.choice(["confirmed", "completed", "cancelled", "no_show"])
        at = riyadh(chance.randrange(1, 6), chance.randrange(24))
        await books.write(status, at, chance.randrange(60_000), entries, received=paid)
    whole = await books.report()
    assert whole.total.takings == await books.in_the_ledger("paid")
    assert whole.total.refunds == await books.in_the_ledger("refunded")
    days = [await books.report(day, day) for day in whole.by_day]
    assert sum((one.total for one in days), Figures()) == whole.total
    assert {day: one.by_day[day] for day, one in zip(whole.by_day, days, strict=True)} == dict(
        whole.by_day
    )
    assert sum(whole.by_staff.values(), Figures()) == whole.total
    assert all(one < other for one, other in pairwise(whole.rows))


async def test_a_day_is_the_salons_and_begins_at_its_midnight(books):
    paid = [("paid", 100, riyadh(2, 0, 0)), ("refunded", 30, riyadh(2, 23, 59))]
    await books.write("confirmed", riyadh(3), 100, paid, received=100, owed=30)
    days = (await books.report()).by_day
    assert days[date(2027, 3, 2)] == Figures(takings=100, refunds=30)
    assert days[date(2027, 3, 3)] == Figures(outstanding=30)


async def test_what_stays_of_a_visit_that_was_cancelled_is_kept(books):
    paid = [("paid", 101, riyadh(1))]
    await books.write("cancelled", riyadh(4), 300, paid, received=101, owed=50)
    report_ = await books.report()
    assert report_.by_day[date(2027, 3, 4)] == Figures(kept=51)
    noor, huda = (report_.rows[date(2027, 3, 4), one.id] for one in books.salon.staff)
    assert (noor.kept, huda.kept) == (26, 25)


async def test_a_report_takes_as_many_statements_for_many_visits_as_for_one(books):
    statements = []
    engine = books.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))

    async def taken():
        statements.clear()
        await books.report()
        return len(statements)

    counts = []
    for _ in range(3):
        await books.write("confirmed", riyadh(2), 100, [("paid", 50, riyadh(1))], received=50)
        counts.append(await taken())
    assert len(set(counts)) == 1
