"""Who could do a visit, where nobody does all its services and many do each."""

from dataclasses import replace

import pytest

from booking.errors import NotByThem
from booking.teams import MOST, people_in, teams_for
from tests.booking.desk import Desk


@pytest.fixture
async def desk(database, clock):
    return await Desk(database, clock).open()


def crowded(salon, services, people):
    """So many services that so many people do each, nobody more than one."""
    cut, noor = salon.services[0], salon.staff[0]
    offered = [replace(cut, id=number) for number in range(services)]
    staff = [
        replace(noor, id=100 * (service.id + 1) + number, services=frozenset({service.id}))
        for service in offered
        for number in range(people)
    ]
    return replace(salon, services=tuple(offered), staff=tuple(staff))


def test_of_few_teams_there_are_all(desk):
    salon = crowded(desk.salon, 3, 7)
    assert len(set(teams_for(salon, salon.services, None))) == 7**3


def test_of_many_teams_there_are_so_many_and_everybody_is_in_some(desk):
    for services, people in ((4, 10), (3, 12), (5, 7), (6, 16)):
        salon = crowded(desk.salon, services, people)
        teams = teams_for(salon, salon.services, None)
        assert len(set(teams)) == len(teams) <= MOST
        assert teams == sorted(teams)
        assert set(people_in(teams)) == {member.id for member in salon.staff}


def test_who_are_kept_are_the_only_team_while_they_can_do_it(desk):
    salon = crowded(desk.salon, 4, 10)
    kept = ((101,), (202,), (303,), (405,))
    assert kept not in teams_for(salon, salon.services, 101)
    assert teams_for(salon, salon.services, 101, kept) == [kept]
    with pytest.raises(NotByThem):
        teams_for(salon, salon.services, 101, ((101,), (202,), (303,), (303,)))
