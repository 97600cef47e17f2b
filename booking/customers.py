"""Customers and the addresses that they write from."""

from datetime import datetime

from sqlalchemy import BigInteger, bindparam, select, update

from booking.store.columns import Instant
from booking.store.database import Work
from booking.store.ids import new_id
from booking.store.tables.people import addresses, customers
from booking.store.tenancy import scoped
from booking.visit import Person


async def heard_from(work: Work, channel: str, address: str, *, phone: str | None = None) -> Person:
    """The customer at this address, made known if new; its window for free answers starts anew.

    `phone` is what the channel itself vouches for (WhatsApp's sender), in E.164.
    """
    known = await work.row(_HEARD, {"on": channel, "at_address": address, "at": work.now})
    if known is None:
        await _meet(work, channel, address, phone)
    return await at(work, channel, address)


async def at(work: Work, channel: str, address: str) -> Person:
    """The customer at an address that is known."""
    row = await work.row(_PERSON, {"on": channel, "at_address": address})
    if row is None:
        raise LookupError("nobody is known at this address")
    return Person(row.id, channel, address, row.name, row.phone, row.language)


async def find(work: Work, customer_id: int, channel: str, address: str) -> Person | None:
    row = await work.row(_BY_ID, {"customer": customer_id})
    return row and Person(row.id, channel, address, row.name, row.phone, row.language)


async def _meet(work: Work, channel: str, address: str, phone: str | None) -> None:
    customer_id = new_id()
    await work.insert(customers, {"id": customer_id, "phone": phone, "created_at": work.now})
    await work.insert(
        addresses,
        {
            "channel": channel,
            "external_id": address,
            "customer_id": customer_id,
            "heard_at": work.now,
        },
    )


async def remember(work: Work, customer_id: int, **known: str) -> None:
    """Write down the customer's name, phone (E.164) or language."""
    await work.execute(
        update(customers)
        .where(scoped(customers), customers.c.id == bindparam("customer", type_=BigInteger))
        .values(**known),
        {"customer": customer_id},
    )


async def mark_unreachable(work: Work, channel: str, address: str) -> None:
    """Blocked or gone: nothing is sent there until they write again."""
    await work.execute(_UNREACHABLE, {"on": channel, "at_address": address, "at": work.now})


async def last_heard(work: Work, channel: str, address: str) -> tuple[datetime, bool] | None:
    """When they last wrote, and whether they can be reached."""
    row = await work.row(_LAST_HEARD, {"on": channel, "at_address": address})
    return row and (row.heard_at, row.unreachable_at is None)


_address = (
    scoped(addresses),
    addresses.c.channel == bindparam("on"),
    addresses.c.external_id == bindparam("at_address"),
)
_at = bindparam("at", type_=Instant)
_HEARD = (
    update(addresses)
    .where(*_address)
    .values(heard_at=_at, unreachable_at=None)
    .returning(addresses.c.customer_id)
)
_UNREACHABLE = update(addresses).where(*_address).values(unreachable_at=_at)
_LAST_HEARD = select(addresses.c.heard_at, addresses.c.unreachable_at).where(*_address)
_known = (customers.c.id, customers.c.name, customers.c.phone, customers.c.language)
_PERSON = (
    select(*_known)
    .join(addresses, addresses.c.customer_id == customers.c.id)
    .where(scoped(customers), *_address)
)
_BY_ID = select(*_known).where(
    scoped(customers), customers.c.id == bindparam("customer", type_=BigInteger)
)
