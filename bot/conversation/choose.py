"""Choosing what, and with whom."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import ClassVar

from booking.instants import local_day
from booking.salon import Salon, Service
from booking.teams import people_in
from booking.visit import Slot
from bot.conversation.album import PHOTOS, photos_choice
from bot.conversation.chosen import able, addable, chosen_services, with_services
from bot.conversation.draft import Draft
from bot.conversation.facts import facts, member_facts, rated
from bot.conversation.navigation import EVERYWHERE, MENU
from bot.conversation.photos import Photos
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.screen import Choice, Screen, Text, msg, nmsg, shown
from bot.conversation.summary import in_one
from bot.conversation.times import refitted

CATEGORIES_FROM = 10  # services; fewer are shown in one list
_SOON = timedelta(days=7)
ANYONE = Choice("anyone", msg("Anyone"), msg("Whoever is free"))


@dataclass(frozen=True, slots=True)
class Categories(Place):
    """Which kind of service; only where there are many services."""

    name: ClassVar[str] = "category"
    adding: bool = False  # to a visit that is chosen already

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        offered = _offered(draft, ports.salon, adding=self.adding)
        counts = Counter(service.category_id for service in offered)
        choices = tuple(
            Choice(
                f"category:{category.id}",
                shown(category.name),
                nmsg("{n} service", "{n} services", counts[category.id]),
            )
            for category in ports.salon.categories
            if counts[category.id]
        )
        if self.adding:
            question = msg("What would you like to have done as well?")
            return Screen((question,), choices, EVERYWHERE)
        photos = photos_choice(draft.without_service(), ports.salon, can_show=ports.shows_photos)
        return Screen((msg("What would you like to have done?"),), choices, (MENU, *photos))

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        if choice == PHOTOS.id:
            return Move(draft.without_service(), Photos())
        return Move(draft, Services(category=_number(choice), adding=self.adding))


@dataclass(frozen=True, slots=True)
class Services(Place):
    """Which service, or which one more."""

    name: ClassVar[str] = "service"
    category: int | None = None
    adding: bool = False

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        offered = [
            service
            for service in _offered(draft, ports.salon, adding=self.adding)
            if self.category in (None, service.category_id)
        ]
        scores = await ports.scores([service.id for service in offered])
        choices = tuple(
            Choice(
                f"service:{service.id}",
                shown(service.name),
                rated(facts(service, ports.salon), scores.get(service.id)),
            )
            for service in offered
        )
        if self.adding:
            return Screen((msg("Which service shall I add?"),), choices, EVERYWHERE, explains=True)
        navigation = (
            *(EVERYWHERE if self.category else (MENU,)),
            *photos_choice(
                draft.without_service(),
                ports.salon,
                can_show=ports.shows_photos,
                category=self.category,
            ),
        )
        question = msg("Which service would you like?")
        return Screen((question,), choices, navigation, explains=True)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        if choice == PHOTOS.id:
            return Move(draft.without_service(), Photos(self.category))
        if not self.adding:
            return Move(replace(draft.without_service(), service=_number(choice)))
        longer = with_services(draft, (*draft.services, _number(choice)), ports.salon)
        return await refitted(longer, ports)


@dataclass(frozen=True, slots=True)
class StaffMembers(Place):
    """With whom, or anyone."""

    name: ClassVar[str] = "staff"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        services = chosen_services(draft, ports.salon)
        today = local_day(ports.now, ports.salon.zone)
        soon = await ports.free_slots(services, None, today, today + _SOON, draft.moving)
        members = able(services, ports.salon)
        scores = await ports.scores([member.id for member in members])
        people = tuple(
            Choice(
                f"staff:{member.id}",
                shown(member.name),
                rated(
                    member_facts(member, services, ports.salon, _first_free(member.id, soon)),
                    scores.get(member.id),
                ),
            )
            for member in members
        )
        wanted = in_one([service.name for service in services])
        return Screen(
            (msg("{service}: with whom?", service=wanted),),
            people if len(people) == 1 else (ANYONE, *people),
            (*EVERYWHERE, *photos_choice(draft, ports.salon, can_show=ports.shows_photos)),
            explains=True,
            columns=2,
        )

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        if choice == PHOTOS.id:
            return Move(draft, Photos())
        staff = None if choice == ANYONE.id else _number(choice)
        chosen = replace(draft, anyone=staff is None, staff=staff)
        return await refitted(chosen, ports)


def place_to_start(salon: Salon) -> Place:
    """Where services are chosen: all in one list, or by category where they are many."""
    return _start(salon, adding=False)


def place_to_add(salon: Salon) -> Place:
    """Where one more service is chosen."""
    return _start(salon, adding=True)


def _start(salon: Salon, *, adding: bool) -> Place:
    many = len(salon.services) >= CATEGORIES_FROM and len(salon.categories) > 1
    sorted_in = all(service.category_id for service in salon.services)
    return Categories(adding=adding) if many and sorted_in else Services(adding=adding)


def _offered(draft: Draft, salon: Salon, *, adding: bool) -> Sequence[Service]:
    return addable(draft, salon) if adding else salon.services


def _first_free(staff_id: int, soon: Sequence[Slot]) -> Text:
    first = next((slot for slot in soon if staff_id in people_in(slot.teams)), None)
    if first is None:
        return msg("Nothing free this week")
    return msg("From {moment}", moment=first.starts_at)


def _number(choice: str) -> int:
    return int(choice.partition(":")[2])
