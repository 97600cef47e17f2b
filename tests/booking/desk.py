"""A salon's desk: two who cut hair, one who also colours it, and customers who want something."""

from datetime import UTC, datetime, timedelta
from itertools import count

from sqlalchemy import func, select, text

from booking.catalog import Catalog
from booking.catalog_file import import_catalogue, read_catalogue
from booking.reservations.hold import hold
from booking.reservations.locking import lock_calendars
from booking.slots import free_times
from booking.store.ids import new_id
from booking.store.tables.bookings import bookings, claims
from booking.store.tables.people import customers
from booking.store.tenancy import scoped
from booking.visit import Request
from booking.wish import Wish

CATALOGUE = """
[salon]
slug = "{slug}"
name = {{ en = "Noor Salon" }}
timezone = "Asia/Riyadh"
currency = "SAR"
languages = ["en"]
hold_minutes = 15
minimum_notice = 60
horizon_days = 30

[hours]
tue = ["10:00-14:00"]
wed = ["10:00-14:00"]

[[services]]
id = "cut"
name = {{ en = "Haircut" }}
minutes = 45
price = "115.00"
buffer_after = 10

[[services]]
id = "color"
name = {{ en = "Hair color" }}
minutes = 90
price = "380.00"
deposit = "100.00"

[[staff]]
id = "noor"
name = {{ en = "Noor" }}
services = ["cut", "color"]

[[staff]]
id = "sara"
name = {{ en = "Sara" }}
services = ["cut"]
"""
DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
ALWAYS_OPEN = (
    ('tue = ["10:00-14:00"]\n', ""),
    ('wed = ["10:00-14:00"]', "\n".join(f'{day} = ["00:00-24:00"]' for day in DAYS)),
)
TUESDAY = datetime(2027, 3, 2, tzinfo=UTC)  # 03:00 in Riyadh
TEN = TUESDAY.replace(hour=7)  # 10:00 there, when the salon opens


class Desk:
    def __init__(self, database, clock):
        self.database, self.clock = database, clock
        self.times = (TEN + minutes(240 * number) for number in count())  # far enough apart

    async def open(self, slug="main", changes=()):
        """With the catalogue above, some of its text replaced."""
        text = CATALOGUE.format(slug=slug)
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        catalogue = read_catalogue(text, "salon.toml")
        imported = await import_catalogue(self.database, catalogue, seal=str)
        self.tenant_id = imported.tenant_id
        async with self.work() as work:
            self.salon = await Catalog().salon(work)
        self.cut, self.color = self.salon.services
        self.noor, self.sara = self.salon.staff
        return self

    def work(self):
        return self.database.unit_of_work(self.tenant_id)

    async def customer(self):
        async with self.work() as work:
            return await self.customer_in(work)

    async def customer_in(self, work):
        customer_id = new_id()
        await work.insert(customers, {"id": customer_id, "created_at": work.now})
        return customer_id

    def wants(self, customer_id, at=TEN, service=None, staff=None, key=None, price=None):
        service = service or self.cut
        return Request(
            key=key or str(new_id()),
            customer_id=customer_id,
            channel="telegram",
            chat="42",
            service_id=service.id,
            staff_id=staff and staff.id,
            starts_at=at,
            price_shown=price or service.price,
        )

    async def hold(self, customer_id=None, lock=lock_calendars, **wanted):
        customer_id = customer_id or await self.customer()
        async with self.work() as work:
            return await hold(work, self.salon, self.wants(customer_id, **wanted), lock)

    async def offered(self, service=None, staff=None, customer_id=None, day=TUESDAY):
        """The starts that are offered on that day, as minutes after ten."""
        async with self.work() as work:
            return await self.offered_in(work, service, staff, customer_id, day)

    async def offered_in(self, work, service=None, staff=None, customer_id=None, day=TUESDAY):
        days = (day.date(), day.date())
        wish = Wish((service or self.cut,), staff and staff.id, customer_id)
        found = await free_times(work, self.salon, wish, days)
        opens = TEN + (day - TUESDAY)
        return [(slot.starts_at - opens) // timedelta(minutes=1) for slot in found]

    async def booked(self):
        async with self.work() as work:
            row = await work.row(select(func.count().label("n")).where(scoped(bookings)))
        return row.n

    async def double_bookings(self):
        """How many pairs of active claims overlap; there may never be one."""
        other = claims.alias("other")
        pairs = select(func.count().label("n")).where(
            scoped(claims),
            scoped(other),
            claims.c.calendar_id == other.c.calendar_id,
            claims.c.active,
            other.c.active,
            claims.c.id < other.c.id,
            claims.c.starts_at < other.c.ends_at,
            other.c.starts_at < claims.c.ends_at,
        )
        async with self.work() as work:
            return (await work.row(pairs)).n

    async def drop_guard(self):
        """Take away what makes the database itself refuse overlaps."""
        drops = ["ALTER TABLE claims DROP CONSTRAINT no_overlap"]
        if self.database.is_sqlite:
            drops = ["DROP TRIGGER no_overlap_insert", "DROP TRIGGER no_overlap_update"]
        async with self.database.engine.begin() as connection:
            for drop in drops:
                await connection.execute(text(drop))


def minutes(number):
    return timedelta(minutes=number)
