"""On what a visit is booked: stated before anything is, and copied into the booking; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from booking import policy
from booking.course import Team
from booking.errors import LengthChanged, PriceChanged
from booking.money import Money
from booking.salon import Salon, Service
from booking.terms import Terms
from booking.visit import Slot
from booking.wish import Wish


@dataclass(frozen=True, slots=True)
class Conditions:
    """Price, what is due first, whether the staff must approve, and what changing it costs."""

    price: Money
    lengths: tuple[timedelta, ...]  # of its services
    due: Money  # zero: pay at the salon
    pays_first: bool  # held until then
    needs_approval: bool
    terms: Terms
    free_moves: int | None
    move_until: timedelta

    @property
    def length(self) -> timedelta:
        return sum(self.lengths, timedelta(0))

    @property
    def fingerprint(self) -> str:
        """The same for the same conditions, in every process."""
        return sha256(repr(self).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Statement:
    """A visit as it is stated: its services as done by those of the slot, at their conditions."""

    conditions: Conditions
    services: tuple[Service, ...]
    slot: Slot


def conditions_of(
    salon: Salon, services: Sequence[Service], starts_at: datetime, now: datetime, no_shows: int
) -> Conditions:
    """Those of a visit with these services, as those who do them do them."""
    pays_first = policy.pays_first(salon, services, no_shows)
    return Conditions(
        price=policy.price_of(salon.currency, services),
        lengths=tuple(service.length for service in services),
        due=policy.prepayment(services, salon.currency, required=pays_first),
        pays_first=pays_first,
        needs_approval=policy.needs_approval(salon, services, starts_at - now, no_shows),
        terms=salon.terms_at(starts_at),
        free_moves=salon.free_moves,
        move_until=salon.move_until,
    )


def cheapest(salon: Salon, wish: Wish, teams: Sequence[Team]) -> tuple[Service, ...]:
    """The services as the team does them that is offered to who does not mind: the cheapest,
    then the quickest.
    """
    done = [wish.done_by(salon, team).services for team in teams]
    return min(done, key=lambda one: (_price(one), policy.length_of(one)))


def as_shown(
    salon: Salon, wish: Wish, teams: Sequence[Team], price: Money, length: timedelta | None
) -> list[Team]:
    """The teams that do it at this price in this time.

    Raises PriceChanged, or LengthChanged, if none does.
    """
    done = {team: wish.done_by(salon, team).services for team in teams}
    at_price = {team: own for team, own in done.items() if policy.is_price_of(own, price)}
    if not at_price:
        raise PriceChanged
    found = [
        team for team, own in at_price.items() if length is None or policy.length_of(own) == length
    ]
    if not found:
        raise LengthChanged
    return found


def _price(services: Sequence[Service]) -> int:
    return sum(service.price.minor for service in services)
