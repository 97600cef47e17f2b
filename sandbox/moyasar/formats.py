"""How Moyasar writes sums and moments, and which moments it reads."""

from datetime import UTC, datetime

DECIMALS = {"JPY": 0, "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3}
CURRENCIES = frozenset(
    {*DECIMALS, "AED", "CNY", "EGP", "EUR", "GBP", "INR", "PKR", "QAR", "SAR", "TRY", "USD"}
)


def sum_in(currency: str, amount: int) -> str:
    """Return the amount of minor units in the currency's unit: "60.91"."""
    decimals = DECIMALS.get(currency, 2)
    if not decimals:
        return str(amount)
    whole, part = divmod(amount, 10**decimals)
    return f"{whole}.{part:0{decimals}}"


def amount_format(currency: str, amount: int) -> str:
    return f"{sum_in(currency, amount)} {currency}"


def iso(at: datetime) -> str:
    text = at.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def iso_or_null(at: datetime | None) -> str | None:
    return None if at is None else iso(at)


def moment(text: str) -> datetime:
    """Read an ISO date or datetime; a date is its 00:00:00, without a zone it is UTC."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
