"""The seller as the document in which the table keeps it; what is not said is left out."""

from collections.abc import Mapping
from typing import Any

from booking.salon import LocalName, Seller


def seller_document(seller: Seller) -> dict[str, Any]:
    found = {
        "vat_number": seller.vat_number,
        "legal_name": seller.legal_name and dict(seller.legal_name.texts),
        "legal_address": seller.legal_address and dict(seller.legal_address.texts),
        "einvoice_phase": seller.einvoice_phase,
    }
    return {key: value for key, value in found.items() if value is not None}


def seller_of(document: Mapping[str, Any] | None) -> Seller:
    given = document or {}
    return Seller(
        vat_number=given.get("vat_number"),
        legal_name=_name(given.get("legal_name")),
        legal_address=_name(given.get("legal_address")),
        einvoice_phase=given.get("einvoice_phase", 1),
    )


def _name(texts: Mapping[str, str] | None) -> LocalName | None:
    return LocalName(dict(texts)) if texts else None
