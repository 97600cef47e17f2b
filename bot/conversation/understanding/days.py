"""Days as they are said: today, weekdays, in three days, dates."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from bot.conversation.understanding.calendars import Day, dates, of_month
from bot.conversation.understanding.found import Found, Problem, in_order
from bot.conversation.understanding.numbers import COUNT, value_of
from bot.conversation.understanding.phrase import Phrase
from bot.conversation.understanding.sheet import Sheet, Span, phrases

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_P = r"(?:[وف]?(?:لل|بال|هال|ال|ب|ل)?)"
_Y = r"(?:(?:[وبل]?يوم|نهار|ليوم|on|for|this|coming) )*"
_NEXT = (
    r"(?:الجاي|الجايه|الجايي|جاي|جايه|القادم|القادمه|المقبل|المقبله|الياي|اليايه|اللي جاي"
    r"|اللي جايه|اللي بيجي)"
)
_LAST = r"(?:الماضي|الماضيه|اللي فات|اللي فاتت|اللي راح|اللي طاف|الفايت|الفايته|اللي راحت)"
_THE = r"(?:[وف]?(?:لل|بال|هال|ال)|(?<=يوم ))"  # without it: "anyone", "two", a man's name
_WEEKDAYS = (
    rf"mondays?|mon|{_THE}(?:اثنين|اثنيين|اتنين|ثنين|تنين)",
    rf"tuesdays?|tues|tue|{_THE}(?:ثلاثا|ثلاثاا|تلات|ثلوث|ثلاثه)",
    rf"wednesdays?|weds|wed|wensday|wednsday|{_THE}(?:اربعا|اربعاا|ربوع|اربع|اربعه)",
    rf"thursdays?|thurs|thur|thu|thrusday|thirsday|{_THE}خميس",
    rf"fridays?|fri|firday|jum+[ua]+h?|{_THE}(?:جمعه|جمه)",
    rf"saturdays?|sat|satruday|{_THE}سبت",
    rf"sundays?|sun|{_THE}(?:احد|حد)",
)
_WEEKDAY = "|".join(f"(?P<w{number}>{names})" for number, names in enumerate(_WEEKDAYS))
_THIS_WEEK = r"(?:this week|هالاسبوع|هذا الاسبوع)"
_NEXT_WEEK = (
    rf"(?:of |the )?(?:next|following|coming) week|(?:من )?الاسبوع {_NEXT}|الاسبوع اللي بعده"
)

_RELATIVE = (
    (2, r"the day after (?:tomorrow|tmrw|tmr)|day after (?:tomorrow|tmrw)|after tomorrow"
     r"|(?:بعد|عقب) (?:بكره|بكرا|غد|غدا|باجر|باكر|بكري)|بعدبكره|اليوم اللي بعد بكره"),
    (3, r"بعد بعد (?:بكره|بكرا|غد)"),
    (1, r"tomorrow|tommorow|tomorow|tommorrow|tomorro|tmrw|tmr|tmw|tmrow|tomoz|2 moro|2 morrow"
     rf"|2 mrw|{_P}(?:بكر+[هاي]|غدا|غد|باجر|باكر|بوكره)"),
    (0, rf"today|todays|tday|2 day|{_P}يوم هذا|اليوم|هاليوم"),
)  # fmt: skip
_RELATIVE_DAYS = tuple((days, Phrase(pattern)) for days, pattern in _RELATIVE)
_TONIGHT = phrases(
    r"""
    tonight
    tonite
    2 nite
    2 night
    الليله
    هالليله
    اليله
    this (?:evening|afternoon|morning)
    """
)
_YESTERDAY = phrases(
    rf"""
    yesterday
    the other day
    امس
    البارح
    البارحه
    اول امس
    امبارح
    last (?:{"|".join(names.partition("|")[0] for names in _WEEKDAYS)}|week|night|month)
    {_Y}(?:{"|".join(_WEEKDAYS)}) {_LAST}
    الاسبوع {_LAST}
    الشهر {_LAST}
    """
)
_IN = phrases(
    rf"""
    (?:in|after|بعد|عقب) (?:(?P<n>{COUNT}) (?P<unit>days?|weeks?|ايام|يوم|اسابيع|اسبوع)|
        (?P<a>a week|one week|اسبوع)|(?P<two>يومين)|(?P<fortnight>اسبوعين|a fortnight)|
        (?P<one>a day|يوم))(?! from)
    (?P<m>{COUNT}) days from (?:now|today)
    (?P<b>a week) from (?:now|today)
    """
)
_WEEK_FROM = Phrase(rf"(?:a|one) week (?:from|on|after) (?:{_WEEKDAY}|(?P<tomorrow>tomorrow))")
_NIGHT_OF = Phrase(rf"ليله (?:{_WEEKDAY})")
_ON_WEEKDAY = phrases(
    rf"""
    (?P<before>next|this|coming|this coming|
        (?:هذا )?هال)? ?{_Y}(?P<next>next )?(?:{_WEEKDAY})(?: (?P<number>\d{{1,2}})(?: (?P<th>st|
        nd|rd|th))?(?= ))?(?: (?P<of>{_NEXT_WEEK}|{_THIS_WEEK}))?(?: (?P<after>{_NEXT}|هذا|ذا|
        اللي بعده|اللي بعد الجاي|بعد {_NEXT}))?
    """
)
_AROUND_A_FEAST = Phrase(
    rf"(?:(?:the |an? )?(?:first |last |اول |اخر )?(?:يوم |day )?(?:{_WEEKDAY}) )?(?:اللي |الي )?"
    r"(?:right |just )?(?:before|after|during|قبل|بعد|عقب|خلال) (?:the |ال)?(?:eid|ramadan|hajj"
    r"|holidays?|vacation|عيد|رمضان|حج|اجازه|اجازات)"
    r"(?: (?:al )?(?:fitr|adha|الفطر|الاضحي|holidays?))?"
)
_WEEKEND = phrases(
    rf"""
    (?P<next>next )?(?:this |the |coming )*week ?ends?
    {_P}(?:ويكند|ويك اند|ويكاند)
    (?:في )?(?:نهايه|اخر) {_P}اسبوع(?P<ar> {_NEXT})?
    """
)
_WEEK_ONLY = Phrase(rf"(?P<next>{_NEXT_WEEK})|{_THIS_WEEK}")


class Days:
    """Reads the days of a message written on `today`; weeks begin with `first_weekday`, Hijri
    months `moon` days later than calculated.
    """

    def __init__(
        self, today: date, first_weekday: int, weekend: Iterable[int], moon: int = 0
    ) -> None:
        self._today, self._moon = today, moon
        self._first = first_weekday
        self._weekend = sorted(weekend, key=self._place)

    def read(self, sheet: Sheet) -> list[Found[Day]]:
        found: list[Found[Day]] = []
        found += self._taken(sheet, _YESTERDAY, lambda _: Day(problem=Problem.OVER))
        found += self._taken(sheet, _WEEK_FROM, self._week_from)
        found += self._taken(sheet, _NIGHT_OF, self._night_of)
        sheet.take(_AROUND_A_FEAST)  # nobody can tell which day that is: it is asked
        found += dates(sheet, self._today, self._moon)
        found += self._taken(sheet, _IN, self._in)
        for days, pattern in _RELATIVE_DAYS:
            found += self._taken(sheet, pattern, self._ahead_of(days))
        found += self._taken(sheet, _WEEKEND, self._of_weekend)
        found += self._weekdays(sheet)
        found += self._taken(sheet, _WEEK_ONLY, self._of_week)
        found += [Found(one.at, one.to, self._ahead(0)) for one in sheet.find(_TONIGHT)]
        return in_order(found)

    def _taken(
        self, sheet: Sheet, pattern: Phrase, read: Callable[[Span], Day]
    ) -> list[Found[Day]]:
        return [Found(one.at, one.to, read(one)) for one in sheet.take(pattern)]

    def _ahead(self, days: int) -> Day:
        return Day((self._today + days * _DAY,))

    def _ahead_of(self, days: int) -> Callable[[Span], Day]:
        return lambda _: self._ahead(days)

    def _in(self, span: Span) -> Day:
        if span["a"] or span["b"]:
            return self._ahead(7)
        if span["fortnight"]:
            return self._ahead(14)
        if span["two"]:
            return self._ahead(2)
        if span["one"]:
            return self._ahead(1)
        count = value_of(span["n"] or span["m"] or "")
        weeks = (span["unit"] or "").startswith(("week", "اسبوع", "اسابيع"))
        return self._ahead(7 * count if weeks else count)

    def _week_from(self, span: Span) -> Day:
        weekday = _weekday_of(span)
        if weekday is None:
            return self._ahead(8)
        return Day((self._coming(weekday) + _WEEK,))

    def _night_of(self, span: Span) -> Day:
        """The night before that day, or that day's own: both are said."""
        day = self._coming(_weekday_of(span) or 0)
        return Day(tuple(one for one in (day - _DAY, day) if one >= self._today))

    def _weekdays(self, sheet: Sheet) -> list[Found[Day]]:
        found = []
        for span in sheet.find(_ON_WEEKDAY):
            day, takes_number = self._on_weekday(span)
            to = span.to
            if span["number"] and not takes_number:
                to = span.at + len(
                    sheet.between(span.at, span.to).partition(f" {span['number']} ")[0].split()
                )
            found.append(Found(span.at, to, day))
            sheet.cross_out(span.at, to)
        return found

    def _on_weekday(self, span: Span) -> tuple[Day, bool]:
        weekday = _weekday_of(span) or 0
        if span["number"] and (span["th"] or int(span["number"]) > 12):
            number = of_month(int(span["number"]), self._today)
            if number is None:
                return Day(problem=Problem.NO_SUCH_DAY), True
            if number.weekday() == weekday:
                return Day((number,), weekday), True
            return Day((self._coming(weekday), number), is_sure=False), True
        coming = self._coming(weekday)
        of, after = span["of"] or "", span["after"] or ""
        if of and "this" not in of and "هال" not in of and "هذا" not in of:
            return Day((self._next_week() + self._place(weekday) * _DAY,), weekday), False
        if after.startswith(("اللي بعد", "بعد")):
            return Day((coming + _WEEK,), weekday), False
        if (span["before"] == "next" or span["next"] or after) and after not in ("هذا", "ذا"):
            coming = self._coming(weekday, from_today=1)
            both = (coming, coming + _WEEK) if coming < self._next_week() else (coming,)
            return Day(both, weekday), False
        if coming == self._today and not of and not after and not span["before"]:
            return Day((coming, coming + _WEEK), weekday), False
        return Day((coming,), weekday), False

    def _of_weekend(self, span: Span) -> Day:
        begins = self._next_week() - _WEEK
        weeks = [begins, begins + _WEEK] if span["next"] or span["ar"] else [begins]
        days = [week + self._place(one) * _DAY for week in weeks for one in self._weekend]
        ahead = tuple(day for day in days if day >= self._today)
        return Day(ahead or tuple(day + _WEEK for day in days), is_sure=False)

    def _of_week(self, span: Span) -> Day:
        begins = self._next_week() if span["next"] else self._today
        ends = self._next_week() + (_WEEK if span["next"] else 0 * _DAY)
        return Day(tuple(begins + n * _DAY for n in range((ends - begins).days)), is_sure=False)

    def _coming(self, weekday: int, from_today: int = 0) -> date:
        first = self._today + from_today * _DAY
        return first + (weekday - first.weekday()) % 7 * _DAY

    def _next_week(self) -> date:
        """The first day of the next week."""
        return self._coming(self._first, from_today=1)

    def _place(self, weekday: int) -> int:
        """How many days after the beginning of its week."""
        return (weekday - self._first) % 7


def _weekday_of(span: Span) -> int | None:
    return next((number for number in range(7) if span[f"w{number}"]), None)
