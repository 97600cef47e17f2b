"""What Telegram can show."""

from bot.wording.form import Capabilities

TELEGRAM = Capabilities(
    buttons=96,  # of Telegram's hundred; the others are for the link and the navigation
    button_length=60,
    list_rows=0,
    row_length=0,
    description_length=0,
    text_length=4096,
    body_length=4096,
    lines_in_body=True,
    navigation=True,
    links=True,
    contact=True,
    uploads=True,
    edits=True,
)
