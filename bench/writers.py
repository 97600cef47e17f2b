"""Writers who book each their own member of staff full, a slot of every day in turn."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import text

import main
from bench.salon import HORIZON_DAYS, MINUTES
from booking import customers
from booking.catalog import Catalog, first_tenant
from booking.instants import instant_of, local_day, opening_minute
from booking.reservations.hold import hold
from booking.salon import Salon, Service, Staff
from booking.store.database import Database
from booking.visit import Person, Request
from bot.secrets import keyring
from bot.settings import Settings

_PER_DAY = 9
_OPENS = 8 * 60  # minutes after midnight
_FORGET = text("TRUNCATE bookings, booking_lines, claims, audit, queue CASCADE")


@dataclass(frozen=True, slots=True)
class Writer:
    database: Database
    salon: Salon
    member: Staff
    service: Service
    customer: Person

    async def sell(self, run: int, after_each: Callable[[], None] = lambda: None) -> int:
        """Book one slot after the other, each in its own transaction; how many."""
        starts = self.starts()
        for number, starts_at in enumerate(starts):
            await self.book(f"bench:{run}:{self.member.id}:{number}", starts_at)
            after_each()
        return len(starts)

    async def book(self, key: str, starts_at: datetime) -> None:
        """Book this slot of the member's."""
        request = Request(
            key=key,
            customer_id=self.customer.id,
            channel="telegram",
            chat=self.customer.address,
            service_id=self.service.id,
            staff_id=self.member.id,
            starts_at=starts_at,
            price_shown=self.service.price,
        )
        async with self.database.unit_of_work(self.salon.tenant_id) as work:
            await hold(work, self.salon, request)

    def starts(self) -> list[datetime]:
        """The slots to book, a slot of every day in turn."""
        today = local_day(self.database.clock.now(), self.salon.zone)
        days = [today + timedelta(days=number + 1) for number in range(HORIZON_DAYS - 1)]
        return [
            instant_of(opening_minute(day, _OPENS + MINUTES * slot, self.salon.zone))
            for slot in range(_PER_DAY)
            for day in days
        ]

    async def forget_all(self) -> None:
        """Empty the tables of what was booked."""
        async with self.database.engine.begin() as connection:
            await connection.execute(_FORGET)


async def opened(database: Database, catalogue: Path) -> Salon:
    """The salon of this file, imported."""
    await main.import_file(database, keyring(Settings.read(_env_file=None)), catalogue)
    async with database.across_tenants() as connection:
        tenant_id = await first_tenant(connection)
    assert tenant_id is not None
    async with database.unit_of_work(tenant_id) as work:
        return await Catalog().salon(work)


async def writers(database: Database, catalogue: Path) -> list[Writer]:
    """One for each member of the salon's staff, with a customer of their own."""
    salon = await opened(database, catalogue)
    async with database.unit_of_work(salon.tenant_id) as work:
        return [
            Writer(
                database,
                salon,
                member,
                next(one for one in salon.services if one.id in member.services),
                await customers.meet(work, "telegram", str(number), None),
            )
            for number, member in enumerate(salon.staff)
        ]
