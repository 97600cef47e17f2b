"""What stands on a receipt, from its seller to the code of the tax authority."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from booking.money import Money
from bot.conversation.screen import Text, msg, shown
from bot.receipts.sheet import Sheet
from bot.wording.localization import Localization
from payments.payment import HOLDS
from payments.receipt import Content, IssuedReceipt, Series
from payments.zatca import qr_text

_PAID_BY = {
    "moyasar": msg("Card, online"),
    HOLDS: msg("Card, online"),
    "telegram": shown("Telegram"),
    "cash": msg("Cash"),
    "terminal": msg("Card, at the salon"),
}
_INVOICE = msg("Simplified tax invoice")
_CREDIT_NOTE = msg("Credit note for a simplified tax invoice")
_RECEIPT = msg("Receipt of a payment")
_REFUND = msg("Receipt of a refund")


class Page:
    """One receipt on a page of its own."""

    def __init__(self, sheet: Sheet, arabic: Localization, english: Localization) -> None:
        self._sheet = sheet
        self._arabic, self._english = arabic.say, english.say
        self._zone = arabic.zone

    def write(self, receipt: IssuedReceipt) -> None:
        self._sheet.page()
        self._seller(receipt.content)
        self._sheet.rule()
        self._facts(receipt)
        self._sheet.rule()
        self._lines(receipt)
        self._sheet.rule()
        self._totals(receipt.content)
        self._code(receipt)

    def _seller(self, content: Content) -> None:
        self._sheet.heading(content.name.in_("ar"), content.name.in_("en"), 14)
        if content.address:
            self._sheet.note(content.address.in_("ar"), content.address.in_("en"))

    def _facts(self, receipt: IssuedReceipt) -> None:
        content, fact = receipt.content, partial(self._between, self._sheet.fact)
        title = _title(receipt)
        self._sheet.heading(self._arabic(title), self._english(title), 11)
        if content.vat_number:
            fact(msg("VAT number"), content.vat_number)
        fact(msg("Number"), str(receipt.number))
        if content.refers_to is not None:
            fact(msg("For number"), str(content.refers_to))
        fact(msg("Issued"), _moment(receipt.issued_at, self._zone))
        fact(msg("Booking code"), content.booking_code)
        fact(msg("Visit"), _moment(content.visit_at, self._zone))
        how = _PAID_BY.get(content.paid_by, shown(content.paid_by))
        self._between(self._sheet.sum, msg("Paid by: {how}", how=how), "")

    def _lines(self, receipt: IssuedReceipt) -> None:
        content = receipt.content
        self._between(self._sheet.sum, _heading(receipt), content.currency)
        for line in content.lines:
            names = line.name.in_("ar"), line.name.in_("en")
            self._sheet.sum(names[0], _amount(line.sum.total), names[1])

    def _totals(self, content: Content) -> None:
        total = content.total
        write = partial(self._between, self._sheet.sum)
        if content.is_tax_invoice:
            write(msg("Total without VAT"), _amount(total.net))
            for rate, vat in content.taxes.items():
                percent = f"{rate.normalize():f}%"
                write(msg("VAT {percent}", percent=percent), _amount(vat))
        sum_ = msg("Total with VAT") if content.vat_number else msg("Total")
        self._sheet.sum(self._arabic(sum_), _amount(total.total), self._english(sum_), bold=True)

    def _code(self, receipt: IssuedReceipt) -> None:
        content = receipt.content
        if content.is_tax_invoice and content.vat_number:
            name = content.name.in_("ar")
            self._sheet.qr(qr_text(name, content.vat_number, receipt.issued_at, content.total))
        elif content.vat_number:
            self._sheet.rule()
            not_this = msg(
                "This is no tax invoice: that comes from the salon's certified invoicing system."
            )
            self._sheet.note(self._arabic(not_this), self._english(not_this))

    def _between(self, write: Callable[[str, str, str], None], label: Text, value: str) -> None:
        write(self._arabic(label), value, self._english(label))


def _title(receipt: IssuedReceipt) -> Text:
    is_invoice = receipt.series is Series.INVOICE
    if receipt.content.is_tax_invoice:
        return _INVOICE if is_invoice else _CREDIT_NOTE
    return _RECEIPT if is_invoice else _REFUND


def _heading(receipt: IssuedReceipt) -> Text:
    if receipt.series is Series.CREDIT_NOTE:
        return msg("Given back")
    in_advance = receipt.issued_at < receipt.content.visit_at
    return msg("Paid in advance") if in_advance else msg("Service")


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def _amount(money: Money) -> str:
    return f"{money.amount:,f}"
