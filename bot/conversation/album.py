"""Which photos help with the present choice, and what may be chosen by each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from booking.salon import LocalName, Photo, Salon, Service, Staff
from bot.conversation.chosen import able, chosen_services
from bot.conversation.draft import Draft
from bot.conversation.screen import Choice, msg

KIND = "photo"  # of the key by which it goes out
PHOTOS = Choice("photos", msg("Photos"))


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo, and whose it is; `choice` takes that (empty: there is nothing to choose)."""

    photo: Photo
    owner: int
    name: LocalName
    choice: str = ""

    @property
    def key(self) -> str:
        return f"{KIND}-{self.photo.picture}"


def album(draft: Draft, salon: Salon, category: int | None = None) -> tuple[Shot, ...]:
    """Before a service is chosen those of all services (or of a category), then of their staff."""
    if draft.service is None:
        offered = [one for one in salon.services if category in (None, one.category_id)]
        ids = {one.id for one in offered}
        members = [one for one in salon.staff if ids & one.services]
        return (*_of_services(offered, can_choose=True), *_of_staff(members, can_choose=False))
    services = chosen_services(draft, salon)
    members = [one for one in able(services, salon) if draft.staff in (None, one.id)]
    to_choose = not draft.has_staff
    return (*_of_staff(members, to_choose), *_of_services(services, can_choose=False))


def photos_choice(
    draft: Draft, salon: Salon, *, can_show: bool, category: int | None = None
) -> tuple[Choice, ...]:
    """The choice that opens the album, where there is one."""
    return (PHOTOS,) if can_show and album(draft, salon, category) else ()


def _of_services(services: Iterable[Service], can_choose: bool) -> Iterator[Shot]:
    for one in services:
        for photo in one.photos:
            yield Shot(photo, one.id, one.name, f"service:{one.id}" if can_choose else "")


def _of_staff(members: Iterable[Staff], can_choose: bool) -> Iterator[Shot]:
    for one in members:
        for photo in one.photos:
            yield Shot(photo, one.id, one.name, f"staff:{one.id}" if can_choose else "")
