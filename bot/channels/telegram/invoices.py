"""Telegram's own invoices as a payment provider.

Telegram cannot be asked what became of an invoice: it asks us before it takes the money, and tells
us once when it has. So what it told is kept, and is the proof. It cannot give money back either;
the salon does that where its provider token is from.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Row, bindparam, select, update

from booking.money import Money
from booking.store.columns import Instant
from booking.store.database import Database
from booking.store.tenancy import scoped
from bot.channels.telegram.send import TelegramChannel
from bot.tables import telegram_invoices, telegram_payments
from payments.payment import TELEGRAM
from payments.provider import Charge, Hint, Part, Receipt, Refused, Standing, Untrusted


class TelegramInvoices:
    """One salon's; `token` is what its payment provider gave it for Telegram."""

    name: ClassVar[str] = TELEGRAM

    def __init__(
        self, channel: TelegramChannel, token: str, database: Database, tenant_id: int
    ) -> None:
        self._channel = channel
        self._token = token
        self._database = database
        self._tenant_id = tenant_id

    async def open(self, charge: Charge) -> Receipt:
        """A link to an invoice; one that was lost can be made again, since nobody ever saw it."""
        url = await self._channel.create_invoice(
            self._token, charge.key, charge.description, charge.amount
        )
        row = {
            "key": charge.key,
            "amount_minor": charge.amount.minor,
            "currency": charge.amount.currency,
            "url": url,
            "expires_at": charge.expires_at,
            "opened_at": self._database.clock.now(),
        }
        async with self._database.unit_of_work(self._tenant_id) as work:
            await work.insert_new(telegram_invoices, row)
            return await self._receipt(await work.rows(_INVOICE, {"of_key": charge.key}))

    async def look(self, provider_id: str) -> Receipt | None:
        async with self._database.unit_of_work(self._tenant_id) as work:
            rows = await work.rows(_INVOICE, {"of_key": provider_id})
        return await self._receipt(rows) if rows else None

    async def find_by_key(self, key: str) -> Receipt | None:
        found = await self.look(key)
        return found if found and (found.parts or found.standing is Standing.OPEN) else None

    async def cancel(self, provider_id: str) -> Receipt | None:
        """Whoever wants to pay it is told no from now on."""
        async with self._database.unit_of_work(self._tenant_id) as work:
            await work.execute(_CANCEL, {"of_key": provider_id, "at": work.now})
        return await self.look(provider_id)

    async def look_at_part(self, part_id: str) -> Part | None:
        async with self._database.unit_of_work(self._tenant_id) as work:
            row = await work.row(_PAYMENT, {"of_charge": part_id})
        return row and _part(row)

    async def paid_since(self, since: datetime) -> Sequence[Receipt]:
        async with self._database.unit_of_work(self._tenant_id) as work:
            keys = [row.key for row in await work.rows(_PAID_SINCE, {"since": since})]
        found = [await self.look(key) for key in dict.fromkeys(keys)]
        return [receipt for receipt in found if receipt]

    async def refund(self, part_id: str, amount: Money) -> Part:
        raise Refused("Telegram gives no money back: do it at the provider of the token")

    async def capture(self, part_id: str, amount: Money) -> Part:
        raise Refused("Telegram holds no money")

    async def void(self, part_id: str) -> Part:
        raise Refused("Telegram holds no money")

    def read_webhook(self, body: bytes) -> Hint:
        raise Untrusted

    def read_callback(self, body: bytes) -> str:
        raise ValueError("Telegram tells of payments by its updates")

    async def verify_webhook(self, webhook_id: str, code: str) -> None:
        raise Refused("Telegram verifies no webhooks")

    async def _receipt(self, rows: Sequence[Row[Any]]) -> Receipt:
        """Of the rows of one invoice, one for each payment of it."""
        row = rows[0]
        parts = tuple(_part(one) for one in rows if one.charge_id is not None)
        return Receipt(
            provider_id=row.key,
            standing=_standing(row, self._database.clock.now(), is_paid=bool(parts)),
            amount=Money(row.asked_minor, row.asked_currency),
            key=row.key,
            url=row.url,
            expires_at=row.expires_at,
            parts=parts,
        )


def _standing(row: Row[Any], now: datetime, *, is_paid: bool) -> Standing:
    if is_paid:
        return Standing.PAID
    if row.expires_at <= now:
        return Standing.EXPIRED
    return Standing.OPEN if row.cancelled_at is None else Standing.CANCELLED


def _part(row: Row[Any]) -> Part:
    return Part(
        id=row.charge_id,
        amount=Money(row.amount_minor, row.currency),
        refunded=Money(row.refunded_minor, row.currency),
    )


_PAID = (
    telegram_payments.c.charge_id,
    telegram_payments.c.amount_minor,
    telegram_payments.c.currency,
    telegram_payments.c.refunded_minor,
)
_INVOICE = (
    select(
        telegram_invoices.c.key,
        telegram_invoices.c.url,
        telegram_invoices.c.expires_at,
        telegram_invoices.c.cancelled_at,
        telegram_invoices.c.amount_minor.label("asked_minor"),
        telegram_invoices.c.currency.label("asked_currency"),
        *_PAID,
    )
    .outerjoin(
        telegram_payments,
        scoped(telegram_payments) & (telegram_payments.c.key == telegram_invoices.c.key),
    )
    .where(scoped(telegram_invoices), telegram_invoices.c.key == bindparam("of_key"))
    .order_by(telegram_payments.c.paid_at, telegram_payments.c.charge_id)
)
_PAYMENT = select(*_PAID).where(
    scoped(telegram_payments), telegram_payments.c.charge_id == bindparam("of_charge")
)
_PAID_SINCE = select(telegram_payments.c.key).where(
    scoped(telegram_payments), telegram_payments.c.paid_at >= bindparam("since", type_=Instant)
)
_CANCEL = (
    update(telegram_invoices)
    .where(
        scoped(telegram_invoices),
        telegram_invoices.c.key == bindparam("of_key"),
        telegram_invoices.c.cancelled_at.is_(None),
    )
    .values(cancelled_at=bindparam("at", type_=Instant))
)
