"""Dates of the Hijri calendar in words."""

from datetime import date

from booking.sky import hijri_of

_MONTHS = {
    "en": (
        *("Muharram", "Safar", "Rabi al-Awwal", "Rabi al-Thani", "Jumada al-Ula"),
        *("Jumada al-Akhirah", "Rajab", "Shaban", "Ramadan", "Shawwal"),
        *("Dhu al-Qadah", "Dhu al-Hijjah"),
    ),
    "ar": (
        *("محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة"),
        *("رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة"),
    ),
}


def hijri_date(day: date, begins_later: int, language: str) -> str | None:
    """Day and month; None where the calendar is not settled."""
    found = hijri_of(day, begins_later)
    if found is None:
        return None
    _, month, day_of_month = found
    return f"{day_of_month} {_MONTHS[language][month - 1]}"
