"""Dates by the calendar, Gregorian and Hijri, by number and by name."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from booking.sky import hijri_of, of_hijri
from bot.conversation.understanding.found import Found, Problem
from bot.conversation.understanding.numbers import DAY_NUMBER, value_of
from bot.conversation.understanding.phrase import Phrase
from bot.conversation.understanding.sheet import Sheet, Span

_LONG_OVER = timedelta(days=183)  # what is longer over is meant next year
_HIJRI_YEARS = range(1400, 1600)
_HIJRI_MARK = re.compile(r" (?:هـ|ه|ah|هجري)$")
_GREGORIAN_YEARS = range(2000, 2200)

_MONTHS = (
    "january|jan|يناير|كانون الثاني",
    "february|feb|febuary|فبراير|شباط",
    "march|mar|مارس|اذار",
    "april|apr|aprl|ابريل|نيسان|افريل",
    "may|مايو|ايار|ماي",
    "june|jun|يونيو|حزيران|جون",
    "july|jul|يوليو|تموز|جولاي",
    "august|aug|اغسطس",
    "september|sept|sep|سبتمبر|ايلول",
    "october|oct|اكتوبر|تشرين الاول",
    "november|nov|نوفمبر|تشرين الثاني",
    "december|dec|ديسمبر|كانون الاول",
)
_DHU = r"(?:(?:dh?h?u|z?ul|th?ul|dhul|zul|thul|thu|zu|dhi|thi)(?: al)? ?(?:al )?)"
_ZU = r"(?:(?:ذو|ذي|ذا|دو|دي|ذوا) )?"
_HIJRI = (
    r"muharr?am|محرم",
    r"safar|صفر",
    r"rabi[ie]? (?:al )?(?:awwal|awal|1|i)|ربيع (?:ال)?(?:اول|اولي)",
    r"rabi[ie]? (?:al |ul )?(?:thani|akh?ir|2|ii)|ربيع (?:ال)?(?:ثاني|اخر)",
    r"jumada (?:al )?(?:awwal|ula|1)|جماد[يه]? (?:ال)?(?:اول|اولي)",
    r"jumada (?:al )?(?:thani|akh?ira?|2)|جماد[يه]? (?:ال)?(?:ثاني|ثانيه|اخر|اخره)",
    r"rajab|رجب",
    r"sha ?ba+n|شعبان",
    r"ramad[ah]+n|ramazan|ramadhan|رمضان",
    r"shawwa+l|shawal|شوال",
    rf"{_DHU}?q[aie]*[a']?d[aeiy]*h?|{_ZU}(?:ال)?قعده",
    rf"{_DHU}hi+jj?[aeiy]*h?|{_ZU}(?:ال)?حجه",
)
_YEAR = r"(?: (?:لعام |سنه |عام )?(?P<year>1[45]\d\d|20\d\d))?(?: (?:هـ|ه|ah|هجري|م|ميلادي))?"
_ON = r"(?:(?:on|the|يوم|بتاريخ|تاريخ|بيوم|ليوم|في) ){0,3}"


def _named(months: tuple[str, ...], prefix: str) -> str:
    return "|".join(f"(?P<{prefix}{number}>{names})" for number, names in enumerate(months, 1))


_DAY_MONTH = Phrase(
    rf"{_ON}(?P<day>{DAY_NUMBER}|3[2-9]|[4-9]\d)(?: of| من| شهر|,){{0,2}} (?:شهر )?"
    rf"(?:{_named(_HIJRI, 'h')}|{_named(_MONTHS, 'g')}){_YEAR}"
)
_MONTH_DAY = Phrase(
    rf"{_ON}(?:{_named(_HIJRI, 'h')}|{_named(_MONTHS, 'g')}) (?:the )?"
    rf"(?P<day>\d{{1,2}}(?: (?:st|nd|rd|th))?)(?! ?[ap]m )(?:(?: ,)?{_YEAR})"
)
_DAY_OF_MONTH_NUMBER = Phrase(rf"{_ON}(?P<day>{DAY_NUMBER}) (?:من )?شهر (?P<month>\d{{1,2}})")
_NUMBERS = Phrase(
    rf"{_ON}(?P<a>\d{{1,4}})[/.\-](?P<b>\d{{1,2}})(?:[/.\-](?P<c>\d{{2,4}}))?(?: (?:هـ|ه|ah|هجري))?"
)
_SINGLE = Phrase(
    r"(?:on )?(?:the )(?P<a>\d{1,2} (?:st|nd|rd|th)|\d{1,2}(?= ))"
    r"|(?:on )?(?P<b>\d{1,2} (?:st|nd|rd|th))"
    r"|(?:يوم|بتاريخ|تاريخ) (?P<c>\d{1,2})(?! (?:مسا|م|ص|صباحا|العصر|الظهر|الصبح|بالليل|الليل) )"
)


@dataclass(frozen=True, slots=True)
class Day:
    """What was said of a day: every reading of it, or why there is none."""

    dates: tuple[date, ...] = ()
    weekday: int | None = None  # any such day agrees
    problem: Problem | None = None
    is_sure: bool = True  # else even a single reading is asked about


def dates(sheet: Sheet, today: date, moon: int = 0) -> list[Found[Day]]:
    """The dates that are said; Hijri months begin so many days later."""
    found = []
    for pattern, read in (
        (_DAY_MONTH, _by_name),
        (_MONTH_DAY, _by_name),
        (_DAY_OF_MONTH_NUMBER, _by_month_number),
        (_NUMBERS, _by_numbers),
        (_SINGLE, _by_day),
    ):
        for span in sheet.find(pattern):
            if day := read(span, _Now(today, moon)):
                found.append(Found(span.at, span.to, day))
                sheet.cross_out(span.at, span.to)
    return found


@dataclass(frozen=True, slots=True)
class _Now:
    """By which a date without a year, or of the moon, is read."""

    today: date
    moon: int

    def of_hijri(self, year: int, month: int, day: int) -> date | None:
        return of_hijri(year, month, day, self.moon)


def of_month(number: int, today: date) -> date | None:
    """The next day with this number."""
    for months in range(3):
        month = today.month - 1 + months
        day = _gregorian(today.year + month // 12, month % 12 + 1, number)
        if day and day >= today:
            return day
    return None


def _by_name(span: Span, now: _Now) -> Day | None:
    groups = span.match.groupdict()
    day = value_of(groups["day"])
    year = int(groups["year"]) if groups.get("year") else None
    for month in range(1, 13):
        if groups.get(f"h{month}"):
            return _settled(_hijri_near(year, month, day, now), now.today)
        if groups.get(f"g{month}"):
            return _settled(_gregorian_near(year, month, day, now.today), now.today)
    return None


def _by_month_number(span: Span, now: _Now) -> Day | None:
    day, month = value_of(span["day"] or ""), int(span["month"] or 0)
    return _settled(_gregorian_near(None, month, day, now.today), now.today)


def _by_numbers(span: Span, now: _Now) -> Day | None:
    said = span.match.group()
    a, b, c = int(span["a"] or 0), int(span["b"] or 0), span["c"]
    is_dated = re.match(r"(?:on|the|يوم|بتاريخ|تاريخ)", said) is not None
    if c is None:
        if "." in said and not is_dated and (b % 5 == 0 or b > 12):
            return None  # a time with a dot
        if "-" in said and not is_dated and max(a, b) <= 12:
            return None  # from one time to another
        if a > 99:
            return None
        if _HIJRI_MARK.search(said):
            return _settled(_hijri_near(None, b, a, now), now.today)
        return _day_and_month(a, b, now)
    year = int(c)
    if a > 99:
        return _of_year(a, b, year, now)
    year = year + 2000 if year < 100 else year
    return _of_year(year, b, a, now)


def _of_year(year: int, month: int, day: int, now: _Now) -> Day | None:
    if year in _HIJRI_YEARS:
        return _settled(now.of_hijri(year, month, day), now.today)
    if year not in _GREGORIAN_YEARS:
        return None
    if month > 12 >= day:
        month, day = day, month
    return _settled(_gregorian(year, month, day), now.today)


def _day_and_month(a: int, b: int, now: _Now) -> Day:
    """Day and month without a year; in English the other way round is possible too."""
    today = now.today
    usual = _gregorian_near(None, b, a, today)
    other = _gregorian_near(None, a, b, today) if a != b else None
    readings = tuple(one for one in (usual, other) if one and one >= today)
    hijri = _hijri_near(None, b, a, now)
    if usual is None and other is None:
        return Day(problem=Problem.NO_SUCH_DAY)
    if not readings:
        return Day(problem=Problem.OVER)
    if usual not in readings:
        return Day(readings, is_sure=False)
    if hijri and today <= hijri < max(readings):
        return Day((*readings, hijri), is_sure=False)
    return Day(readings)


def _by_day(span: Span, now: _Now) -> Day | None:
    said = span["a"] or span["b"] or span["c"] or ""
    number = value_of(said)
    if span["a"] and said.isdecimal() and number <= 12:
        return None  # "the 5"
    day = of_month(number, now.today)
    return Day((day,)) if day else Day(problem=Problem.NO_SUCH_DAY)


def _settled(day: date | None, today: date) -> Day:
    if day is None:
        return Day(problem=Problem.NO_SUCH_DAY)
    return Day((day,)) if day >= today else Day(problem=Problem.OVER)


def _gregorian(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _gregorian_near(year: int | None, month: int, day: int, today: date) -> date | None:
    return _near(_gregorian, [year] if year else [today.year, today.year + 1], month, day, today)


def _hijri_near(year: int | None, month: int, day: int, now: _Now) -> date | None:
    present = hijri_of(now.today, now.moon)
    years = [year] if year else [present[0], present[0] + 1] if present else []
    return _near(now.of_hijri, years, month, day, now.today)


def _near(
    calendar: Callable[[int, int, int], date | None],
    years: Sequence[int],
    month: int,
    day: int,
    today: date,
) -> date | None:
    """That day of the first of the years in which the month is not long over."""
    for year in years:
        first = calendar(year, month, 1)
        found = calendar(year, month, day)
        if first is None or year == years[-1] or today - (found or first) < _LONG_OVER:
            return found
    return None
