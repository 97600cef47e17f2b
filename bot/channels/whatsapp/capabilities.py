"""What WhatsApp can show through Twilio, inside the 24-hour window."""

from bot.wording.form import Capabilities

WHATSAPP = Capabilities(
    buttons=3,
    button_length=20,
    list_rows=10,
    row_length=24,
    description_length=72,
    text_length=1600,
    body_length=1024,
    lines_in_body=False,
    navigation=False,
    links=False,
    contact=False,
    uploads=False,
    edits=False,
)
