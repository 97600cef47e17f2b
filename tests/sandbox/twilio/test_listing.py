"""GET Messages: what a reconciliation finds."""

from datetime import date

import pytest
from twilio.base.exceptions import TwilioException, TwilioRestException

NUMBER = "whatsapp:+966500000000"
CUSTOMER = "whatsapp:+966511111111"


async def test_messages_are_listed_newest_first_over_pages(api, guest) -> None:
    sent = [(await api.send(body=str(n))).sid for n in range(5)]
    listed = await api(lambda client: client.messages.list(from_=NUMBER, page_size=2))
    assert [message.sid for message in listed] == sent[::-1]


async def test_filters_are_by_recipient_sender_and_day(api, guest, clock, twilio) -> None:
    first = (await api.send(body="1")).sid
    twilio.phone("+966522222222").send("hi")
    clock.pass_by(days=1)
    guest.send("again")
    second = (await api.send(body="2")).sid

    async def sids(**filters: object) -> list[str]:
        listed = await api(lambda client: client.messages.list(**filters))
        return [message.sid for message in listed]

    assert await sids(to=CUSTOMER) == [second, first]
    assert len(await sids(from_=CUSTOMER)) == 2
    assert len(await sids(from_="whatsapp:+966522222222")) == 1
    assert await sids(to=CUSTOMER, date_sent=date(2026, 11, 23)) == [first]
    assert await sids(to=CUSTOMER, date_sent_after="2026-11-24") == [second]
    assert await sids(to=CUSTOMER, date_sent_before="2026-11-23") == [first]
    assert await sids(to=CUSTOMER, date_sent_before=clock.at) == [second, first]
    assert await sids(to=CUSTOMER, date_sent_after=clock.at) == [second]


async def test_another_accounts_messages_are_not_found(api, guest, twilio) -> None:
    sid = (await api.send(body="ours")).sid
    other = twilio.account("AC" + "a" * 32, "another", "+966500000009")
    api.sid, api.token = other.sid, other.auth_token
    assert await api(lambda client: client.messages.list()) == []
    with pytest.raises(TwilioRestException) as refused:
        await api(lambda client: client.messages(sid).fetch())
    assert (refused.value.status, refused.value.code) == (404, 20404)


async def test_a_page_of_no_size_is_refused(api) -> None:
    with pytest.raises(TwilioException):
        await api(lambda client: client.messages.page(page_size=0))
