"""What a message was understood to say, before anything is settled."""

from dataclasses import dataclass
from datetime import date

from bot.conversation.understanding.found import Again, Problem
from bot.conversation.understanding.intents import Intent
from bot.conversation.understanding.parts import Part
from bot.conversation.understanding.services import Mention
from bot.conversation.understanding.whom import Whom

_MUCH = 2  # words beside a service


@dataclass(frozen=True, slots=True)
class Meaning:
    """Candidates of each kind, in the order in which they were said."""

    intent: Intent | None = None
    books: bool = False  # a booking is asked for in so many words
    language: str | None = None
    services: tuple[Mention, ...] = ()
    not_services: tuple[int, ...] = ()
    either: bool = False  # one of the services, not all
    adds: bool = False  # besides what is chosen already
    staff: tuple[int, ...] = ()
    anyone: bool = False
    not_staff: tuple[int, ...] = ()
    unknown: str | None = None  # somebody who does not work here
    days: tuple[date, ...] = ()
    not_days: tuple[date, ...] = ()
    sure_of_day: bool = True
    day_problem: Problem | None = None
    minutes: tuple[int, ...] = ()  # of the day
    time_problem: Problem | None = None
    part: Part | None = None
    again: Again | None = None
    whom: tuple[Whom, ...] = ()
    several: bool = False  # people
    greets: bool = False
    unread: int = 0  # words that say nothing to us
    asks: bool = False
    of_my_booking: bool = False  # one that is made already
    asks_price_last: bool = False  # after all of a wish

    @property
    def says_when(self) -> bool:
        says_day = self.days or self.day_problem or self.not_days
        return bool(says_day or self.minutes or self.time_problem or self.part)

    @property
    def says_who(self) -> bool:
        return bool(self.staff or self.anyone or self.unknown or self.not_staff)

    @property
    def is_hint(self) -> bool:
        """Does it only name one thing of a visit, among something else?"""
        if self.books or self.minutes or self.whom or self.several:
            return False
        named = (bool(self.days), bool(self.part), self.says_who, bool(self.services))
        if sum(named) != 1:
            return False
        return self.unread > (_MUCH if self.services and not self.asks else 0)

    @property
    def is_wish(self) -> bool:
        """Does it say anything of a visit?"""
        says_what = self.services or self.not_services or self.whom or self.several or self.again
        return bool(says_what or self.says_when or self.says_who)
