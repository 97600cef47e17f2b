"""What the staff are told of money is what becomes of it, whatever happens meanwhile."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from booking.store.tables.people import audit
from booking.store.tenancy import scoped
from bot.conversation import staff_money as words
from bot.conversation.tokens import StandingChoice
from bot.worker import staff_money
from payments.tables import payment_entries
from tests.booking.desk import ALWAYS_OPEN, Desk
from tests.overtaking import overtakings
from tests.payments.paying import alone, check_books, ending, granting, paid

# SQLite writes in turn.
pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture
async def desk(database, clock):
    return await Desk(database, clock).open(changes=ALWAYS_OPEN)


def ordering(desk, manager):
    async def order(work, booking):
        text = f"{words.COMMAND} {booking.code} 60 late"
        return await staff_money.ordered(work, desk.salon, manager, text, key_of(booking))

    return order


def tapping(desk, manager):
    async def tap(work, booking):
        token = StandingChoice("allmistake", booking.id, revision=3)  # asked for, opened, paid
        return await staff_money.tapped(
            *(work, desk.salon, booking, manager, token, key_of(booking), "1:2")
        )

    return tap


def key_of(booking):
    return f"desk:{booking.id}"


async def noted_and_entered(desk, booking):
    """What the staff gave back by the audit log, and by the ledger."""
    noted = select(audit.c.details).where(
        scoped(audit), audit.c.booking_id == booking.id, audit.c.action == "refund"
    )
    entered = select(payment_entries.c.amount_minor).where(
        scoped(payment_entries), payment_entries.c.provider_id.endswith(key_of(booking))
    )
    async with desk.work() as work:
        return (
            sum(row.details["minor"] for row in await work.rows(noted)),
            sum(row.amount_minor for row in await work.rows(entered)),
        )


@pytest.mark.parametrize("does", [ordering, tapping])
@pytest.mark.parametrize("meanwhile", [ending, granting(60, "1"), granting(30, "1")])
async def test_what_is_said_to_go_back_is_what_goes(desk, does, meanwhile):
    act = does(desk, replace(desk.noor, role="manager"))
    plays = overtakings(desk.database, paid(desk), alone(desk, act), alone(desk, meanwhile))
    async for played in plays:
        noted, entered = await noted_and_entered(desk, played.subject)
        assert noted == entered, played
        assert isinstance(played.first, words.Reply), played
    await check_books(desk)
