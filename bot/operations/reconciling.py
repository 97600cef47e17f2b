"""Compares every open or recent payment of every salon with its provider."""

from collections.abc import Iterator, Mapping, Sequence

from aiohttp import ClientSession

from booking import bookings
from booking.store.database import Database
from bot.connecting import Outside
from bot.operations.asking import asked
from bot.operations.finding import Finding, note, ok, wrong
from bot.operations.parts import Parts
from bot.operations.salons import every_salon
from bot.vendors import Vendors
from payments import billing
from payments.billing.reconciling import Problem
from payments.provider import Provider

_PATIENCE = 3600.0  # seconds; every open payment is asked for
_TO_DO = {
    Problem.MISMATCH: "what came is not what was asked for: look at it in the provider's dashboard",
    Problem.DIFFERS: "the provider's books differ from ours: look at it in its dashboard",
    Problem.UNKNOWN: "money came, but our books have no such payment: was a backup restored? Give"
    " it back in the provider's dashboard, or book by hand",
    Problem.MISSING: "the provider does not know the invoice: is the key that of another account?",
    Problem.NOT_REFUNDED: "the provider does not give the money back: do it in its dashboard",
    Problem.STILL_HELD: "the money is still held on the card: take it or let go of it in the"
    " provider's dashboard",
    Problem.UNAVAILABLE: "the provider could not be asked, or its answer makes no sense: try again,"
    " then look in its dashboard",
}


async def reconcile(parts: Parts) -> Sequence[Finding]:
    """What was mended, and what a person has to look at; safe while the product runs."""
    findings: list[Finding] = []
    async with ClientSession() as session:
        outside = Outside(Vendors(parts.settings, session), parts.keyring, parts.database)
        for salon in await every_salon(parts.database, parts.settings, parts.keyring):
            where = salon.where("payments")
            if salon.credentials is None:
                findings.append(wrong(where, "the salon's credentials cannot be decrypted"))
                continue
            lines = outside.connect(salon.tenant_id, salon.slug, salon.credentials)
            if lines.providers:
                answer = _reconcile(parts.database, lines.providers, salon.tenant_id, where)
                findings += await asked(where, answer, within=_PATIENCE)
            else:
                findings.append(note(where, "no provider is set up"))
    return findings


async def _reconcile(
    database: Database, providers: Sequence[Provider], tenant_id: int, where: str
) -> Sequence[Finding]:
    found: list[billing.Finding] = []
    for provider in providers:
        found += await billing.reconcile(database, provider, tenant_id)
    if not found:
        return [ok(where, "our books and the provider's agree")]
    async with database.unit_of_work(tenant_id) as work:
        known = {one.booking_id for one in found if one.booking_id is not None}
        codes = {booking_id: (await bookings.get(work, booking_id)).code for booking_id in known}
    return list(_told(where, found, codes))


def _told(
    where: str, found: Sequence[billing.Finding], codes: Mapping[int, str]
) -> Iterator[Finding]:
    for one in found:
        code = codes.get(one.booking_id or 0, "unknown")
        payment = f"booking {code}, invoice {one.provider_id or 'not made'}"
        if one.problem is not None:
            yield wrong(where, f"{payment}: {_TO_DO[one.problem]} ({one.after or 'unknown'})")
        else:
            yield ok(where, f"{payment}: was {one.before}, is {one.after}")
