"""Who sells, as receipts and tax invoices name it: keys of `[salon]`."""

import re
from collections.abc import Sequence
from typing import Any

from booking.catalog_file.fields import local_name, text, whole
from booking.catalog_file.node import Node, quoted
from booking.salon import LocalName, Seller
from booking.stored_seller import seller_document

SELLER_KEYS = ("vat_number", "legal_name", "legal_address", "einvoice_phase")
_VAT_NUMBER = re.compile(r"3\d{13}3", re.ASCII)
_LONGEST_NAME = 255  # bytes of a tax invoice's QR code


def seller(node: Node, languages: Sequence[str]) -> dict[str, Any]:
    """Under its key of the salon's rules; empty if the file says nothing of it."""
    if not any(node.at(key).exists for key in SELLER_KEYS):
        return {}
    number = node.maybe("vat_number", _vat_number)
    if number and not (node.at("legal_address").exists or node.at("location").exists):
        node.at("legal_address").wrong("must stand on tax invoices: { en = ..., ar = ... }")
    found = Seller(
        vat_number=number,
        legal_name=node.maybe("legal_name", lambda one: _legal_name(one, languages)),
        legal_address=node.maybe("legal_address", lambda one: local_name(one, languages)),
        einvoice_phase=node.maybe("einvoice_phase", lambda one: whole(one, 1, 2)) or 1,
    )
    return {"seller": seller_document(found)}


def _vat_number(node: Node) -> str:
    number = text(node)
    if number and not _VAT_NUMBER.fullmatch(number):
        node.wrong(f"{quoted(number)} is no VAT number: 15 digits, the first and last of them 3")
    return number


def _legal_name(node: Node, languages: Sequence[str]) -> LocalName:
    name = local_name(node, languages)
    for language, one in name.texts.items():
        if len(one.encode()) > _LONGEST_NAME:
            node.at(language).wrong(f"must have at most {_LONGEST_NAME} bytes, as UTF-8")
    return name
