"""Notice, horizon, terms: the rules of a salon, pure; a broken rule is a Refusal."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from booking.errors import PriceChanged, TooFar, TooSoon
from booking.horizon import SEARCHED, Horizon, last_of_rolling
from booking.instants import closing_minute, local_day, minute_from, opening_minute
from booking.money import Money
from booking.salon import Salon, Service

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
    return earliest, closing_minute(last, 24 * 60, salon.zone)


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


def check_price(service: Service, shown: Money) -> None:
    """Refuse to book at another price than the customer saw."""
    if service.price != shown:
        raise PriceChanged


def deposit_due(service: Service) -> Money:
    """What has to be paid to get the booking; zero: nothing now."""
    return service.deposit or Money.zero(service.price.currency)


def refund_due(paid: Money, cancelled_at: datetime, free_cancel_until: datetime) -> Money:
    """What comes back to a customer who cancels; exactly at the deadline is in time."""
    return paid if cancelled_at <= free_cancel_until else Money.zero(paid.currency)
