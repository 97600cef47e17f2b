"""What a catalogue file says, checked, as frozen values without ids of the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from booking.money import Money
from booking.photos.looking import SeenPhoto
from booking.salon import LocalName, Location, WeeklyHours


@dataclass(frozen=True, slots=True)
class SalonEntry:
    slug: str
    name: LocalName
    timezone: str
    currency: str
    languages: tuple[str, ...]
    phone: str | None
    location: Location | None
    weekend: tuple[int, ...]  # 0 is Monday
    first_weekday: int
    slot_step: int  # minutes, like the next three
    hold_minutes: int
    cancel_until: int
    minimum_notice: int
    horizon_days: int
    rules: Mapping[str, Any] = field(default_factory=dict)  # as the database keeps them
    approval: Mapping[str, Any] = field(default_factory=dict)  # of services that say nothing of it


@dataclass(frozen=True, slots=True)
class CategoryEntry:
    slug: str
    name: LocalName


@dataclass(frozen=True, slots=True)
class PhotoEntry:
    address: str
    caption: LocalName | None = None  # null: of who or what it belongs to, not of their work


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    slug: str
    category: str | None
    name: LocalName
    minutes: int
    buffer_before: int
    buffer_after: int
    price: Money
    deposit: Money | None  # a share of the price is one of the rules
    rules: Mapping[str, Any] = field(default_factory=dict)
    photos: tuple[PhotoEntry, ...] = ()

    @property
    def is_prepaid(self) -> bool:
        """Must something be paid to book it?"""
        return bool(self.deposit) or not {"deposit_percent", "prepay"}.isdisjoint(self.rules)


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """In what a service differs if one person does it; null: in nothing."""

    minutes: int | None
    price: Money | None


@dataclass(frozen=True, slots=True)
class StaffEntry:
    slug: str
    name: LocalName
    services: tuple[str, ...]
    hours: WeeklyHours | None  # null: the salon's
    role: str
    telegram_id: int | None
    plan: Mapping[str, Any] = field(default_factory=dict)
    own: Mapping[str, OwnEntry] = field(default_factory=dict)  # by service
    photos: tuple[PhotoEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One salon's file; everything in it was checked."""

    file: str
    salon: SalonEntry
    hours: WeeklyHours
    categories: tuple[CategoryEntry, ...]
    services: tuple[ServiceEntry, ...]
    staff: tuple[StaffEntry, ...]
    credentials: Mapping[str, str] | None = field(repr=False)  # null: the file says nothing of them
    pictures: Mapping[str, SeenPhoto] = field(default_factory=dict, repr=False)  # by address
