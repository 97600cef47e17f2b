"""The frozen values of a salon: who it is, what it offers, who does it and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from booking.money import Money


@dataclass(frozen=True, slots=True)
class LocalName:
    """A name in the salon's languages."""

    texts: Mapping[str, str]

    def in_(self, language: str) -> str:
        """The name in this language, or in the first one it has."""
        return self.texts.get(language) or next(iter(self.texts.values()))


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """Per weekday (0 is Monday) the spans that start on it: minutes of the local day.

    An end beyond 1440 is on the next day.
    """

    days: tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True, slots=True)
class Location:
    latitude: float
    longitude: float
    address: LocalName


@dataclass(frozen=True, slots=True)
class Category:
    id: int
    name: LocalName


@dataclass(frozen=True, slots=True)
class Service:
    id: int
    category_id: int | None
    name: LocalName
    length: timedelta
    buffer_before: timedelta
    buffer_after: timedelta
    price: Money
    deposit: Money | None  # null: pay at the salon


@dataclass(frozen=True, slots=True)
class Staff:
    id: int  # its calendar's
    name: LocalName
    services: frozenset[int]
    hours: WeeklyHours | None  # null: the salon's
    role: str
    telegram_id: int | None


@dataclass(frozen=True, slots=True)
class Salon:
    """One tenant as its catalogue describes it; every id in it is alive."""

    tenant_id: int
    slug: str
    version: int
    name: LocalName
    zone: ZoneInfo
    currency: str
    languages: tuple[str, ...]
    phone: str | None
    location: Location | None
    weekend: frozenset[int]
    first_weekday: int
    step: timedelta
    hold: timedelta
    cancel_until: timedelta  # before the start; until then the deposit comes back
    minimum_notice: timedelta
    horizon_days: int
    hours: WeeklyHours
    categories: tuple[Category, ...]
    services: tuple[Service, ...]
    staff: tuple[Staff, ...]

    def service(self, service_id: int) -> Service | None:
        return next((one for one in self.services if one.id == service_id), None)

    def staff_member(self, staff_id: int) -> Staff | None:
        return next((one for one in self.staff if one.id == staff_id), None)

    def staff_for(self, service_id: int) -> tuple[Staff, ...]:
        """Who does this service, in the salon's order."""
        return tuple(one for one in self.staff if service_id in one.services)
