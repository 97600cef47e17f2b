"""What one of `[[staff]]` does at another price or in another time than the service says."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from booking.catalog_file.entries import OwnEntry, ServiceEntry
from booking.catalog_file.fields import whole
from booking.catalog_file.node import Node, quoted, unknown
from booking.catalog_file.sums import price
from booking.money import Money, decimals

OWN_KEYS = ("prices", "minutes")
_LONGEST = 1440  # minutes of work
_LONGEST_BLOCK = 36 * 60  # with buffers: what the table of claims takes


def own_terms(
    node: Node, does: Sequence[str], services: Mapping[str, ServiceEntry]
) -> dict[str, OwnEntry]:
    """By service, where anything differs."""
    prices = _by_service(node.at("prices", {}), does)
    minutes = _by_service(node.at("minutes", {}), does)
    return {
        slug: OwnEntry(
            minutes=_minutes(minutes[slug], services.get(slug)) if slug in minutes else None,
            price=_price(prices[slug], services.get(slug)) if slug in prices else None,
        )
        for slug in does
        if slug in prices or slug in minutes
    }


def _by_service(node: Node, does: Sequence[str]) -> dict[str, Node]:
    if not isinstance(node.value, dict):
        node.wrong("must be a table of services that this person does")
        return {}
    for slug in node.value:
        if slug not in does:
            node.at(slug).wrong(unknown("service of this person", slug, does))
    return {slug: node.at(slug) for slug in node.value if slug in does}


def _minutes(node: Node, service: ServiceEntry | None) -> int:
    minutes = whole(node, 1, _LONGEST)
    if service is None:
        return minutes
    blocked = service.buffer_before + minutes + service.buffer_after
    if blocked > _LONGEST_BLOCK:
        node.wrong(f"comes to {blocked} minutes with buffers, but at most {_LONGEST_BLOCK} (36 h)")
    processing = service.rules.get("processing")
    if processing and minutes <= processing[1]:
        node.wrong(f"is {minutes}, but the processing ends only after {processing[1]}")
    return minutes


def _price(node: Node, service: ServiceEntry | None) -> Money | None:
    if service is None:
        return None
    cost = price(node, service.price.currency)
    if cost is not None and service.deposit is not None and cost < service.deposit:
        node.wrong(f"is {quoted(node.value)}, less than the deposit of {service.deposit}")
    share = service.rules.get("deposit_percent")
    least = Money(10 ** decimals(service.price.currency), service.price.currency)
    if cost is not None and share is not None and cost.share(Decimal(share)) < least:
        node.wrong(f"is {quoted(node.value)}: its deposit of {share} % is less than {least}")
    return cost
