"""One salon: its settings, what the database says of it, and its vendors."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import chain

from booking.catalog_file import Catalogue
from booking.forbidden import Rule, by_rule
from booking.store.database import Database
from bot.operations.account_checks import check_account
from bot.operations.asking import asked
from bot.operations.finding import Finding, note, wrong
from bot.operations.moyasar_checks import check_moyasar
from bot.operations.salons import Account
from bot.operations.standing import StaffChat, Standing, standing
from bot.operations.telegram_checks import check_staff_group, check_telegram
from bot.operations.twilio_checks import check_twilio
from bot.vendors import Vendors
from bot.worker.staff_messages import STAFF


async def look_at_salon(
    vendors: Vendors,
    salon: Account,
    database: Database | None,
    catalogue: Catalogue | None,
    now: datetime,
    patience: timedelta,
) -> Sequence[Finding]:
    """Its vendors are asked at once; `database` is null while it does not know the salon."""
    accounts = salon.credentials
    group = accounts.staff_chat_id if accounts else None
    stands = (
        await standing(database, salon.tenant_id, group)
        if database
        else _before_import(catalogue, group)
    )
    findings = [
        *check_account(salon, vendors.settings, deposits=stands.deposits, holds=stands.holds),
        *_queue(salon, stands),
        *_bookings(salon, stands),
    ]
    if accounts is None:
        return findings
    answers = {
        salon.where("Telegram"): check_telegram(vendors, salon, accounts, now),
        salon.variable("staff_chat_id"): check_staff_group(
            vendors, salon, accounts, stands.staff_chat
        ),
        salon.where("Twilio"): check_twilio(vendors, salon, accounts, database),
        salon.where("Moyasar"): check_moyasar(vendors, salon, accounts, patience),
    }
    found = await asyncio.gather(*(asked(where, answer) for where, answer in answers.items()))
    return [*findings, *chain.from_iterable(found)]


def _before_import(catalogue: Catalogue | None, group: str | None) -> Standing:
    deposits = sum(service.is_prepaid for service in catalogue.services) if catalogue else 0
    return Standing(deposits, StaffChat(group or ""), (), (), ())


def _queue(salon: Account, stands: Standing) -> Iterator[Finding]:
    """Alerts for a lost group are told with the group."""
    for parked in stands.parked:
        if parked.topic == STAFF and stands.staff_chat.lost_at is not None:
            continue
        yield wrong(
            salon.where("queue"),
            f"{parked.rows} rows of topic {parked.topic} are parked ({parked.error}):"
            ' see "Parked rows" in docs/operating.md',
        )


def _bookings(salon: Account, stands: Standing) -> Iterator[Finding]:
    if stands.without_staff:
        codes = ", ".join(stands.without_staff)
        yield wrong(
            salon.where("bookings"),
            f"{codes}: the staff member is retired; call the customer, or put them back into the"
            " catalogue until then",
        )
    if stands.without_service:
        codes = ", ".join(stands.without_service)
        yield note(salon.where("bookings"), f"{codes}: the service is retired; they still stand")
    for rule, codes_of_rule in by_rule(stands.forbidden).items():
        tell = note if rule in _ALLOWED_FOR_ONCE else wrong
        yield tell(salon.where("bookings"), f"{_shortened(codes_of_rule)}: {_NOW_FORBIDDEN[rule]}")


def _shortened(codes: Sequence[str]) -> str:
    more = len(codes) - _CODES_SHOWN
    shown = ", ".join(codes[:_CODES_SHOWN])
    return f"{shown} and {more} more" if more > 0 else shown


_CODES_SHOWN = 10
_ALLOWED_FOR_ONCE = (Rule.DATES, Rule.LIMIT)
_NOW_FORBIDDEN = {
    Rule.SKILL: "the staff member does not do that service any more; call the customer, or put it"
    " back into the catalogue until then",
    Rule.OPEN: "nobody works then by the hours as they are now; call the customer, or open then",
    Rule.RESOURCE: "a chair or room that they use is gone; call the customer, or put it back into"
    " the catalogue until then",
    Rule.DATES: "the service is not bookable on that day any more; they still stand",
    Rule.LIMIT: "together they are more than a limit allows now; they still stand",
}
