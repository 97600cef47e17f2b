"""Who could do a visit: one person, several together, or one for each service; pure."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from booking.course import Team
from booking.errors import NoLongerOffered, NotByThem
from booking.salon import Salon, Service

Together = tuple[int, ...]


def teams_for(salon: Salon, services: Sequence[Service], staff_id: int | None) -> list[Team]:
    """All teams, in the salon's order; `staff_id`: who was asked for, null: anyone.

    One person does all services where somebody can. Raises NoLongerOffered if nobody does one of
    them, NotByThem if only others do.
    """
    options = [_options(salon, service) for service in services]
    if not all(options):
        raise NoLongerOffered
    if staff_id is not None:
        if not any(staff_id in together for one in options for together in one):
            raise NotByThem
        options = [_with(one, staff_id) for one in options]
    alone = [one for one in options[0] if len(one) == 1 and all(one in more for more in options)]
    if alone:
        return [(one,) * len(services) for one in alone]
    return list(product(*options))


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
