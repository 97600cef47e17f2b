"""A person's lines on the waiting list, on the turn's own transaction."""

from collections.abc import Sequence

from booking import waitlist
from booking.instants import local_day
from booking.salon import Salon
from booking.store.database import Work
from booking.visit import Person
from booking.waiting import Entry, Wanted


class TurnWaiting:
    def __init__(self, work: Work, salon: Salon, person: Person) -> None:
        self._work = work
        self._salon = salon
        self._person = person

    async def join(self, wanted: Wanted) -> int:
        return await waitlist.join(self._work, self._person, wanted)

    async def mine(self) -> Sequence[Entry]:
        today = local_day(self._work.now, self._salon.zone)
        return await waitlist.of_customer(self._work, self._person.id, today)

    async def leave(self, entry_id: int) -> None:
        await waitlist.leave(self._work, self._person.id, entry_id)
