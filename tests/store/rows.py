"""Rows for the store's tests, as few as the foreign keys allow."""

from datetime import UTC, datetime, timedelta

from booking.store.database import Database
from booking.store.tables.bookings import bookings, claims
from booking.store.tables.people import customers
from booking.store.tables.salon import calendars

OURS, THEIRS = 1, 2  # tenants
CHAIR, OTHER_CHAIR = 11, 12  # both tenants have calendars of these ids
BOOKING = 31
NOON = datetime(2027, 3, 2, 12, tzinfo=UTC)
_CUSTOMER = 21


async def open_salon(database: Database, tenant_id: int) -> None:
    """Two calendars, a customer, and a booking that claims nothing yet."""
    async with database.unit_of_work(tenant_id) as work:
        for calendar_id in (CHAIR, OTHER_CHAIR):
            await work.insert(calendars, _calendar(calendar_id))
        await work.insert(customers, {"id": _CUSTOMER, "created_at": NOON})
        await work.insert(bookings, _booking())


async def insert_claim(
    database: Database,
    begins: timedelta,
    ends: timedelta,
    *,
    tenant_id: int = OURS,
    calendar_id: int = CHAIR,
    active: bool = True,
    claim_id: int = 41,
) -> None:
    """A plain INSERT that neither locks nor looks; times are from noon on."""
    row = {
        "id": claim_id,
        "calendar_id": calendar_id,
        "booking_id": BOOKING,
        "starts_at": NOON + begins,
        "ends_at": NOON + ends,
        "active": active,
    }
    async with database.unit_of_work(tenant_id) as work:
        await work.insert(claims, row)


def _calendar(calendar_id: int) -> dict[str, object]:
    return {
        "id": calendar_id,
        "slug": f"chair-{calendar_id}",
        "name": {"en": "Chair"},
        "ordinal": 0,
        "own_hours": 0,
        "role": "staff",
    }


def _booking() -> dict[str, object]:
    return {
        "id": BOOKING,
        "code": "ABCD",
        "request_key": "a request",
        "customer_id": _CUSTOMER,
        "channel": "telegram",
        "chat": "42",
        "status": "confirmed",
        "revision": 1,
        "starts_at": NOON,
        "ends_at": NOON + timedelta(hours=1),
        "currency": "SAR",
        "price_minor": 100,
        "deposit_minor": 0,
        "terms": {},
        "created_at": NOON,
    }
