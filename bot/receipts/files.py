"""The file of a booking's receipts: a page for each that was issued, always the same."""

import asyncio
from collections.abc import Sequence

from booking.catalog import Catalog
from booking.store.database import Database
from bot.files import File
from bot.wording.localization import Localization, Wording
from payments import receipts
from payments.receipt import IssuedReceipt

KIND = "receipts"


def receipts_key(booking_id: int) -> str:
    return f"{KIND}-{booking_id}"


class ReceiptFiles:
    """Makes them from what was written down when they were issued."""

    def __init__(self, database: Database, catalog: Catalog, wording: Wording) -> None:
        self._database = database
        self._catalog = catalog
        self._wording = wording

    async def make(self, tenant_id: int, booking_id: str) -> File | None:
        async with self._database.unit_of_work(tenant_id) as work:
            issued = await receipts.of_booking(work, int(booking_id))
            if not issued:
                return None
            zone = (await self._catalog.salon(work)).zone
        arabic, english = (self._wording.in_(language, zone) for language in ("ar", "en"))
        content = await asyncio.to_thread(_drawn, issued, arabic, english)
        code = issued[0].content.booking_code
        return File(f"receipt-{code}.pdf", "application/pdf", content)


def _drawn(issued: Sequence[IssuedReceipt], arabic: Localization, english: Localization) -> bytes:
    # Fonts and PDF take their time to be imported: whoever draws nothing is spared it.
    from bot.receipts.page import Page
    from bot.receipts.sheet import Sheet

    sheet = Sheet(issued[-1].issued_at)
    page = Page(sheet, arabic, english)
    for receipt in issued:
        page.write(receipt)
    return sheet.finish()
