"""What `check` says of catalogues and databases, down to a machine on which there is nothing."""

import pytest

from booking.catalog_file import import_catalogue, read_catalogue
from booking.errors import Problem
from booking.store.database import Database
from tests.operations.machine import SALON, levels, salon_file


async def test_a_new_machine_is_told_what_would_be_made(new_machine, tmp_path):
    new_machine.group()
    lines = await new_machine.check()
    assert levels(lines, "wrong")[0].startswith("Telegram: does not call")
    assert f"DATABASE_URL: {tmp_path}/var/bookings.db is not there yet: `run` makes it" in levels(
        lines, "note"
    )
    assert not (tmp_path / "var").exists()


async def test_an_empty_postgresql_is_told_what_would_be_made(new_machine, postgresql):
    with postgresql.database(migrated=False) as url:
        new_machine.database_url = url
        lines = await new_machine.check()
    assert any("the database is empty: `run` makes" in line for line in levels(lines, "note"))


async def test_without_a_salon_there_is_nothing_to_run(new_machine):
    wrong = levels(await new_machine.check(salon_file=None), "wrong")
    assert any(line.startswith("SALON_FILE: no salon is known yet") for line in wrong)


async def test_every_mistake_in_a_catalogue_has_its_line_and_field(machine, tmp_path):
    file = salon_file(tmp_path, ("minutes = 45", "minutes = 0"), ('price = "90.00"', 'price = "x"'))
    wrong = levels(await machine.check(salon_file=file), "wrong")
    line = file.read_text()[: file.read_text().index("minutes = 0")].count("\n") + 1
    assert any(told.startswith(f"{file}:{line} services[haircut].minutes: ") for told in wrong)
    assert any("services[blow-dry].price: " in told for told in wrong)


async def test_a_database_that_cannot_be_reached_is_told_without_its_password(machine):
    url = "postgresql://user:a-password-nobody-sees@127.0.0.1:1/x"
    lines = await machine.check(database_url=url)
    assert any("the database cannot be reached" in line for line in levels(lines, "wrong"))
    assert "a-password-nobody-sees" not in "\n".join(lines)
    assert any(line.startswith("Moyasar: takes our key") for line in levels(lines, "ok"))


@pytest.mark.changes_schema
async def test_a_schema_that_is_behind_is_to_be_migrated(machine, clock):
    database = Database(machine.database_url, clock)
    async with database.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    await database.close()
    wrong = levels(await machine.check(), "wrong")
    assert any("the schema is 0001" in line and "migrate" in line for line in wrong)


@pytest.mark.changes_schema
async def test_a_newer_schema_is_only_noted(machine, clock):
    database = Database(machine.database_url, clock)
    async with database.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    await database.close()
    assert any("newer than this release" in line for line in levels(await machine.check(), "note"))


async def test_what_follows_from_a_wrong_variable_is_not_told_again(machine):
    problem = Problem("TWILIO_AUTH_TOKEN", "is too short")
    wrong = levels(await machine.check(problem, twilio_auth_token=None), "wrong")
    assert [line for line in wrong if "TWILIO_AUTH_TOKEN" in line] == [str(problem)]


async def test_deposits_are_those_of_the_database(machine, clock):
    database = Database(machine.database_url, clock)
    await import_catalogue(database, read_catalogue(SALON.read_text(), "salon.toml"), seal=str)
    await database.close()
    wrong = levels(await machine.check(moyasar_secret_key=None, salon_file=None), "wrong")
    assert any("2 services ask for a deposit" in line for line in wrong)
