"""What a visit would be booked on, stated before anything is; nothing is written."""

from datetime import datetime

from booking import policy
from booking.conditions import Conditions, cheapest, conditions_of
from booking.offers import Wish
from booking.reservations.hold import no_shows_of
from booking.reservations.looking import glance, offered_teams
from booking.salon import Salon
from booking.store.database import Work


async def state(
    work: Work, salon: Salon, wish: Wish, customer_id: int, starts_at: datetime
) -> Conditions:
    """The conditions as they are now; of those who could do it the cheapest counts.

    Raises the Refusal that `hold` would.
    """
    policy.check_start(salon, work.now, starts_at, wish.services)
    view = await glance(work, salon, wish, starts_at)
    teams = offered_teams(work, salon, wish, view, starts_at)
    services = cheapest(salon, wish, teams)
    no_shows = await no_shows_of(work, salon, customer_id)
    return conditions_of(salon, services, starts_at, work.now, no_shows)
