"""One salon's accounts at all stand-ins, and a cast for the demo page."""

from sandbox.app import Sandbox
from sandbox.demo import Cast

TELEGRAM_TOKEN = "700000001:AAStandInTokenThatOpensNothingElse00"  # noqa: S105 - opens nothing
TWILIO_SID = "AC" + "0" * 31 + "1"
TWILIO_TOKEN = "0123456789abcdef0123456789abcdef"  # noqa: S105
TWILIO_NUMBER = "+966550000000"
MOYASAR_PUBLISHABLE_KEY = "pk_test_stand_in_key_for_browsers"
MOYASAR_KEY = "sk_test_stand_in_key_that_opens_nothing"
MOYASAR_WEBHOOK_SECRET = "stand-in-webhook-secret"  # noqa: S105
STAFF_GROUP = -1_000_000_000_001


def furnish(sandbox: Sandbox, address: str, product: str | None) -> dict[str, str]:
    """Open the accounts; the environment variables by which a product uses them.

    `address` is where the stand-ins listen, `product` the PUBLIC_URL that Twilio is told.
    """
    sandbox.telegram.add_bot(TELEGRAM_TOKEN)
    sandbox.twilio.account(TWILIO_SID, TWILIO_TOKEN, TWILIO_NUMBER)
    if product is not None:
        sandbox.twilio.webhook(f"{product}/whatsapp", f"{product}/whatsapp/status")
    sandbox.moyasar.account(MOYASAR_KEY, publishable_key=MOYASAR_PUBLISHABLE_KEY)
    return {
        "TELEGRAM_BOT_TOKEN": TELEGRAM_TOKEN,
        "TELEGRAM_API_URL": address,
        "STAFF_CHAT_ID": str(STAFF_GROUP),
        "TWILIO_ACCOUNT_SID": TWILIO_SID,
        "TWILIO_AUTH_TOKEN": TWILIO_TOKEN,
        "TWILIO_WHATSAPP_NUMBER": TWILIO_NUMBER,
        "TWILIO_API_URL": address,
        "MOYASAR_SECRET_KEY": MOYASAR_KEY,
        "MOYASAR_PUBLISHABLE_KEY": MOYASAR_PUBLISHABLE_KEY,
        "MOYASAR_WEBHOOK_SECRET": MOYASAR_WEBHOOK_SECRET,
        "MOYASAR_API_URL": f"{address}/v1",
    }


def cast_of(sandbox: Sandbox) -> Cast:
    """A customer with two phones, and a member of the sample salon's staff."""
    customer = sandbox.telegram.person(
        5001, "Noura", language_code="en", phone="+966501234567", username="noura"
    )
    staff = sandbox.telegram.person(1001, "Noor", language_code="ar", phone="+966509999999")
    group = sandbox.telegram.group(STAFF_GROUP, "Noor Salon · Team", members=[staff])
    phone = sandbox.twilio.phone("+966501234567", profile_name="Noura")
    titles = {"en": "Noor Salon", "ar": "صالون نور"}
    return Cast(customer, phone, staff, group, "Asia/Riyadh", titles)
