"""What a message was understood to say becomes part of the draft, or of its wish."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from booking import policy
from booking.errors import TooFar
from booking.instants import local_day
from booking.salon import Salon
from bot.conversation.chosen import does
from bot.conversation.draft import Draft
from bot.conversation.opening import evening_of, is_open_at, open_in_a_week
from bot.conversation.ports import Ports
from bot.conversation.refusals import explain
from bot.conversation.screen import Text, TimeOfDay, msg
from bot.conversation.understanding.found import Problem
from bot.conversation.understanding.meaning import Meaning
from bot.conversation.understanding.reading import Reader
from bot.conversation.understanding.services import Mention
from bot.conversation.windows import text_of, windows
from bot.conversation.wish import DAY, SERVICE, STAFF

_DAY_LONG = 1440


@dataclass(frozen=True, slots=True)
class _Salon:
    """A salon as its catalogue's version knows it, so that its reader is made once."""

    tenant_id: int
    version: int
    salon: Salon = field(compare=False)


@lru_cache(maxsize=200)
def _reader(key: _Salon) -> Reader:
    return Reader(key.salon)


def reader_of(salon: Salon) -> Reader:
    return _reader(_Salon(salon.tenant_id, salon.version, salon))


@dataclass(slots=True)
class Listener:
    """Puts what was said into the draft; `remarks` are what has to be said about it."""

    draft: Draft
    meaning: Meaning
    ports: Ports
    remarks: list[Text] = field(default_factory=list)

    @property
    def salon(self) -> Salon:
        return self.ports.salon

    def take(self) -> Draft:
        """The draft with all that was said."""
        self._unpack()
        self._services()
        self._staff()
        self._days()
        self._time()
        self._people()
        return self.draft

    def _unpack(self) -> None:
        """What was chosen is only wished now, where what was said may not go with it."""
        start = self.draft.starts_at
        if start is None or not self.meaning.is_wish:
            return
        local = start.astimezone(self.salon.zone)
        wish = replace(self.draft.wish, clock=(local.hour * 60 + local.minute,))
        self.draft = replace(self.draft, start=None, wish=wish)

    def _wish(self, **changes: object) -> None:
        self.draft = replace(self.draft, wish=replace(self.draft.wish, **changes))  # type: ignore[arg-type]

    def _asks(self, name: str) -> None:
        self._wish(asks=(*self.draft.wish.no_longer_asks(name).asks, name))

    def _services(self) -> None:
        for one in self.meaning.services:
            if not one.services:
                self.remarks.append(msg("We do not offer {service}.", service=one.said))
        offered = [one for one in self.meaning.services if one.services]
        if not offered:
            self._leave_out()
            return
        kept = self.draft.services if self.meaning.adds else ()
        candidates = [self._candidates(one, len(offered) > 1 or bool(kept)) for one in offered]
        self.draft = replace(self.draft, service=None, more=())
        self._wish(asks=self.draft.wish.no_longer_asks(SERVICE).asks)
        if self.meaning.either:
            union = dict.fromkeys(one for some in candidates for one in some)
            self._wish(services=tuple(union), also=kept)
            return
        unclear = [some for some in candidates if len(some) > 1]
        clear = list(dict.fromkeys([*kept, *(some[0] for some in candidates if len(some) == 1)]))
        if len(unclear) > 1:
            self._wish(services=tuple(dict.fromkeys(one for some in unclear for one in some)))
            self._wish(also=tuple(clear))
        elif unclear:
            self._wish(services=unclear[0], also=tuple(clear))
        else:
            self._wish(services=(clear[0],), also=tuple(clear[1:]))

    def _leave_out(self) -> None:
        """Less what is not wanted after all, where something else is left of the visit."""
        left = [one for one in self.draft.services if one not in self.meaning.not_services]
        if left:
            self.draft = replace(self.draft, service=left[0], more=tuple(left[1:]))

    def _candidates(self, mention: Mention, is_one_of_several: bool) -> tuple[int, ...]:
        """The services that are meant, perhaps."""
        reader = reader_of(self.salon).services
        found = mention.services
        if any(whom.is_child for whom in self.meaning.whom):
            found = tuple(dict.fromkeys((*found, *reader.for_children(mention))))
        elif is_one_of_several and len(found) > 1:
            found = reader.plain(found)
        if len(found) > 1 and self.meaning.staff:
            able = tuple(
                one for one in found if any(self._does(staff, one) for staff in self.meaning.staff)
            )
            found = able or found
        return found

    def _does(self, staff: int, service_id: int) -> bool:
        service = self.salon.service(service_id)
        return service is not None and does(staff, (service,), self.salon)

    def _staff(self) -> None:
        meaning = self.meaning
        if not meaning.says_who:
            return
        self.draft = replace(self.draft, anyone=False, staff=None)
        self._wish(anyone=False, staff=(), asks=self.draft.wish.no_longer_asks(STAFF).asks)
        if meaning.unknown and not meaning.staff:
            self.remarks.append(msg("Nobody called {name} works here.", name=meaning.unknown))
            self._asks(STAFF)
        elif meaning.staff:
            self._wish(staff=meaning.staff)
            if meaning.anyone or meaning.unknown:
                self._asks(STAFF)
        elif meaning.anyone:
            self._wish(anyone=True)
        else:
            others = tuple(one.id for one in self.salon.staff if one.id not in meaning.not_staff)
            self._wish(staff=others)
            self._asks(STAFF)

    def _days(self) -> None:
        meaning = self.meaning
        if meaning.not_days and not (meaning.days or meaning.day_problem):
            self._drop_days(meaning.not_days)
        if not (meaning.days or meaning.day_problem):
            return
        self.draft = replace(self.draft, day=None)
        self._wish(days=(), asks=self.draft.wish.no_longer_asks(DAY).asks)
        if meaning.day_problem:
            self.remarks.append(_PROBLEMS[meaning.day_problem])
            return
        last = policy.last_bookable_day(self.salon, self.ports.now)
        days = [day for day in meaning.days if day <= last]
        if not days:
            self.remarks.append(explain(TooFar(last)))
            return
        self._wish(days=tuple(day.isoformat() for day in days))
        if not meaning.sure_of_day:
            self._asks(DAY)

    def _drop_days(self, refused: tuple[date, ...]) -> None:
        days = [day.isoformat() for day in refused]
        if self.draft.day in days:
            self.draft = replace(self.draft, day=None)
        self._wish(days=tuple(one for one in self.draft.wish.days if one not in days))

    def _time(self) -> None:
        meaning = self.meaning
        if not (meaning.minutes or meaning.time_problem or meaning.part):
            return
        self._wish(clock=(), part=None)
        if meaning.time_problem:
            self.remarks.append(_PROBLEMS[meaning.time_problem])
        if meaning.part:
            self._wish(part=text_of(meaning.part))
        if not meaning.minutes:
            return
        minutes = self._in_part(meaning.minutes)
        possible = [one for one in minutes if self._is_open(one)]
        if possible:
            self._wish(clock=tuple(possible), part=None)
        elif minutes:
            self._say_closed(minutes)

    def _in_part(self, minutes: tuple[int, ...]) -> tuple[int, ...]:
        part, days = self.draft.wish.part, self._possible_days()
        if part is None or part == "earliest":
            return minutes
        day = days[0] if days else local_day(self.ports.now, self.salon.zone)
        spans = windows(part, day, self.salon, evening_of(self.salon, day))
        return tuple(one for one in minutes if is_open_at(one, spans))

    def _possible_days(self) -> list[date]:
        chosen = [self.draft.date] if self.draft.date else []
        return chosen or [date.fromisoformat(one) for one in self.draft.wish.days]

    def _is_open(self, minute: int) -> bool:
        """Can a visit of these days begin then, by the hours of who is asked for?"""
        today = local_day(self.ports.now, self.salon.zone)
        days = self._possible_days()
        if not days:
            return is_open_at(minute, open_in_a_week(self.salon, today))
        staff = self.draft.staff or next(iter(self.draft.wish.staff), None)
        now = self.ports.now.astimezone(self.salon.zone)
        passed = now.hour * 60 + now.minute
        return any(
            is_open_at(minute, evening_of(self.salon, day, staff))
            and not (day == today and minute <= passed)
            for day in days
        )

    def _say_closed(self, minutes: tuple[int, ...]) -> None:
        """The time that was named is not in opening hours: the one that is more likely is named."""
        self._wish(part=None)
        likely = min(minutes, key=lambda one: abs(one - 14 * 60))
        self.remarks.append(
            msg("We are not open at {time}.", time=_time_of(likely, self.ports, self.salon))
        )

    def _people(self) -> None:
        names = tuple(dict.fromkeys(one.name for one in self.meaning.whom if one.name))
        if self.meaning.several and names:
            self._wish(people=names)
            self.draft = replace(self.draft, for_whom=None)
        elif self.meaning.several:
            self.remarks.append(
                msg("A visit is for one person. Please book the next one after this.")
            )
        elif names:
            self.draft = replace(self.draft, for_whom=names[0])


def _time_of(minute: int, ports: Ports, salon: Salon) -> TimeOfDay:
    midnight = ports.now.astimezone(salon.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    hours, minutes = divmod(minute % _DAY_LONG, 60)
    return TimeOfDay(midnight.replace(hour=hours, minute=minutes))


_PROBLEMS = {
    Problem.NO_SUCH_DAY: msg("There is no such day."),
    Problem.OVER: msg("That day is over."),
    Problem.NO_SUCH_TIME: msg("There is no such time."),
}
