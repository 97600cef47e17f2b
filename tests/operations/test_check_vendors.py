"""What `check` hears from the vendors, and what it makes of it."""

from datetime import timedelta

from bot.tables import staff_chats
from sandbox import scene
from tests.operations.machine import NOT_TOLD, levels

STAFF_CHAT = str(scene.STAFF_GROUP)


async def test_where_all_is_well_nothing_is_wrong(machine):
    machine.group()
    async with machine.running():
        await machine.check_create()
        lines = await machine.check()
    assert levels(lines, "wrong") == []
    told = "\n".join(levels(lines, "ok"))
    for part in (
        f"PUBLIC_URL: {machine.public_url} leads to the product",
        "Telegram: knows the bot @noor_bot",
        f"Telegram: calls {machine.public_url}/telegram/main; 0 updates wait",
        "STAFF_CHAT_ID: the bot is in the staff's group",
        "Twilio: takes our credentials and has all 56 Content resources",
        f"Moyasar: calls {machine.public_url}/payments/moyasar/main",
    ):
        assert part in told
    assert any(line.startswith(NOT_TOLD) for line in levels(lines, "note"))


async def test_no_secret_is_printed(machine):
    machine.group()
    async with machine.running():
        lines = [*await machine.check(), *await machine.check_create()]
    secrets = [
        scene.TELEGRAM_TOKEN,
        scene.TWILIO_TOKEN,
        scene.MOYASAR_KEY,
        scene.MOYASAR_WEBHOOK_SECRET,
    ]
    assert not [secret for secret in secrets if secret in "\n".join(lines)]


async def test_wrong_credentials_are_told_by_each_vendor(machine):
    machine.group()
    wrong = levels(
        await machine.check(
            telegram_bot_token="1:another",
            twilio_auth_token="another",
            moyasar_secret_key="sk_test_another",
        ),
        "wrong",
    )
    assert any("TELEGRAM_BOT_TOKEN" in line for line in wrong)
    assert any("TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN" in line for line in wrong)
    assert any("Moyasar: does not accept the key" in line for line in wrong)


async def test_a_vendor_that_does_not_answer_leaves_the_others_to_be_asked(machine):
    machine.group()
    machine.sandbox.faults.add("moyasar", "webhooks.list", "500")
    machine.sandbox.faults.add("twilio", "content.list", "502")
    lines = await machine.check()
    assert any("Moyasar: could not be asked" in line for line in levels(lines, "wrong"))
    assert any("Twilio: could not be asked" in line for line in levels(lines, "wrong"))
    assert any("Telegram: knows the bot" in line for line in levels(lines, "ok"))


async def test_updates_that_telegram_cannot_deliver_are_told(machine):
    machine.group()
    async with machine.running() as product:
        person = machine.sandbox.telegram.person(5001, "Noura")
        await product.tenants.first.telegram.set_webhook(
            f"{machine.public_url}/telegram/main", "somebody-elses"
        )
        person.send("/start")
        await machine.sandbox.deliveries.settled()
        wrong = levels(await machine.check(), "wrong")
        assert any("Telegram: could not deliver at 2027-03-01T07:00Z" in line for line in wrong)
        assert any("was SECRET_KEY changed?" in line for line in wrong)


async def test_an_error_of_yesterday_is_only_noted(machine, clock):
    machine.group()
    async with machine.running() as product:
        first = product.tenants.first
        address = f"{machine.public_url}/telegram/main"
        await first.telegram.set_webhook(address, "somebody-elses")
        machine.sandbox.telegram.person(5001, "Noura").send("/start")
        await machine.sandbox.deliveries.settled()
        clock.move(timedelta(days=2))
        await machine.sandbox.deliveries.tick()
        await machine.sandbox.deliveries.settled()
        lines = await machine.check()
    assert any("Telegram: could not deliver" in line for line in levels(lines, "note"))


async def test_a_webhook_of_somebody_else_is_told(machine):
    machine.group()
    async with machine.running() as product:
        telegram = product.tenants.first.telegram
        await telegram.set_webhook(f"{machine.public_url}/elsewhere", "secret")
        wrong = levels(await machine.check(), "wrong")
        assert f"Telegram: does not call {machine.public_url}/telegram/main: `run` sets it" in wrong


async def test_without_a_public_address_telegram_is_polled(machine):
    machine.group()
    alone = {"twilio_account_sid": None, "twilio_auth_token": None, "moyasar_secret_key": None}
    lines = await machine.check(public_url=None, **alone)
    assert "Telegram: is polled; 0 updates wait" in levels(lines, "ok")


async def test_a_group_without_the_bot_is_told(machine):
    machine.group(bot_in=False)
    wrong = levels(await machine.check(), "wrong")
    assert f"STAFF_CHAT_ID: the bot is not in the group {STAFF_CHAT}: add it" in wrong


async def test_a_group_that_became_a_supergroup_is_only_noted(machine):
    machine.group(kind="group").migrate(-1_000_000_000_777)
    note = levels(await machine.check(), "note")
    assert any("STAFF_CHAT_ID: the group is -1000000000777 now" in line for line in note)


async def test_a_group_that_moved_is_remembered(machine):
    machine.group(kind="group").migrate(-1_000_000_000_777)
    async with machine.running() as product:
        moved = {"chat": STAFF_CHAT, "moved_to": "-1000000000777", "lost_at": None}
        async with product.database.unit_of_work(product.tenants.first.tenant_id) as work:
            await work.put(staff_chats, moved)
        ok = levels(await machine.check(), "ok")
    assert any("staff's group, which is -1000000000777 now" in line for line in ok)


async def test_a_webhook_that_was_never_verified_is_told(machine):
    machine.group()
    machine.sandbox.faults.add("moyasar", "webhooks.create", "webhook_never")
    async with machine.running() as product:
        address = f"{machine.public_url}/payments/moyasar/main"
        await product.tenants.first.provider.register_webhook(address)
        wrong = levels(await machine.check(), "wrong")
    assert any(f"Moyasar: has not verified {address}" in line for line in wrong)


async def test_a_database_that_knows_no_salon_leaves_the_vendors_to_be_asked(machine):
    machine.group()
    lines = await machine.check()
    assert "SALON_FILE: main is imported by `run`" in levels(lines, "note")
    assert any("Twilio: takes our credentials" in line for line in levels(lines, "note"))


async def test_a_payment_providers_token_is_tried(machine):
    machine.group()
    machine.sandbox.telegram.connect_payments("a token")
    right = await machine.check(telegram_provider_token="a token")
    assert "ok     TELEGRAM_PROVIDER_TOKEN: Telegram makes invoices with it" in right
    wrong = levels(await machine.check(telegram_provider_token="another"), "wrong")
    assert any("TELEGRAM_PROVIDER_TOKEN: is not accepted" in line for line in wrong)
    assert not any("another" in line for line in wrong)
