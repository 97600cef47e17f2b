"""What a receipt looks like: read again from its picture, as a phone or an inspector would."""

import base64
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
import zxingcpp

from booking.money import Money
from booking.salon import LocalName
from bot.receipts.page import Page
from bot.receipts.sheet import Sheet
from bot.wording.localization import Wording
from payments.payment import AT_SALON, HOLDS
from payments.receipt import Content, IssuedReceipt, Line, Series, content_document, content_of
from payments.vat import split

AT = datetime(2027, 3, 1, 7, tzinfo=UTC)
VAT_NUMBER = "310122393500003"
NAMES = (
    LocalName({"ar": "قص شعر", "en": "Haircut"}),
    LocalName({"ar": "تنظيف بشرة بالفيتامين C (75 دقيقة)", "en": "Facial with vitamin C"}),
)


def receipt(total=10000, *, series=Series.INVOICE, number=17, issued_at=AT, rate=15, **changes):
    prices = [(Money(11500, "SAR"), Decimal(15)), (Money(24000, "SAR"), Decimal(rate))]
    sums = split(Money(total, "SAR"), prices)
    values = {
        "name": LocalName({"ar": "مؤسسة نور للتجميل", "en": "Noor Beauty Est."}),
        "address": LocalName({"ar": "شارع العليا، الرياض", "en": "Olaya St, Riyadh"}),
        "vat_number": VAT_NUMBER,
        "einvoice_phase": 1,
        "booking_code": "AB12CD",
        "visit_at": AT + timedelta(days=1, hours=2),
        "paid_by": "moyasar",
        "currency": "SAR",
        "lines": tuple(
            Line(name, one, percent)
            for name, one, (_, percent) in zip(NAMES, sums, prices, strict=True)
        ),
    }
    return IssuedReceipt(series, number, issued_at, Content(**{**values, **changes}))


def drawn(*receipts):
    words = Wording.load()
    zone = ZoneInfo("Asia/Riyadh")
    sheet = Sheet(AT)
    page = Page(sheet, words.in_("ar", zone), words.in_("en", zone))
    for one in receipts:
        page.write(one)
    return sheet.finish()


@pytest.fixture
def read():
    """Render receipts; their words, and the texts of their codes, by page."""
    opened = []

    def read(*receipts):
        document = pypdfium2.PdfDocument(drawn(*receipts))
        opened.append(document)
        return [
            (
                page.get_textpage().get_text_range(),
                [code.text for code in zxingcpp.read_barcodes(page.render(scale=2).to_pil())],
            )
            for page in document
        ]

    yield read
    for document in opened:
        document.close()


def fields(code):
    """The values of a tax invoice's code, as the authority's own reader takes it apart."""
    rest, found = base64.b64decode(code), []
    while rest:
        tag, length = rest[0], rest[1]
        assert tag == len(found) + 1
        found.append(rest[2 : 2 + length].decode())
        rest = rest[2 + length :]
    return found


def test_the_code_on_a_tax_invoice_says_who_sold_what_when_with_how_much_tax(read):
    ((words, codes),) = read(receipt())
    assert [fields(code) for code in codes] == [
        ["مؤسسة نور للتجميل", VAT_NUMBER, "2027-03-01T07:00:00Z", "100.00", "13.04"]
    ]
    # Lines of both directions are read back word by word.
    for said in ("Simplified tax invoice", VAT_NUMBER, "17", "2027-03-01", "10:00", "AB12CD"):
        assert said in words
    assert "13.04" in words
    assert {"Paid", "advance"} <= set(words.split())


def test_each_rate_of_tax_has_a_line_of_its_own(read):
    ((words, codes),) = read(receipt(rate=5))
    assert {"4.23", "3.22"} <= set(words.split())
    assert fields(codes[0])[4] == "7.45"


def test_a_credit_note_names_the_invoice_and_has_a_code_too(read):
    ((words, codes),) = read(receipt(5000, series=Series.CREDIT_NOTE, number=3, refers_to=17))
    assert fields(codes[0])[3:] == ["50.00", "6.52"]
    assert "Credit note for a simplified tax invoice" in words
    assert {"Given", "back", "For", "17"} <= set(words.split())


@pytest.mark.parametrize(
    ("changes", "total"),
    [({"einvoice_phase": 2}, "Total with VAT"), ({"vat_number": None}, "Total")],
)
def test_what_is_no_tax_invoice_bears_neither_its_title_nor_its_code(read, changes, total):
    ((words, codes),) = read(receipt(**changes))
    assert codes == []
    assert "tax invoice" not in words.replace("This is no tax invoice", "")
    assert ("certified" in words) == ("einvoice_phase" in changes)
    assert "Receipt of a payment" in words
    assert "13.04" not in words
    assert set(total.split()) <= set(words.split())


def test_what_is_paid_after_the_visit_is_not_paid_in_advance(read):
    ((words, _),) = read(receipt(issued_at=AT + timedelta(days=2)))
    assert "advance" not in words


def test_both_languages_stand_side_by_side(read):
    ((words, _),) = read(receipt())
    for said in ("Noor Beauty Est.", "مؤسسة نور للتجميل", "فاتورة ضريبية مبسطة", "قص شعر"):
        assert said in words


def test_every_receipt_is_a_page_and_the_same_receipts_are_the_same_bytes(read):
    three = (receipt(), receipt(5000, series=Series.CREDIT_NOTE), receipt(vat_number=None))
    assert len(read(*three)) == 3
    assert drawn(*three) == drawn(*three)


def test_a_receipt_survives_being_written_down():
    content = receipt(refers_to=5).content
    assert content_of(content_document(content)) == content


@pytest.mark.parametrize("provider", ["moyasar", HOLDS, "telegram", *sorted(AT_SALON)])
def test_how_it_was_paid_is_said_in_words(read, provider):
    ((words, _),) = read(receipt(paid_by=provider))
    assert provider not in words
