"""What `check --create` makes, once."""

import main
from tests.operations.machine import SECRET_KEY, levels, salon_file

ALL = 26 + 30  # what can be tapped, and templates
FURTHER = """
[credentials]
telegram_bot_token = "700000002:AAAnotherTokenThatOpensNothing0000"
moyasar_secret_key = "sk_test_another_account"
moyasar_webhook_secret = "another secret"
"""


async def test_what_is_missing_is_made_and_verified_by_the_running_product(machine):
    machine.group()
    async with machine.running():
        lines = await machine.check_create()
    assert levels(lines, "made") == [
        f"Twilio: {ALL} Content resources",
        "Twilio: 30 templates submitted for WhatsApp's approval",
        f"Moyasar: the webhook {machine.public_url}/payments/moyasar/main",
    ]
    assert levels(lines, "wrong") == []


async def test_what_is_there_is_not_made_again(machine):
    machine.group()
    async with machine.running():
        await machine.check_create()
        again = await machine.check_create()
    assert levels(again, "made") == []
    assert levels(again, "wrong") == []
    assert len(machine.sandbox.twilio.contents) == ALL


async def test_a_new_machine_gets_its_database_first(new_machine):
    new_machine.group()
    new_machine.sandbox.moyasar.require_verification = False
    lines = await new_machine.check_create()
    assert f"Twilio: {ALL} Content resources" in levels(lines, "made")
    assert any(f"has all {ALL} Content resources" in line for line in levels(lines, "ok"))


async def test_a_vendor_that_refuses_does_not_keep_the_others_from_it(machine):
    machine.group()
    machine.sandbox.faults.add("twilio", "content.create", "500")
    async with machine.running():
        lines = await machine.check_create()
    assert any("Twilio: could not be asked" in line for line in levels(lines, "wrong"))
    assert any(line.startswith("Moyasar: the webhook") for line in levels(lines, "made"))


async def test_nothing_is_made_on_a_wrong_catalogue(machine, tmp_path):
    machine.group()
    wrong = salon_file(tmp_path, ("minutes = 45", "minutes = 0"))
    assert levels(await machine.check_create(salon_file=wrong), "made") == []
    assert machine.sandbox.twilio.contents == {}


async def test_a_further_salon_gets_its_own_webhooks(machine, tmp_path):
    machine.group()
    bot = machine.sandbox.telegram.add_bot(
        "700000002:AAAnotherTokenThatOpensNothing0000", username="olaya_bot"
    )
    machine.sandbox.moyasar.account("sk_test_another_account")
    further = salon_file(tmp_path, ('slug = "main"', 'slug = "olaya"'), more=FURTHER)
    async with machine.running() as product:
        await main.import_file(product.database, product.keyring, further)
        made = levels(await machine.check_create(), "made")
        assert f"Moyasar of olaya: the webhook {machine.public_url}/payments/moyasar/olaya" in made
        assert f"Telegram of olaya: the webhook {machine.public_url}/telegram/olaya" in made
        assert bot.updates.webhook.secret == product.keyring.telegram_secret("olaya")
        assert levels(await machine.check(), "wrong") == []


async def test_a_changed_key_reaches_a_further_salons_webhook(machine, tmp_path):
    machine.group()
    bot = machine.sandbox.telegram.add_bot("700000002:AAAnotherTokenThatOpensNothing0000")
    only_telegram = "\n".join(FURTHER.splitlines()[:3])
    further = salon_file(tmp_path, ('slug = "main"', 'slug = "olaya"'), more=only_telegram)
    async with machine.running() as product:
        await main.import_file(product.database, product.keyring, further)
        await machine.check_create()
        before = bot.updates.webhook.secret
        keys = {"secret_key": "another key, as long as the one before"}
        await machine.check_create(**keys, secret_key_previous=SECRET_KEY)
    assert bot.updates.webhook.secret not in (before, "")


async def test_credentials_under_another_key_are_told(machine, tmp_path):
    machine.group()
    further = salon_file(tmp_path, ('slug = "main"', 'slug = "olaya"'), more=FURTHER)
    async with machine.running() as product:
        await main.import_file(product.database, product.keyring, further)
    wrong = levels(
        await machine.check(secret_key="another key, as long as the one before"), "wrong"
    )
    assert any(line.startswith("credentials of olaya: cannot be decrypted") for line in wrong)


async def test_what_was_deleted_at_twilio_is_told_and_made_again(machine):
    machine.group()
    async with machine.running():
        await machine.check_create()
        machine.sandbox.twilio.contents.clear()
        wrong = levels(await machine.check(), "wrong")
        assert any(f"Twilio: lacks {ALL} of {ALL} Content resources" in line for line in wrong)
        assert all("check --create" in line for line in wrong)
        assert levels(await machine.check_create(), "wrong") == []
