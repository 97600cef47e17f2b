"""Notice, horizon, terms: the rules of a salon, pure; a broken rule is a Refusal."""

from datetime import date, datetime, timedelta

from booking.errors import PriceChanged, TooFar, TooSoon
from booking.instants import closing_minute, local_day, minute_from
from booking.money import Money
from booking.salon import Salon, Service

MAX_HOLDS = 2  # open holds of one customer


def last_bookable_day(salon: Salon, now: datetime) -> date:
    """Today and so many more of the salon's local days."""
    return local_day(now, salon.zone) + timedelta(days=salon.horizon_days)


def bookable_minutes(salon: Salon, now: datetime) -> tuple[int, int]:
    """The first minute that may be a start, and the first that may not any more."""
    earliest = minute_from(now + salon.minimum_notice)
    return earliest, closing_minute(last_bookable_day(salon, now), 24 * 60, salon.zone)


def check_start(salon: Salon, now: datetime, starts_at: datetime) -> None:
    """Refuse a start sooner than the notice (exactly then is in time) or beyond the horizon."""
    if starts_at < now + salon.minimum_notice:
        raise TooSoon(salon.minimum_notice)
    last = last_bookable_day(salon, now)
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
