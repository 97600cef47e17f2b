"""Customers and the addresses that they write from."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import BigInteger, bindparam, select, update

from booking.store.columns import Instant
from booking.store.database import Work
from booking.store.ids import new_id
from booking.store.tables.people import addresses, customers
from booking.store.tenancy import scoped
from booking.visit import Person


async def meet(work: Work, channel: str, address: str, phone: str | None) -> Person:
    """Make a new customer known; `phone` is what the channel vouches for, in E.164."""
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
    return Person(customer_id, channel, address, name=None, phone=phone, language=None)


async def find(work: Work, customer_id: int) -> Person | None:
    """The customer, with the address they wrote from last."""
    row = await work.row(_BY_ID, {"customer": customer_id})
    return row and Person(row.id, row.channel, row.external_id, row.name, row.phone, row.language)


async def heard(work: Work, channel: str, address: str) -> None:
    """They wrote just now: they can be reached, and free answers may be sent for a while."""
    await work.execute(_HEARD, {"on": channel, "at_address": address, "at": work.now})


async def remember(work: Work, customer_id: int, known: Mapping[str, str]) -> None:
    """Write down the customer's name, phone (E.164) or language."""
    await work.execute(
        update(customers)
        .where(scoped(customers), customers.c.id == bindparam("customer", type_=BigInteger))
        .values(**known),
        {"customer": customer_id},
    )


async def mark_unreachable(work: Work, channel: str, address: str) -> None:
    """Blocked or gone: no news is sent there until they write again."""
    await work.execute(_UNREACHABLE, {"on": channel, "at_address": address, "at": work.now})


async def is_reachable(work: Work, channel: str, address: str) -> bool:
    """Has nobody blocked us there since they last wrote?"""
    row = await work.row(_UNREACHABLE_AT, {"on": channel, "at_address": address})
    return row is None or row.unreachable_at is None


async def last_heard(work: Work, channel: str, address: str) -> datetime | None:
    """When they last wrote."""
    row = await work.row(_LAST_HEARD, {"on": channel, "at_address": address})
    return row and row.heard_at


_address = (
    scoped(addresses),
    addresses.c.channel == bindparam("on"),
    addresses.c.external_id == bindparam("at_address"),
)
_at = bindparam("at", type_=Instant)
_HEARD = update(addresses).where(*_address).values(heard_at=_at, unreachable_at=None)
_UNREACHABLE = update(addresses).where(*_address).values(unreachable_at=_at)
_UNREACHABLE_AT = select(addresses.c.unreachable_at).where(*_address)
_LAST_HEARD = select(addresses.c.heard_at).where(*_address)
_known = (customers.c.id, customers.c.name, customers.c.phone, customers.c.language)
_BY_ID = (
    select(*_known, addresses.c.channel, addresses.c.external_id)
    .join(addresses, addresses.c.customer_id == customers.c.id)
    .where(
        scoped(customers, addresses),
        customers.c.id == bindparam("customer", type_=BigInteger),
    )
    .order_by(addresses.c.heard_at.desc())
)
