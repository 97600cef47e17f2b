"""Moyasar's test cards and what each of them does (docs: guides/card-payments/test-cards)."""

from dataclasses import dataclass

PAID = "4111111111111111"
DECLINED = "4123120001090109"
APPROVED = "00"
MESSAGES = {
    APPROVED: "APPROVED",
    "51": "INSUFFICIENT FUNDS",
    "05": "DECLINED",
    "41": "LOST CARD",
    "54": "EXPIRED CARD",
    "61": "EXCEEDED WITHDRAWAL LIMIT",
    "43": "STOLEN CARD",
    "99": "UNSPECIFIED FAILURE",
}
COMPANIES = {"3": "amex", "4": "visa", "5": "master"}
# Response code of every listed card; the order is that of MESSAGES.
_CARDS: dict[str, tuple[str, ...]] = {
    "mada": (
        "4201320111111010",
        "4201320000311101",
        "4201321234411220",
        "4201320131000508",
        "4201322267774310",
        "4201326324640570",
        "4201321144311528",
        "4201320000013020",
    ),
    "visa": (
        PAID,
        "4123120001090000",
        DECLINED,
        "4123450131000508",
        "4123128518640738",
        "4123123033308648",
        "4123125276780003",
        "4123120000000000",
    ),
    "master": (
        "5421080101000000",
        "5457210001000092",
        "5204730000002514",
        "5204010101000000",
        "5105107550274126",
        "5105106475101067",
        "5105107304607225",
        "5105105105105100",
    ),
    "amex": (
        "340000000900000",
        "340033000000000",
        "340033000000133",
        "340012340501000",
        "340000018441278",
        "340000753060788",
        "340000418501838",
        "371111111111114",
    ),
}
FRICTIONLESS = "4111114005765430"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the bank says to one try with a card."""

    company: str
    masked: str
    code: str

    @property
    def approved(self) -> bool:
        return self.code == APPROVED

    @property
    def message(self) -> str:
        return MESSAGES[self.code]


def outcome(number: str, *, declined: bool = False) -> Outcome:
    """Look a test card up; unlisted cards fail, and so does any when told to."""
    if not number.isdecimal() or not 13 <= len(number) <= 19:
        raise ValueError(f"not a card number: {number!r}")
    company, code = _listed(number)
    return Outcome(company, _masked(number), "05" if declined else code)


def _listed(number: str) -> tuple[str, str]:
    if number == FRICTIONLESS:
        return "visa", APPROVED
    for company, numbers in _CARDS.items():
        for code, listed in zip(MESSAGES, numbers, strict=True):
            if listed == number:
                return company, code
    return COMPANIES.get(number[0], "visa"), "99"


def _masked(number: str) -> str:
    return f"{number[:4]}-{number[4:6]}XX-XXXX-{number[-4:]}"
