"""What a conversation holds of a visit after one message."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Held:
    """What is held of each field: one value, several that are asked between, or nothing."""

    service: object = None
    staff: object = None
    date: object = None
    time: object = None
    whom: object = None


class Holding:
    """Reads it; `context` is the draft that stood before the message."""

    def __init__(self, salon, names):
        self._salon, self._names, self.context = salon, names, {}

    def held(self, answer):
        new = [one for one in answer.bookings if one not in answer.stored]
        if new:
            return self._booked(answer)
        draft = answer.talk.draft
        wish = draft.wish
        services = [self._names[one] for one in draft.services]
        service = "+".join(sorted(services)) or None
        if service is None and wish.services:
            meant = [self._names[one] for one in wish.services]
            also = [self._names[one] for one in wish.also]
            asked = len(meant) > 1 or "service" in wish.asks
            service = frozenset(meant) if asked else "+".join(sorted([*meant, *also]))
        staff = "any" if draft.anyone else draft.staff and self._names[draft.staff]
        if staff is None and (wish.anyone or wish.staff):
            meant = ["any"] if wish.anyone else [self._names[one] for one in wish.staff]
            asked = len(meant) > 1 or "staff" in wish.asks
            staff = frozenset(meant) if asked else meant[0]
        day = draft.day
        if day is None and wish.days:
            asked = len(wish.days) > 1 or "day" in wish.asks
            day = frozenset(wish.days) if asked else wish.days[0]
        time = draft.starts_at and self.clock(draft.starts_at)
        if time is None and wish.clock:
            said = [f"{one // 60 % 24:02}:{one % 60:02}" for one in wish.clock]
            time = frozenset(said) if len(said) > 1 else said[0]
        whom = frozenset([*wish.people, ""]) if wish.people else draft.for_whom
        return Held(service, staff, day, time, whom)

    def _booked(self, answer):
        starts_at = next(one for one in answer.bookings if one not in answer.stored)[2]
        local = starts_at.astimezone(self._salon.zone)
        context = self.context
        return Held(
            context.get("service"),
            context.get("staff"),
            local.date().isoformat(),
            local.strftime("%H:%M"),
            context.get("for"),
        )

    def clock(self, at):
        return at.astimezone(self._salon.zone).strftime("%H:%M")
