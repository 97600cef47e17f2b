"""The QR code of a simplified tax invoice, as the tax authority of Saudi Arabia wants it (phase 1).

Five fields, each a tag, a length in bytes and UTF-8, one behind the other, as Base64 (ZATCA,
"Guide to develop a FATOORA compliant QR code").
"""

import base64
from collections.abc import Iterator
from datetime import UTC, datetime

from payments.vat import Taxed

LONGEST_FIELD = 255  # bytes: the length is one byte


def qr_text(seller: str, vat_number: str, issued_at: datetime, sale: Taxed) -> str:
    """What the code holds; ValueError if a field does not fit."""
    fields = (
        seller,
        vat_number,
        issued_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        f"{sale.total.amount:f}",
        f"{sale.vat.amount:f}",
    )
    return base64.b64encode(b"".join(_tagged(fields))).decode()


def _tagged(fields: tuple[str, ...]) -> Iterator[bytes]:
    for tag, text in enumerate(fields, 1):
        value = text.encode()
        if len(value) > LONGEST_FIELD:
            raise ValueError(f"field {tag} of a QR code has {len(value)} bytes")
        yield bytes([tag, len(value)]) + value
