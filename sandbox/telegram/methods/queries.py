"""Answering a tap."""

from sandbox.telegram.call import Call, Handler
from sandbox.telegram.errors import bad_request
from sandbox.telegram.updates import QUERIES_KEPT

LONGEST_ANSWER = 200


def answer_callback_query(call: Call) -> bool:
    query = call.bot.queries.get(call["callback_query_id"])
    if query is None or call.world.now() - query.asked_at > QUERIES_KEPT:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = call.get("text")
    if len(text or "") > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if chat := call.world.find(call.bot, query.chat_id):
        chat.toast, chat.alert = text, call.get("show_alert", False)
        if call["callback_query_id"] in chat.unanswered:
            chat.unanswered.remove(call["callback_query_id"])
    call.world.changed()
    return True


METHODS: dict[str, Handler] = {"answerCallbackQuery": answer_callback_query}
