"""Parts of the day as they lie on a certain day, in minutes of it."""

from datetime import date

from booking.intervals import Interval
from booking.salon import Salon
from booking.sky import prayer_times
from bot.conversation.understanding.parts import Part

_END = 28 * 60  # the night after belongs to it
_USUAL = (5 * 60, 12 * 60, 15 * 60 + 30, 18 * 60 + 15, 19 * 60 + 45)  # where no place is known
_HOUR = 60
_FIXED = {
    "dawn": (0, 7 * 60),
    "morning": (0, 12 * 60),
    "noon": (12 * 60, 15 * 60),
    "afternoon": (12 * 60, 17 * 60),
    "evening": (17 * 60, _END),
    "night": (19 * 60, _END),
    "late": (21 * 60, _END),
}


def text_of(part: Part) -> str:
    """As it is kept in a wish."""
    if part.name:
        return part.name
    return ",".join(
        f"{'' if first is None else first}-{'' if last is None else last}"
        for first, last in part.ranges
    )


def windows(part: str, day: date, salon: Salon, opened: list[Interval]) -> list[Interval]:
    """When a visit may start to lie in that part; of a range that is said without its half of the
    day the readings whose bounds are in opening hours.
    """
    if part in _FIXED:
        return [_FIXED[part]]
    if "-" in part:
        return _read(part, opened)
    return [_by_prayers(part, day, salon)]


def _by_prayers(part: str, day: date, salon: Salon) -> Interval:
    _, dhuhr, asr, maghrib, isha = _prayers(day, salon)
    return {
        "after_dhuhr": (dhuhr, asr),
        "before_asr": (dhuhr, asr),
        "asr": (asr - _HOUR // 2, min(maghrib, 17 * 60 + 30)),
        "after_friday_prayer": (dhuhr, min(maghrib, 17 * 60 + 30)),
        "after_asr": (asr, min(maghrib, 17 * 60 + 30)),
        "before_maghrib": (0, maghrib),
        "maghrib": (maghrib, isha),
        "maghrib_isha": (maghrib, isha),
        "after_maghrib": (maghrib, _END),
        "before_isha": (maghrib, isha),
        "after_isha": (isha, _END),
        "after_taraweeh": (isha + _HOUR, _END),
    }.get(part, (0, _END))


def _prayers(day: date, salon: Salon) -> tuple[int, ...]:
    if salon.prayers:
        return prayer_times(day, salon.prayers.place, salon.prayers.method, salon.zone)
    if salon.location:
        place = (salon.location.latitude, salon.location.longitude)
        return prayer_times(day, place, "umm_al_qura", salon.zone)
    return _USUAL


def _read(part: str, opened: list[Interval]) -> list[Interval]:
    read = [_bounds(one) for one in part.split(",")]
    if len(read) == 1:
        return read
    fitting = [
        (first, last)
        for first, last in read
        if any(
            (first == 0 or begins <= first < ends) and (last == _END or begins < last <= ends)
            for begins, ends in opened
        )
    ]
    return fitting or read


def _bounds(said: str) -> Interval:
    first, _, last = said.partition("-")
    return int(first or 0), int(last or _END)
