"""Parts of the day, and ranges of time: from when to when a visit is wanted."""

import re
from dataclasses import dataclass

from bot.conversation.understanding.clock import DAY, HALF_DAY, clock_of, core, is_said
from bot.conversation.understanding.found import Found
from bot.conversation.understanding.phrase import Phrase
from bot.conversation.understanding.sheet import Sheet, Span

EARLIEST = "earliest"
_LATE = 28 * 60  # an open end: the night after belongs to the day
_P = r"(?:[وف]?(?:بال|بهال|هال|ال|لل|ب|ل)?)"
_SALAH = r"(?:صلاه )?"
# The order counts: what says more comes first.
_NAMED = (
    ("maghrib_isha", rf"(?:between|from) (?:al )?maghrib (?:and|to|until|till) (?:al )?isha+"
     rf"|(?:ما ?)?بين (?:صلاه )?(?:ال)?مغرب و ?(?:صلاه )?(?:ال)?عشا|من {_P}مغرب (?:الي|ل"
     rf"|لين) ?{_P}عشا"
     rf"|بين {_P}عشاوين|بين {_P}عشايين"),
    ("after_taraweeh", rf"after (?:the )?tarawee?h|(?:بعد|عقب) {_SALAH}{_P}تراويح"),
    ("after_isha", rf"after (?:al )?isha+|(?:بعد|عقب) {_SALAH}{_P}عشا"),
    ("after_maghrib", rf"after (?:al )?magh?rib|after sunset|(?:بعد|عقب) {_SALAH}{_P}مغرب"),
    ("before_maghrib", rf"before (?:al )?magh?rib|before sunset|قبل {_SALAH}{_P}مغرب"),
    ("before_isha", rf"before (?:al )?isha+|قبل {_SALAH}{_P}عشا"),
    ("after_asr", rf"after (?:al )?asr|(?:بعد|عقب) {_SALAH}{_P}عصر"),
    ("before_asr", rf"before (?:al )?asr|قبل {_SALAH}{_P}عصر"),
    ("after_dhuhr", rf"after (?:al )?d?z?h?uhr|(?:بعد|عقب) صلاه {_P}ظهر"),
    ("afternoon", rf"(?:in the |this )?after ?noon|after midday|(?:بعد|عقب) {_P}(?:ظهر|ضهر)"),
    ("morning", rf"before (?:noon|midday|lunch|d?z?h?uhr)|قبل {_SALAH}{_P}(?:ظهر|ضهر)"),
    ("morning", rf"(?:in the |this |early )?mornings?|(?:من )?{_P}(?:صبح|صباح|صباحا|صبحيه|ضحي)"),
    ("dawn", rf"(?:at )?dawn|(?:بعد |عقب |قبل )?{_SALAH}{_P}فجر"),
    ("noon", r"(?:at |around )?(?:noon|midday|lunch ?time|lunch)"
     rf"|(?:وقت )?{_P}(?:ظهر|ظهرا|ضهر|غدا)"),
    ("asr", rf"(?:at )?asr(?: time)?|(?:وقت )?{_P}(?:عصر|عصرا|عصريه)"),
    ("maghrib", rf"(?:at )?magh?rib(?: time)?|(?:وقت )?{_P}(?:مغرب|مغربيه)"),
    ("after_isha", rf"(?:at )?isha+(?: time)?|(?:وقت )?{_P}عشا"),
    ("late", rf"late at night|late (?:in the )?evening|late night|(?:في )?اخر {_P}ليل"
     r"|(?:the |your )?latest(?: (?:available|free|possible|slot|time|appointment|you have))*"
     r"|as late as (?:possible|you can)|اخر (?:موعد|وقت|شي)(?: (?:ممكن|فاضي|متاح|عندكم))?"),
    ("evening", rf"(?:after|when) (?:i (?:finish|leave|get (?:off|out of)) )?(?:my )?"
     rf"(?:work|school|office hours)"
     rf"|(?:بعد|عقب|لما|اذا) (?:ما )?(?:(?:[انبي]?طلع|[انبي]?خلص|[انبي]?نتهي) )?(?:من )?"
     rf"{_P}(?:دوام|شغل|مدرسه|جامعه)"),
    ("evening", rf"(?:in the |this )?evenings?|{_P}(?:مسا|مساا|مسيان)"),
    ("night", rf"(?:at )?nights?|tonight|tonite|2 nite|2 night"
     rf"|الليله|هالليله|اليله|{_P}(?:ليل|ليلا)"),
    (EARLIEST, r"(?:the |your )?(?:earliest|soonest"
     r"|first (?:free |available )?(?:time|slot|appointment))"
     r"(?: (?:available|free|possible|slot|time|appointment|you have))*"
     r"|asap|as soon as (?:possible|you open)|when you open|as early as possible|right now|now"
     rf"|{_P}اقرب (?:وقت|موعد|فرصه)(?: (?:ممكن|فاضي|متاح|عندكم))?"
     rf"|اول (?:ما (?:تفتح|تفتحون|تفتحوا|تفتحو|يفتح)|وقت|موعد)(?: (?:فاضي"
     rf"|متاح|ممكن))?"
     rf"|في اقرب وقت|باسرع وقت|{_P}حين|دحين|الان|هسع|توا"),
)  # fmt: skip
_FRIDAY = r"(?:fridays?|jum+[ua]+h?|(?:ال)?جمعه)"
_IS_FRIDAY = re.compile(_FRIDAY)
_FRIDAY_PRAYER = Phrase(
    rf"after (?:the )?{_FRIDAY} (?:prayers?|salah|salat|namaz)|after jum+[ua]+h?"
    rf"|(?:بعد|عقب) صلاه {_FRIDAY}"
)
_PATTERNS = tuple((name, Phrase(pattern)) for name, pattern in _NAMED)
_FROM_TO = Phrase(
    rf"(?:(?P<word>between|from|betwen|btw|بين|مابين|ما بين|من) )?{core('1')}"
    rf" (?:and|to|until|till|-|و|الي|لين|ل|حتي|لحد|لغايه|ولين) {core('2')}"
)
_SHORT = Phrase(
    r"(?P<word>(?:between|from|btw|بين|مابين|من) )?(?P<from>\d{1,2})-(?P<to>\d{1,2})"
    r"(?: (?P<p>pm|am|مسا|م|ص|صباحا|العصر|بالليل))?"
)
_NOT = "not |no |مو |مب |مش |موب "
_AFTER = Phrase(
    rf"(?:(?P<not>{_NOT}|ما يكون )(?:before|earlier than|قبل)|(?:any ?time |sometime |some time )?"
    rf"(?:after|later than|starting(?: from)?|onwards from)|من بعد|و?بعد|و?عقب|اي وقت بعد"
    rf"|(?P<from>from|من)) "
    rf"{core('')}(?P<on> (?:onwards?|and later|and up|or later|وفوق|وطالع|وبعد|وبعدها|وانت طالع))?"
)
_BEFORE = Phrase(
    rf"(?:(?:{_NOT})(?:after|later than|بعد)|(?:any ?time |sometime |some time )?"
    rf"(?:before|by|until|till|earlier than)|و?قبل|لين|اي وقت قبل|بحد اقصي|حد اقصي) {core('')}"
)


