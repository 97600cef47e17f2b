"""What a customer wants to hear of us: nothing is said that they stopped, but what is owed."""

from sqlalchemy import BigInteger, bindparam, update

from booking import audit
from booking.store.columns import Instant
from booking.store.database import Work
from booking.store.tables.people import customers
from booking.store.tenancy import scoped
from booking.visit import Actor, Consent


async def keep(work: Work, customer_id: int, wish: Consent, channel: str) -> None:
    """Write the wish down, with who had it, when and where."""
    if wish is Consent.NO_MARKETING:
        await work.execute(_NO_MARKETING, {"customer": customer_id})
    else:
        silent = work.now if wish is Consent.ONLY_DUTIES else None
        await work.execute(_SILENT, {"customer": customer_id, "since": silent})
    by = Actor("customer", str(customer_id))
    await audit.note(work, by, str(wish), channel=channel)


_of_customer = (scoped(customers), customers.c.id == bindparam("customer", type_=BigInteger))
_NO_MARKETING = update(customers).where(*_of_customer).values(marketing=False)
# Who comes back from silence hears of their bookings; marketing needs a consent of its own.
_SILENT = (
    update(customers)
    .where(*_of_customer)
    .values(silent_since=bindparam("since", type_=Instant), marketing=False)
)
