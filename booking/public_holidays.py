"""Public holidays of a country, offline; the library is loaded when a salon keeps them."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache


def is_public_holiday(day: date, country: str, worked: frozenset[str]) -> bool:
    """Is everything closed? `worked` are the holidays on which this salon is open all the same."""
    name = _of_year(country, day.year).get(day)
    return name is not None and not any(name.startswith(one) for one in worked)


def names_of(country: str, year: int) -> tuple[str, ...]:
    """What the holidays of that year are called."""
    return tuple(dict.fromkeys(_of_year(country, year).values()))


def is_country(code: str) -> bool:
    import holidays

    return code in holidays.list_supported_countries()


@lru_cache(maxsize=200)
def _of_year(country: str, year: int) -> Mapping[date, str]:
    import holidays

    found = holidays.country_holidays(country, years=year, language="en_US")
    return {day: name for day, name in found.items() if day.year == year}
