"""Reports as files: asked for on the command line, or by who may see them in the chat."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from booking.catalog import Catalog
from booking.salon import LocalName, Salon
from booking.store.database import Database
from booking.store.tables.salon import calendars
from booking.store.tenancy import scoped
from bot.files import File
from bot.wording.localization import Localization, Wording
from payments.report import Report
from payments.reporting import report

KIND = "report"
_DAY = "%Y%m%d"


@dataclass(frozen=True, slots=True)
class Material:
    """What a report is made of: its figures, and how the staff are called in them."""

    salon: Salon
    report: Report
    names: Mapping[int, LocalName]
    slugs: Mapping[int, str]


def report_key(first: date, last: date) -> str:
    return f"{KIND}-{first:{_DAY}}-{last:{_DAY}}"


class ReportFiles:
    """Draws them in the salon's first language."""

    def __init__(self, database: Database, catalog: Catalog, wording: Wording) -> None:
        self._database = database
        self._catalog = catalog
        self._wording = wording

    async def make(self, tenant_id: int, days: str) -> File:
        first, last = (date.fromisoformat(day) for day in days.split("-"))
        material = await read(self._database, self._catalog, tenant_id, first, last)
        salon, made_at = material.salon, self._database.clock.now()
        words = self._wording.in_(salon.languages[0], salon.zone)
        content = await asyncio.to_thread(drawn, material, words, made_at)
        return File(f"report-{first}-{last}.png", "image/png", content)


async def read(
    database: Database, catalog: Catalog, tenant_id: int, first: date, last: date
) -> Material:
    async with database.unit_of_work(tenant_id) as work:
        salon = await catalog.salon(work)
        rows = await work.rows(_SLUGS)
        found = await report(work, salon, first, last)
    names = {**salon.former, **{member.id: member.name for member in salon.staff}}
    return Material(salon, found, names, {row.id: row.slug for row in rows})


def drawn(material: Material, words: Localization, made_at: datetime) -> bytes:
    # Fonts and PDF take their time to be imported: whoever draws nothing is spared it.
    from bot.reports.chart import Chart

    return Chart(material.salon.name, material.names, words, made_at).draw(material.report)


_SLUGS = select(calendars.c.id, calendars.c.slug).where(scoped(calendars))
