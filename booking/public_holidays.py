"""Public holidays of a country, offline; the library is loaded when a salon keeps them."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache


def is_public_holiday(day: date, country: str, worked: frozenset[str]) -> bool:
    """Is everything closed? `worked` are the holidays on which this salon is open all the same."""
    names = _of_year(country, day.year).get(day, ())
    return any(not name.startswith(tuple(worked)) for name in names)


def names_of(country: str, year: int) -> tuple[str, ...]:
    """What the holidays of that year are called."""
    names = _of_year(country, year).values()
    return tuple(dict.fromkeys(name for several in names for name in several))


def is_country(code: str) -> bool:
    import holidays

    return code in holidays.list_supported_countries()


@lru_cache(maxsize=200)
def _of_year(country: str, year: int) -> Mapping[date, tuple[str, ...]]:
    """What each is called; two may fall on one day."""
    import holidays

    found = holidays.country_holidays(country, years=year, language="en_US")
    return {day: tuple(found.get_list(day)) for day in found if day.year == year}
