"""For whom a customer books besides themselves: their mother, a son, a friend."""

from collections.abc import Sequence

from sqlalchemy import BigInteger, bindparam, select

from booking.store.database import Work
from booking.store.ids import new_id
from booking.store.tables.people import persons
from booking.store.tenancy import scoped


async def names(work: Work, customer_id: int) -> Sequence[str]:
    """Those whom the customer has named, the latest first."""
    rows = await work.rows(_OF_CUSTOMER, {"customer": customer_id})
    return [row.name for row in rows]


async def saved(work: Work, customer_id: int, name: str) -> int:
    """The person of that name, kept from now on; another spelling of case is no other person."""
    known = await work.rows(_OF_CUSTOMER, {"customer": customer_id})
    for row in known:
        if row.name.casefold() == name.casefold():
            return int(row.id)
    person_id = new_id()
    added = {"id": person_id, "customer_id": customer_id, "name": name, "created_at": work.now}
    await work.insert(persons, added)
    return person_id


_OF_CUSTOMER = (
    select(persons.c.id, persons.c.name)
    .where(scoped(persons), persons.c.customer_id == bindparam("customer", type_=BigInteger))
    .order_by(persons.c.id.desc())
)
