"""How a form looks on Telegram, in both directions of writing."""

import pytest

from bot.wording.form import Button, Layout
from tests.bot.channels.forms import choices, form, saying

NAMES = ("سارة", "نورة", "هند", "لمى", "ريم")


def rows(message):
    return [[button.text for button in row] for row in message.buttons]


@pytest.fixture
def shown(channel, telegram, noura):
    """Say a form and return the message as the customer sees it."""

    async def show(form, **how):
        await channel.say(saying(form, **how))
        return telegram.chat(noura.user_id).messages[-1]

    return show


async def test_choices_come_first_and_the_ways_back_last(shown):
    message = await shown(form())
    assert message.text == "When would you like to come?"
    assert rows(message) == [["10:00"], ["10:30"], ["Back", "Menu"]]
    assert [button.data for row in message.buttons for button in row] == [
        *("t3.0", "t3.1", "t3.2", "t3.3")
    ]


async def test_short_labels_share_a_row(shown):
    message = await shown(form(choices=choices(7, "1{}:00"), columns=3, navigation=()))
    assert [len(row) for row in rows(message)] == [3, 3, 1]


async def test_one_long_label_gives_every_choice_its_own_row(shown):
    wide = (*choices(2), Button("Haircut and beard with hot towel", "t3.9"))
    message = await shown(form(choices=wide, columns=2, navigation=()))
    assert [len(row) for row in rows(message)] == [1, 1, 1]


async def test_a_row_never_has_more_buttons_than_telegram_takes(shown):
    message = await shown(form(choices=choices(10, "{}"), columns=12, navigation=()))
    assert [len(row) for row in rows(message)] == [8, 2]


async def test_arabic_rows_begin_on_the_right(shown):
    names = tuple(Button(name, f"t3.{at}") for at, name in enumerate(NAMES))
    back = (Button("رجوع", "t3.5"), Button("القائمة", "t3.6"))
    message = await shown(form(language="ar", choices=names, navigation=back, columns=3))
    assert rows(message) == [["هند", "نورة", "سارة"], ["ريم", "لمى"], ["القائمة", "رجوع"]]


async def test_a_link_is_a_button_above_the_choices(shown):
    message = await shown(form(link=Button("Pay", url="https://pay.example.com/1")))
    assert rows(message)[0] == ["Pay"]
    assert message.buttons[0][0].url == "https://pay.example.com/1"


async def test_links_in_the_text_show_no_preview(shown):
    message = await shown(form("See https://noor.example.com/map"))
    assert message.wire["link_preview_options"] == {"is_disabled": True}


async def test_signs_of_markup_stay_as_they_are(shown):
    message = await shown(form("<b>*Noor* & Co_"))
    assert message.text == "<b>*Noor* & Co_"
    assert "entities" not in message.wire


async def test_choices_of_a_plain_text_are_no_buttons(shown):
    message = await shown(form(layout=Layout.TEXT, text="1. 10:00\n2. 10:30"))
    assert rows(message) == [["Back", "Menu"]]


async def test_a_form_with_nothing_to_tap_has_no_keyboard(shown):
    message = await shown(form("Thank you.", choices=(), navigation=()))
    assert message.buttons == []


async def test_the_number_is_asked_for_with_a_keyboard_that_goes_when_used(shown, telegram, noura):
    message = await shown(form("Your number?", choices=(), contact="Share my number"))
    keyboard = [[(key.text, key.contact) for key in row] for row in message.reply_keyboard]
    assert keyboard == [[("Share my number", True)], [("Back", False), ("Menu", False)]]
    assert telegram.chat(noura.user_id).one_time_keyboard
    noura.share_contact()
    assert telegram.chat(noura.user_id).keyboard is None


async def test_choices_beside_the_contact_key_are_keys_that_write_their_label(shown):
    message = await shown(form("Your number?", contact="Share my number"))
    assert [[key.text for key in row] for row in message.reply_keyboard] == [
        *(["Share my number"], ["10:00"], ["10:30"], ["Back", "Menu"])
    ]


async def test_a_group_is_never_asked_for_a_number(channel, telegram, staff):
    await channel.say(saying(form("Your number?", contact="Share my number"), chat="-5001"))
    assert rows(telegram.chat(-5001).messages[-1])[-1] == ["Back", "Menu"]
