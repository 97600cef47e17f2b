"""Processes that meet at one new SQLite file."""

import asyncio
import sqlite3

from booking.clock import SystemClock
from booking.store.database import Database


async def test_who_opens_a_new_file_waits_for_another_who_begins_to_write(tmp_path):
    file = tmp_path / "new.db"
    database = Database(f"sqlite:///{file}", SystemClock())
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    opening = asyncio.create_task(_open(database))
    done, _ = await asyncio.wait({opening}, timeout=0.2)  # SQLite refuses at once, unless retried
    assert not done
    other.close()
    assert await opening == "wal"
    await database.close()


async def _open(database):
    async with database.across_tenants() as connection:
        return (await connection.exec_driver_sql("PRAGMA journal_mode")).scalar_one()