_OPPOSITES: dict[str, tuple[int | None, int | None]] = {
    "morning": (720, None),
    "evening": (None, 1020),
    "night": (None, 1140),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A named part of the day, or ranges in minutes of it: every reading (null: open end)."""

    name: str | None = None
    ranges: tuple[tuple[int | None, int | None], ...] = ()


def friday_prayers(sheet: Sheet) -> list[Found[Part]]:
    """After the prayer of Friday; the word for the day is left for who reads the days."""
    found = []
    for span in sheet.find(_FRIDAY_PRAYER):
        found.append(Found(span.at, span.to, Part("after_friday_prayer")))
        for at in range(span.at, span.to):
            if not _IS_FRIDAY.fullmatch(sheet.words[at]):
                sheet.cross_out(at, at + 1)
    return found


def ranges(sheet: Sheet) -> list[Found[Part]]:
    """From one time to another, after one, before one."""
    found = []
    for pattern, read in (
        (_SHORT, _short),
        (_FROM_TO, _between),
        (_AFTER, _after),
        (_BEFORE, _before),
    ):
        for span in sheet.find(pattern):
            if part := read(span):
                found.append(Found(span.at, span.to, part))
                sheet.cross_out(span.at, span.to)
    return found


def named_parts(sheet: Sheet) -> list[Found[Part]]:
    found: list[Found[Part]] = []
    for name, pattern in _PATTERNS:
        found += [Found(one.at, one.to, Part(name)) for one in sheet.take(pattern)]
    return found


def opposite(part: Part) -> Part | None:
    """What is left of the day when this part of it is not wanted."""
    span = _OPPOSITES.get(part.name or "")
    return Part(ranges=(span,)) if span else None


def both(one: Part, other: Part) -> Part:
    """What lies in either range; the first, where they do not meet."""
    pairs = tuple(
        (max(begins or 0, other_begins or 0), _earlier(ends, other_ends))
        for begins, ends in one.ranges
        for other_begins, other_ends in other.ranges
    )
    meeting = tuple((begins, ends) for begins, ends in pairs if begins < ends)
    return Part(ranges=_tight(meeting)) if meeting else one


def _earlier(one: int | None, other: int | None) -> int:
    return min(_LATE if end is None else end for end in (one, other))


def _between(span: Span) -> Part | None:
    has_word = span["word"] is not None
    first_said, second_said = is_said(span, "1"), is_said(span, "2")
    if not has_word and not (second_said and span["p2"]):
        return None
    if not has_word and first_said and span["p1"]:
        return None  # two whole times
    if span["rel1"] or span["rel2"]:
        return None
    first, second = clock_of(span, "1", span["p2"]), clock_of(span, "2", span["p1"])
    if first is None or second is None:
        return None
    starts = first.minutes
    if not starts and (plain := clock_of(span, "1", "pm" if span["p2"] == "pm" else None)):
        starts = plain.minutes
    pairs = tuple(
        (begins, ends)
        for begins in starts
        for ends in second.minutes
        if begins < ends <= begins + HALF_DAY
    )
    return Part(ranges=_tight(pairs)) if pairs else None


def _short(span: Span) -> Part | None:
    if not (span["word"] or span["p"]):
        return None
    period = span["p"] or ""
    line = f" from {span['from']} {period} to {span['to']} {period} ".replace("  ", " ")
    found = _FROM_TO.search(line)
    return _between(Span(0, 0, found)) if found else None


def _after(span: Span) -> Part | None:
    if span["from"] and not (span["on"] or span["at"]):
        return None
    clock = clock_of(span, "")
    return (
        Part(ranges=tuple((one, None) for one in clock.minutes))
        if clock and clock.minutes
        else None
    )


def _before(span: Span) -> Part | None:
    clock = clock_of(span, "")
    return (
        Part(ranges=tuple((None, one) for one in clock.minutes))
        if clock and clock.minutes
        else None
    )


def _tight(pairs: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Of the readings that begin at once the shortest."""
    shortest: dict[int, int] = {}
    for begins, ends in pairs:
        shortest[begins] = min(ends, shortest.get(begins, 3 * DAY))
    return tuple(shortest.items())
