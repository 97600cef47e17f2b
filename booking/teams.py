"""Who could do a visit: one person, several together, or one for each service; pure."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from math import gcd, prod

from booking.course import Team
from booking.errors import NoLongerOffered, NotByThem
from booking.salon import Salon, Service

Together = tuple[int, ...]

# Four services that ten people each do are ten thousand teams, too many to look at while somebody
# waits; so many, spread evenly over all of them, offer nearly every time that all would.
MOST = 500


def teams_for(
    salon: Salon, services: Sequence[Service], staff_id: int | None, kept: Team | None = None
) -> list[Team]:
    """All teams, or MOST, in the salon's order; `staff_id`: who was asked for, null: anyone.

    One person does all services where somebody can; `kept`: only this team. Raises NoLongerOffered
    if nobody does one of them, NotByThem if only others do.
    """
    options = [_options(salon, service) for service in services]
    if not all(options):
        raise NoLongerOffered
    if kept:
        if not all(map(_has, options, kept)):
            raise NotByThem
        return [kept]
    if staff_id is not None:
        if not any(staff_id in together for one in options for together in one):
            raise NotByThem
        options = [_with(one, staff_id) for one in options]
    alone = [one for one in options[0] if len(one) == 1 and all(one in more for more in options)]
    if alone:
        return [(one,) * len(services) for one in alone]
    return _spread(options)


def _spread(options: Sequence[Sequence[Together]]) -> list[Team]:
    """All teams, or MOST at even distances that favour nobody."""
    total = prod(map(len, options))
    if total <= MOST:
        return list(product(*options))
    distance = -(-total // MOST)
    while gcd(distance, total) > 1:
        distance += 1
    return [_team_at(options, place) for place in range(0, total, distance)]


def _team_at(options: Sequence[Sequence[Together]], place: int) -> Team:
    """The team at this place of their product."""
    team: list[Together] = []
    for option in reversed(options):
        place, chosen = divmod(place, len(option))
        team.append(option[chosen])
    return tuple(reversed(team))


def _has(option: Sequence[Together], together: Together) -> bool:
    return together in option


def people_in(teams: Sequence[Team]) -> list[int]:
    return list(dict.fromkeys(person for team in teams for together in team for person in together))


def services_by(salon: Salon, services: Sequence[Service], team: Team) -> tuple[Service, ...]:
    """The services with the lengths and prices of those who do them.

    Several at once take as long as the slowest of them, at the price of the first.
    """
    if not any(member.own_terms for member in salon.staff):
        return tuple(services)
    done = zip(services, team, strict=True)
    return tuple(_done_by(salon, service, together) for service, together in done)


def _done_by(salon: Salon, service: Service, together: Together) -> Service:
    members = [salon.staff_member(one) for one in together]
    own = [member.own_terms.get(service.id) if member else None for member in members]
    lengths = [one.length if one and one.length else service.length for one in own]
    price = own[0].price if own and own[0] else None
    return replace(
        service,
        length=max(lengths, default=service.length),
        price=service.price if price is None else price,
    )


def _options(salon: Salon, service: Service) -> list[Together]:
    people = [member.id for member in salon.staff_for(service.id)]
    if service.together:
        return [tuple(people)] if people else []
    if service.required:
        needed = tuple(one for one in people if one in service.required)
        others = [one for one in people if one not in service.required]
        if len(needed) < len(service.required):
            return []
        return [(*needed, one) for one in others] or [needed]
    return [(one,) for one in people]


def _with(options: list[Together], staff_id: int) -> list[Together]:
    """Those in which the person takes part; another service of the visit may be someone else's."""
    own = [together for together in options if staff_id in together]
    return own or options
