"""What a service takes and costs, where that depends on who does it too."""

from collections.abc import Sequence
from datetime import timedelta

from booking import policy
from booking.money import Money
from booking.salon import Salon, Service, Staff
from booking.teams import teams_for
from booking.visit import Score
from booking.wish import Wish
from bot.conversation.screen import Text, msg, nmsg, shown

_ENOUGH = 3  # ratings


def facts(service: Service, salon: Salon) -> Text:
    """Length, price and deposit; the least of each where they differ."""
    lengths, prices = _of([service], salon, None)
    due = {policy.prepayment(one, salon.currency) for one in _done([service], salon, None)}
    length, price = _least(lengths), _least(prices)
    if deposit := max(due):
        return msg(
            "{length}, {price}, deposit {deposit}",
            length=length,
            price=price,
            deposit=deposit if len(due) == 1 else msg("from {least}", least=min(due)),
        )
    return msg("{length}, {price}", length=length, price=price)


def rated(known: Text, score: Score | None) -> Text:
    """What is known of it, after what its customers think; a few of them say nothing yet."""
    if score is None or score.ratings < _ENOUGH:
        return known
    stars = nmsg(
        "{average} of 5 ({n} rating)",
        "{average} of 5 ({n} ratings)",
        score.ratings,
        average=shown(str(score.average)),
    )
    return msg("{fact} · {others}", fact=stars, others=known)


def member_facts(member: Staff, services: Sequence[Service], salon: Salon, free: Text) -> Text:
    """When they are free, after what they take and cost if others differ in it."""
    lengths, prices = _of(services, salon, None)
    own_lengths, own_prices = _of(services, salon, member.id)
    if len(prices) > 1:
        free = msg("{fact} · {others}", fact=_least(own_prices), others=free)
    if len(lengths) > 1:
        free = msg("{fact} · {others}", fact=_least(own_lengths), others=free)
    return free


def _of(
    services: Sequence[Service], salon: Salon, staff_id: int | None
) -> tuple[set[timedelta], set[Money]]:
    """In how much time they are done, and for how much, by those who do them."""
    done = _done(services, salon, staff_id)
    return (
        {policy.length_of(one) for one in done},
        {policy.price_of(salon.currency, one) for one in done},
    )


def _done(
    services: Sequence[Service], salon: Salon, staff_id: int | None
) -> list[tuple[Service, ...]]:
    wish = Wish(tuple(services))
    return [wish.done_by(salon, team).services for team in teams_for(salon, services, staff_id)]


def _least(values: set[timedelta] | set[Money]) -> Text:
    least = shown(min(values))
    return least if len(values) == 1 else msg("from {least}", least=least)
