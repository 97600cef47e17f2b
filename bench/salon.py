"""A salon that is well booked but never sold out while it is measured, as a catalogue file."""

from pathlib import Path

SLUG = "main"
STAFF, SERVICES = 8, 6
OF_EACH_SERVICE = 4  # people who do it
MINUTES = 30  # of each service
HORIZON_DAYS = 30

_SALON = f"""\
[salon]
slug = "{SLUG}"
name = {{ en = "Noor Salon", ar = "صالون نور" }}
timezone = "Asia/Riyadh"
currency = "SAR"
languages = ["ar", "en"]
phone = "+966500000000"
location = {{ latitude = 24.69, longitude = 46.68, address = {{ en = "Olaya St", ar = "العليا" }} }}
weekend = ["fri", "sat"]
first_weekday = "sun"
slot_step = 15
hold_minutes = 15
cancel_until = 1440
minimum_notice = 60
horizon_days = {HORIZON_DAYS}
quiet_hours = "00:00-00:00"
"""


def write_catalogue(
    folder: Path, staff: int = STAFF, of_each_service: int = OF_EACH_SERVICE, rules: str = ""
) -> Path:
    """A file for SALON_FILE in this folder; nothing in it asks for a deposit.

    `rules`: further lines of the table `[salon]`.
    """
    file = folder / "salon.toml"
    hours = "\n[hours]\n" + "".join(f'{day} = ["08:00-22:00"]\n' for day in _WEEK)
    services = "".join(map(_service, range(SERVICES)))
    first = [one * staff // SERVICES for one in range(SERVICES)]  # who does it, and those after
    people = "".join(
        _member(
            number,
            [one for one in range(SERVICES) if (number - first[one]) % staff < of_each_service],
        )
        for number in range(staff)
    )
    file.write_text(f"{_SALON}{rules}{hours}{services}{people}", encoding="utf-8")
    return file


def _service(number: int) -> str:
    return f"""
[[services]]
id = "service-{number}"
name = {{ en = "Service {_letter(number)}", ar = "خدمة {_letter(number)}" }}
minutes = {MINUTES}
price = "{60 + 20 * number}.00"
"""


def _member(number: int, services: list[int]) -> str:
    does = [f"service-{one}" for one in services]
    return f"""
[[staff]]
id = "member-{number}"
name = {{ en = "Member {_letter(number)}", ar = "موظفة {_letter(number)}" }}
services = {does}
"""


def _letter(number: int) -> str:
    return chr(ord("A") + number % 26) * (1 + number // 26)


_WEEK = ("sat", "sun", "mon", "tue", "wed", "thu", "fri")
