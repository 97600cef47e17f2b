"""Groups: privacy mode, membership, migration, questions about chats."""

import pytest
from telegram.error import BadRequest, Forbidden


@pytest.fixture
def staff(standin, noura):
    return standin.group(-100500, "Staff", members=[noura])


async def texts(bot):
    return [one.message.text for one in await bot.get_updates() if one.message]


async def test_privacy_mode_hides_what_is_not_for_the_bot(bot, noura, staff):
    sent = await bot.send_message(staff.chat_id, "New booking")
    noura.send("good morning", staff)
    noura.send("/today", staff)
    noura.send("/today@other_bot", staff)
    noura.send("hey @noor_bot", staff)
    noura.send("done", staff, reply_to=sent.message_id)
    assert await texts(bot) == ["/start", "/today", "hey @noor_bot", "done"]
    staff.promote_bot()
    noura.send("good night", staff)
    assert "good night" in await texts(bot)


async def test_a_bot_without_privacy_mode_hears_everything(standin):
    listener = standin.add_bot("777:AllEars", username="ears_bot", reads_all_group_messages=True)
    huda = standin.person(1003, "Huda")
    group = standin.group(-100700, "Staff", members=[huda])
    huda.send("good morning", group)
    assert len(listener.updates.waiting()) == 1


async def test_who_is_no_member_cannot_write(standin, staff):
    with pytest.raises(ValueError, match="no member"):
        standin.person(1004, "Passer-by").send("/today", staff)


async def test_being_kicked_and_leaving_are_told(bot, noura, staff):
    staff.kick_bot(by=noura)
    change = (await bot.get_updates(offset=-1))[0].my_chat_member
    assert (change.chat.id, change.from_user.id) == (staff.chat_id, noura.user_id)
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("member", "kicked")
    staff.add_bot()
    await bot.leave_chat(staff.chat_id)
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.send_message(staff.chat_id, "Bye")
    with pytest.raises(BadRequest, match="Chat member status can't be changed in private chats"):
        await bot.leave_chat(noura.user_id)


async def test_migration_is_told_in_both_chats(bot, standin, noura):
    group = standin.group(-500, "Staff", kind="group", members=[noura])
    group.migrate(-100500)
    old, new = [one.message for one in await bot.get_updates(offset=-2)]
    assert (old.chat.id, old.migrate_to_chat_id) == (-500, -100500)
    assert (new.chat.id, new.chat.type, new.migrate_from_chat_id) == (-100500, "supergroup", -500)
    assert standin.chat(-100500).title == "Staff"


async def test_topics_travel_with_messages(bot, standin, noura):
    forum = standin.group(-100800, "Staff", members=[noura], topics=[7])
    noura.send("/today", forum, thread=7)
    message = (await bot.get_updates(offset=-1))[0].message
    assert (message.message_thread_id, message.is_topic_message) == (7, True)
    assert message.chat.is_forum


async def test_chats_and_members_can_be_asked_about(bot, peer, standin, noura, staff):
    standin.person(1005, "Huda")
    assert (await bot.get_chat(noura.user_id)).first_name == "Noura"
    assert (await peer.get_chat(staff.chat_id)).title == "Staff"
    assert (await bot.get_chat_member(staff.chat_id, noura.user_id)).status == "member"
    assert (await peer.get_chat_member(staff.chat_id, 1005)).status == "left"
    staff.promote_bot()
    assert (await peer.get_chat_member(staff.chat_id, 123456)).can_delete_messages
    with pytest.raises(BadRequest, match="User not found"):
        await bot.get_chat_member(staff.chat_id, 404)
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.get_chat(1005)


async def test_taps_in_a_group_reach_the_bot_that_asked(bot, noura, staff):
    markup = {"inline_keyboard": [[{"text": "Confirm", "callback_data": "c"}]]}
    await bot.send_message(staff.chat_id, "New booking", reply_markup=markup)
    noura.tap("Confirm", chat=staff)
    query = (await bot.get_updates(offset=-1))[0].callback_query
    assert (query.message.chat.id, query.from_user.id) == (staff.chat_id, noura.user_id)
