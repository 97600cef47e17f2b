"""The frozen values of a salon: who it is, what it offers, who does it and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from booking.horizon import Horizon
from booking.instants import local_day
from booking.limits import Limit
from booking.money import Money
from booking.plan import AS_EVER, Days, Holidays, Pause, Plan, Prayers
from booking.plan import WeeklyHours as WeeklyHours
from booking.terms import Terms

VAT = Decimal(15)  # percent, of Saudi Arabia
QUIET = (22 * 60, 33 * 60)  # from 22:00 to 09:00 of the next day


@dataclass(frozen=True, slots=True)
class LocalName:
    """A name in the salon's languages."""

    texts: Mapping[str, str]

    def in_(self, language: str) -> str:
        """The name in this language, or in the first one it has."""
        return self.texts.get(language) or next(iter(self.texts.values()))


@dataclass(frozen=True, slots=True)
class Location:
    latitude: float
    longitude: float
    address: LocalName


@dataclass(frozen=True, slots=True)
class Seller:
    """Who sells, as receipts name it; without a VAT number they show no VAT."""

    vat_number: str | None = None
    legal_name: LocalName | None = None  # null: the salon's name
    legal_address: LocalName | None = None  # null: the location's
    einvoice_phase: int = 1  # 2: the tax invoices come from a certified system of their own


@dataclass(frozen=True, slots=True)
class Category:
    id: int
    name: LocalName


@dataclass(frozen=True, slots=True)
class Photo:
    picture: str  # the name of its content
    caption: LocalName | None = None  # null: of who or what it belongs to, not of their work


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
    deposit_percent: Decimal | None = None  # of the price, instead of a sum
    prepay: bool = False  # held until paid: the deposit, else the whole price
    step: timedelta | None = None  # null, here and in the next two: the salon's
    notice: timedelta | None = None
    horizon: Horizon | None = None
    dates: Days | None = None  # bookable only then
    hours: WeeklyHours | None = None  # null: whenever its staff are at work
    plan: Plan = AS_EVER
    processing: tuple[int, int] | None = None  # minutes after its start: the staff are free
    uses: tuple[str, ...] = ()  # resources, one unit of each
    together: bool = False  # done by all its staff at once
    required: frozenset[int] = frozenset()  # these and any one other
    preferred: int | None = None  # only this person, while there is a start soon
    requests_block: bool = True
    approval: bool = False
    approval_if_sooner: timedelta | None = None
    vat_percent: Decimal = VAT
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnTerms:
    """In what a service differs if one person does it; null: in nothing."""

    length: timedelta | None = None
    price: Money | None = None


@dataclass(frozen=True, slots=True)
class Staff:
    id: int  # its calendar's
    name: LocalName
    services: frozenset[int]
    hours: WeeklyHours | None  # null: the salon's
    role: str
    telegram_id: int | None
    plan: Plan = AS_EVER
    own_terms: Mapping[int, OwnTerms] = field(default_factory=dict)  # by service
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, slots=True)
class Resource:
    """Chairs, rooms, machines: interchangeable units, each a calendar of its own."""

    name: str
    units: tuple[int, ...]
    former: tuple[int, ...] = ()  # taken away; who was to have one takes one of the others

    @property
    def all_units(self) -> tuple[int, ...]:
        return (*self.units, *self.former)


@dataclass(frozen=True, slots=True)
class Salon:
    """One tenant as its catalogue describes it; all ids are alive but those of `former`."""

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
    former: Mapping[int, LocalName] = field(default_factory=dict)  # whom bookings may still name
    plan: Plan = AS_EVER
    closures: tuple[Days, ...] = ()  # days off of everybody
    pauses: tuple[Pause, ...] = ()
    holidays: Holidays | None = None
    prayers: Prayers | None = None
    horizon: Horizon | None = None  # null: so many days
    resources: tuple[Resource, ...] = ()
    limits: tuple[Limit, ...] = ()
    no_gaps: bool = False
    choose: str = "least"  # or "last": who does it for a customer who does not mind
    terms: Terms | None = None  # null: all comes back until `cancel_until`
    free_moves: int | None = None  # null: without end
    move_until: timedelta = timedelta(0)
    max_holds: int = 2  # open ones of one customer
    prepay_after: int | None = None  # no-shows from which on that customer pays first
    approval_after: int | None = None
    answer_within: timedelta = timedelta(days=1)  # in which the staff approve, or it is declined
    vat_percent: Decimal = VAT
    hand_back: timedelta = timedelta(hours=1)  # so long a person who took a chat over is waited for
    offer: timedelta = timedelta(minutes=15)  # so long a free time is kept for who waits for it
    quiet: tuple[int, int] = QUIET  # minutes of the local day: no reminder is sent
    seller: Seller = Seller()
    hold_deposits: bool = False  # on the card, and taken only when the visit is over

    hijri: int | None = None  # dates are shown in it too, months so many days later; null: not

    def service(self, service_id: int) -> Service | None:
        return next((one for one in self.services if one.id == service_id), None)

    def staff_member(self, staff_id: int) -> Staff | None:
        return next((one for one in self.staff if one.id == staff_id), None)

    def staff_for(self, service_id: int) -> tuple[Staff, ...]:
        """Who does this service, in the salon's order."""
        return tuple(one for one in self.staff if service_id in one.services)

    def resource(self, name: str) -> Resource | None:
        return next((one for one in self.resources if one.name == name), None)

    def terms_at(self, starts_at: datetime) -> Terms:
        """The terms of a visit that starts then; a season's own win."""
        day = local_day(starts_at, self.zone)
        for season in self.plan.seasons:
            if season.terms is not None and season.has(day):
                return season.terms
        if self.terms is not None:
            return self.terms
        return ((self.cancel_until // timedelta(minutes=1), 100),)
