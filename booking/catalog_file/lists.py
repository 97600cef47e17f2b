"""The file's lists: `[[categories]]`, `[[services]]` and `[[staff]]`, and how they refer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from booking.catalog_file.dates import STAFF_PLAN_KEYS, plan
from booking.catalog_file.entries import CategoryEntry, SalonEntry, ServiceEntry, StaffEntry
from booking.catalog_file.fields import local_name, one_of, several_of, slug, whole
from booking.catalog_file.hours import weekly_hours
from booking.catalog_file.hours_off import hours_off
from booking.catalog_file.node import Node, quoted
from booking.catalog_file.own_terms_table import OWN_KEYS, own_terms
from booking.catalog_file.photos import PHOTO_KEYS, photos
from booking.catalog_file.service_rules_table import RULE_KEYS, service_rules_document
from booking.catalog_file.sums import deposit, price
from booking.money import Money

ROLES = ("staff", "manager", "owner")
_LONGEST = 1440  # minutes of work
_LONGEST_BUFFER = 720
_LONGEST_BLOCK = 36 * 60  # minutes: what the table of claims takes
_LARGEST_TELEGRAM_ID = 2**52 - 1  # Bot API: "at most 52 significant bits"

_CATEGORY = ("id", "name")
_SERVICE = (
    *("id", "category", "name", "minutes", "price", "deposit"),
    *("buffer_before", "buffer_after", *RULE_KEYS, *PHOTO_KEYS),
)
_STAFF = (
    *("id", "name", "services", "hours", "hours_off", "telegram_id", "role"),
    *(*STAFF_PLAN_KEYS, *OWN_KEYS, *PHOTO_KEYS),
)


@dataclass(frozen=True, slots=True)
class Known:
    """What services may refer to."""

    categories: Sequence[str]
    staff: Sequence[str]
    resources: Sequence[str]


def ids(nodes: Sequence[Node]) -> tuple[str, ...]:
    """The ids that others may refer to, wrong ones too: one mistake is one problem."""
    given = [node.value.get("id") for node in nodes if isinstance(node.value, dict)]
    return tuple(one for one in given if isinstance(one, str))


def read_categories(nodes: Sequence[Node], languages: Sequence[str]) -> list[CategoryEntry]:
    found = [
        CategoryEntry(slug(node.at("id")), local_name(node.at("name"), languages))
        for node in nodes
        if node.is_table(_CATEGORY)
    ]
    _check_unique(nodes, "id")
    return found


def read_services(
    nodes: Sequence[Node], salon: SalonEntry | None, known: Known
) -> list[ServiceEntry]:
    found = [_service(node, salon, known) for node in nodes if node.is_table(_SERVICE)]
    _check_unique(nodes, "id")
    return found


def read_staff(
    nodes: Sequence[Node],
    salon: SalonEntry | None,
    services: Sequence[str],
    read: Sequence[ServiceEntry],
) -> list[StaffEntry]:
    """`services` are the ids of all of them, `read` those that could be read."""
    by_slug = {service.slug: service for service in read}
    found = [_member(node, salon, services, by_slug) for node in nodes if node.is_table(_STAFF)]
    _check_unique(nodes, "id")
    _check_unique(nodes, "telegram_id")
    return found


def check_everything_is_done(services: Sequence[Node], staff: Sequence[StaffEntry]) -> None:
    """A service that nobody does could never be booked."""
    done = {one for member in staff for one in member.services}
    for node in services:
        for service in ids([node]):
            if staff and service not in done:
                node.wrong("is done by nobody: name it in the services of a staff member")


def check_who_is_named(services: Sequence[Node], staff: Sequence[StaffEntry]) -> None:
    """Who is required or preferred for a service must do it."""
    does = {member.slug: member.services for member in staff}
    for node in services:
        given = node.value if isinstance(node.value, dict) else {}
        required = given.get("required")
        named = [*(required if isinstance(required, list) else ()), given.get("preferred")]
        for name in named:
            if isinstance(name, str) and given.get("id") not in does.get(name, (given.get("id"),)):
                node.wrong(f"names {quoted(name)}, who does not do it")


def _service(node: Node, salon: SalonEntry | None, known: Known) -> ServiceEntry:
    currency = salon.currency if salon else ""
    cost = price(node.at("price"), currency)
    minutes = whole(node.at("minutes"), 1, _LONGEST)
    before = whole(node.at("buffer_before", 0), 0, _LONGEST_BUFFER)
    after = whole(node.at("buffer_after", 0), 0, _LONGEST_BUFFER)
    if before + minutes + after > _LONGEST_BLOCK:
        node.wrong(
            f"takes {before + minutes + after} minutes with its buffers,"
            f" but may take at most {_LONGEST_BLOCK} (36 hours)"
        )
    usual = {**salon.approval, "horizon": salon.rules.get("horizon")} if salon else {}
    rules = service_rules_document(node, minutes, usual, known.staff, known.resources)
    due, share = node.maybe("deposit", lambda one: deposit(one, cost, currency)) or (None, None)
    if share is not None:
        rules["deposit_percent"] = share
    return ServiceEntry(
        slug=slug(node.at("id")),
        category=node.maybe("category", lambda one: one_of(one, "category", known.categories)),
        name=local_name(node.at("name"), salon.languages if salon else ()),
        minutes=minutes,
        buffer_before=before,
        buffer_after=after,
        price=cost or Money.zero(currency),
        deposit=due,
        rules=rules,
        photos=photos(node, salon.languages if salon else ()),
    )


def _member(
    node: Node,
    salon: SalonEntry | None,
    services: Sequence[str],
    by_slug: Mapping[str, ServiceEntry],
) -> StaffEntry:
    listed = node.at("services")
    if listed.value == []:
        listed.wrong("must name at least one service")
    does = several_of(listed, "service", services)
    changes, zone = plan(node, STAFF_PLAN_KEYS), salon.timezone if salon else ""
    off = node.maybe("hours_off", lambda one: hours_off(one, changes, zone))
    return StaffEntry(
        slug=slug(node.at("id")),
        name=local_name(node.at("name"), salon.languages if salon else ()),
        services=does,
        hours=node.maybe("hours", weekly_hours),
        role=one_of(node.at("role", "staff"), "role", ROLES),
        telegram_id=node.maybe("telegram_id", lambda one: whole(one, 1, _LARGEST_TELEGRAM_ID)),
        plan={**changes, "hours_off": off} if off else changes,
        own=own_terms(node, does, by_slug),
        photos=photos(node, salon.languages if salon else ()),
    )


def _check_unique(nodes: Sequence[Node], key: str) -> None:
    seen: list[object] = []
    for node in nodes:
        given = node.value.get(key) if isinstance(node.value, dict) else None
        if given is None or not isinstance(given, str | int):
            continue
        if given in seen:
            node.at(key).wrong(f"{quoted(given)} is already taken by another entry of this list")
        seen.append(given)
