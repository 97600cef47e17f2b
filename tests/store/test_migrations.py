"""The migrated schema is the one that the models describe, however often and by whom it is made."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint, inspect, text

from booking.store.tenancy import metadata
from migrations import database_version, is_current, newest_version, upgrade

_ROOT = Path(__file__).parent.parent.parent
_MODELS = [
    *(f"booking.store.tables.{name}" for name in ("salon", "people", "bookings", "photos")),
    *(f"booking.store.tables.{name}" for name in ("reviews", "waiting", "work")),
    "payments.tables",
    "bot.tables",
]
_MIGRATE_WHEN_TOLD = (
    "import sys; from tests.databases import migrate\n"
    "print('ready', flush=True); sys.stdin.readline(); migrate(sys.argv[1])"
)


@pytest.fixture(scope="module")
def models():
    for module in _MODELS:
        import_module(module)
    return metadata


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path):
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.db"
        return
    with request.getfixturevalue("postgresql").database(migrated=False) as url:
        yield url


async def test_the_migrated_schema_equals_the_models(database, models):
    def differences(connection):
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, models)

    async with database.across_tenants() as connection:
        assert await connection.run_sync(differences) == []


async def test_keys_and_checks_are_those_of_the_models(database, models):
    # Alembic compares neither.
    def read(connection):
        inspector = inspect(connection)
        return {
            name: (
                inspector.get_pk_constraint(name)["constrained_columns"],
                {check["name"] for check in inspector.get_check_constraints(name)},
            )
            for name in models.tables
        }

    async with database.across_tenants() as connection:
        found = await connection.run_sync(read)
    for name, table in models.tables.items():
        key, checks = found[name]
        assert key == [column.name for column in table.primary_key]
        assert checks >= {check.name for check in table.constraints if _is_check(check)}


def _is_check(constraint):
    return isinstance(constraint, CheckConstraint)


def test_every_key_of_a_tenants_table_begins_with_the_tenant(models):
    owned = [table for table in models.tables.values() if table.info.get("tenant_owned")]
    assert owned
    for table in owned:
        assert next(iter(table.primary_key)).name == "tenant_id"
        for constraint in table.constraints:
            if isinstance(constraint, UniqueConstraint):
                assert constraint.columns[0].name == "tenant_id"
            if isinstance(constraint, ForeignKeyConstraint):
                assert constraint.columns[0].name == "tenant_id"
                assert constraint.elements[0].column.name == "tenant_id"


@pytest.mark.changes_schema
async def test_upgrading_again_changes_nothing(database):
    async with database.engine.begin() as connection:
        await connection.run_sync(upgrade, metadata)
        assert await connection.run_sync(database_version) == newest_version()
        assert await connection.run_sync(is_current)


@pytest.mark.changes_schema
async def test_a_database_of_a_newer_release_is_left_alone(database):
    async with database.engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        await connection.run_sync(upgrade, metadata)
        assert await connection.run_sync(database_version) == "9999"
        assert await connection.run_sync(is_current)


@pytest.mark.changes_schema
async def test_a_database_that_is_behind_is_not_current(database):
    async with database.engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
        assert not await connection.run_sync(is_current)


def test_processes_that_start_at_once_migrate_one_after_the_other(empty_url):
    started = [_process(empty_url) for _ in range(3)]
    for process in started:
        assert process.stdout.readline() == "ready\n"
    for process in started:
        process.stdin.write("go\n")
        process.stdin.flush()
    errors = [process.communicate()[1] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], "\n".join(errors)


def _process(url):
    return subprocess.Popen(  # noqa: S603  # our own words only
        [sys.executable, "-c", _MIGRATE_WHEN_TOLD, url],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
