"""The file's `[credentials]`: a further salon's own keys, by the variables' names in lower case."""

from collections.abc import Mapping

from booking.catalog_file.fields import sender_number, text
from booking.catalog_file.node import Node

WHATSAPP_NUMBER = "twilio_whatsapp_number"
NAMES = (
    "telegram_bot_token",
    "telegram_provider_token",
    "staff_chat_id",
    "staff_thread_id",
    "twilio_account_sid",
    "twilio_auth_token",
    WHATSAPP_NUMBER,
    "moyasar_secret_key",
    "moyasar_webhook_secret",
    "moyasar_publishable_key",
)


def read_credentials(node: Node) -> Mapping[str, str]:
    """Texts by name; problems never repeat a secret."""
    if not node.is_table(NAMES):
        return {}
    return {
        name: sender_number(node.at(name)) if name == WHATSAPP_NUMBER else text(node.at(name))
        for name in NAMES
        if node.at(name).exists
    }
