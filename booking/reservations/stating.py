"""What would be booked and on what conditions, stated before anything is; nothing is written."""

from datetime import datetime

from booking import policy
from booking.conditions import Statement, as_shown, cheapest, conditions_of
from booking.reservations.hold import no_shows_of
from booking.reservations.looking import glance, offered_teams
from booking.salon import Salon
from booking.store.database import Work
from booking.visit import Slot
from booking.wish import Wish


async def state(
    work: Work, salon: Salon, wish: Wish, customer_id: int, starts_at: datetime
) -> Statement:
    """The visit as it is now; of those who could do it the cheapest count.

    Raises the Refusal that `hold` would.
    """
    policy.check_start(salon, work.now, starts_at, wish.services)
    view = await glance(work, salon, wish, starts_at)
    free = offered_teams(work, salon, wish, view, starts_at)
    services = cheapest(salon, wish, free)
    no_shows = await no_shows_of(work, salon, customer_id)
    conditions = conditions_of(salon, services, starts_at, work.now, no_shows)
    teams = as_shown(salon, wish, free, conditions.price, conditions.length)
    people = tuple(dict.fromkeys(team[0][0] for team in teams))
    return Statement(conditions, services, Slot(starts_at, people, tuple(teams)))
