"""Notice, horizon, terms: the rules of a salon, pure; a broken rule is a Refusal."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from booking.errors import (
    MoveRefused,
    NoLongerOffered,
    NotExchangeable,
    TooFar,
    TooSoon,
)
from booking.horizon import SEARCHED, Horizon, last_of_rolling
from booking.instants import local_day, minute_from, opening_minute
from booking.money import Money
from booking.salon import Salon, Service
from booking.terms import total_share
from booking.visit import Booking

_ALL = Decimal(100)  # percent
_FAR = timedelta(days=36_500)  # without a horizon


def notice_of(salon: Salon, services: Sequence[Service] = ()) -> timedelta:
    """The longest notice of these services."""
    own = [salon.minimum_notice if one.notice is None else one.notice for one in services]
    return max(own, default=salon.minimum_notice)


def horizons_of(salon: Salon, services: Sequence[Service] = ()) -> list[Horizon]:
    """Those of these services; all of them hold."""
    usual = salon.horizon or Horizon(days=salon.horizon_days)
    return [one.horizon or usual for one in services] or [usual]


def last_bookable_day(salon: Salon, now: datetime, services: Sequence[Service] = ()) -> date:
    """Today and so many more of the salon's local days; at most, where open days are counted."""
    today = local_day(now, salon.zone)
    ends = [one.dates[1] for one in services if one.dates]
    for horizon in horizons_of(salon, services):
        if rolling := last_of_rolling(horizon, today, salon.weekend):
            ends.append(rolling)
        if horizon.open_days is not None:
            ends.append(today + timedelta(days=SEARCHED))
    return min(ends, default=today + _FAR)


def bookable_minutes(
    salon: Salon, now: datetime, services: Sequence[Service] = ()
) -> tuple[int, int]:
    """The first minute that may be a start, and the first that may not any more."""
    begins = [opening_minute(one.dates[0], 0, salon.zone) for one in services if one.dates]
    earliest = max([minute_from(now + notice_of(salon, services)), *begins])
    last = last_bookable_day(salon, now, services)
    return earliest, opening_minute(last, 24 * 60, salon.zone)


def check_start(
    salon: Salon, now: datetime, starts_at: datetime, services: Sequence[Service] = ()
) -> None:
    """Refuse a start sooner than the notice (exactly then is in time) or beyond the horizon."""
    notice = notice_of(salon, services)
    if starts_at < now + notice:
        raise TooSoon(notice)
    last = last_bookable_day(salon, now, services)
    if local_day(starts_at, salon.zone) > last:
        raise TooFar(last)


def is_price_of(services: Sequence[Service], shown: Money) -> bool:
    """Is it what they cost, in their currency?"""
    if any(service.price.currency != shown.currency for service in services):
        return False
    return price_of(shown.currency, services) == shown


def length_of(services: Sequence[Service]) -> timedelta:
    """How long the visit takes in all."""
    return sum((one.length for one in services), timedelta(0))


def price_of(currency: str, services: Sequence[Service]) -> Money:
    """What the visit costs in all."""
    return sum((service.price for service in services), Money.zero(currency))


def prepayment(services: Sequence[Service], currency: str, *, required: bool = False) -> Money:
    """What has to be paid to get the visit, rounded once; where paying first is required, for
    what has no deposit the whole price.
    """
    return total_share((_due_of(service, required) for service in services), currency)


def _due_of(service: Service, required: bool) -> tuple[Money, Decimal]:
    if service.deposit is not None:
        return service.deposit, _ALL
    if service.deposit_percent is not None:
        return service.price, service.deposit_percent
    if required or service.prepay:
        return service.price, _ALL
    return Money.zero(service.price.currency), _ALL


def pays_first(salon: Salon, services: Sequence[Service], no_shows: int) -> bool:
    """Is the visit held until it is paid?"""
    return any(service.prepay for service in services) or (
        salon.prepay_after is not None and no_shows >= salon.prepay_after
    )


def needs_approval(
    salon: Salon, services: Sequence[Service], left: timedelta, no_shows: int
) -> bool:
    """Must the staff approve a visit that starts in so much time?"""
    if salon.approval_after is not None and no_shows >= salon.approval_after:
        return True
    return any(
        one.approval or (one.approval_if_sooner is not None and left < one.approval_if_sooner)
        for one in services
    )


def services_of(salon: Salon, booking: Booking) -> tuple[Service, ...]:
    """The booking's services with the lengths and prices that were copied into it.

    Raises NoLongerOffered if the salon does not have one any more.
    """
    found = []
    for service_id in booking.service_ids:
        service = salon.service(service_id)
        if service is None:
            raise NoLongerOffered
        line = next(line for line in booking.lines if line.service_id == service_id)
        found.append(
            replace(
                service,
                length=line.ends_at - line.starts_at,
                price=line.price,
                vat_percent=line.vat_percent,
            )
        )
    return tuple(found)


def check_move(booking: Booking, now: datetime) -> None:
    """Refuse a customer's move that its copied terms do not allow; exactly then is in time."""
    if not is_movable(booking, now):
        raise MoveRefused(booking.id, moves_left(booking), booking.movable_until)


def is_movable(booking: Booking, now: datetime) -> bool:
    """Do its copied terms allow the customer to change it?"""
    left = moves_left(booking)
    return now <= booking.movable_until and (left is None or left > 0)


def moves_left(booking: Booking) -> int | None:
    """How often the customer may still change it; null: without end."""
    return None if booking.free_moves is None else booking.free_moves - booking.moves


def check_exchange(salon: Salon, booking: Booking, service: Service, left: timedelta) -> None:
    """Refuse a service that a customer cannot have in this booking, so much time before it starts.

    What was paid stays with the booking and a difference upwards is paid at the salon: so it may
    cost no less than was paid, and need no deposit where none was paid, no payment in full and no
    approval that was not asked for.
    """
    if (
        booking.held_until is not None
        or len(booking.service_ids) > 1
        or service.price < booking.deposit
        or (not booking.deposit and prepayment((service,), service.price.currency))
        or (service.prepay and service.price != booking.deposit)
        or (needs_approval(salon, (service,), left, 0) and not booking.needs_approval)
    ):
        raise NotExchangeable
