"""All rows that can change, taken out of SQLite and put back at once."""

import sqlite3
from datetime import UTC, datetime, timedelta

from booking.store.statements import NEVER_LEASED

_TABLES = (
    *("customers", "bookings", "booking_lines", "claims", "payments", "payment_entries"),
    "queue",
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
# What tells two states apart; ids, attempts and times of writing do not.
_ESSENCE = {
    "bookings": ("id", "status", "revision", "held_until"),
    "claims": ("booking_id", "starts_at", "active", "held_until"),
    "payments": (
        *("state", "provider_id", "received_minor", "owed_minor", "refunded_minor"),
        "refunding_until",
    ),
    "payment_entries": ("kind", "provider_id", "amount_minor"),
}


class Rows:
    """A connection beside the product's; nothing else writes meanwhile."""

    def __init__(self, path):
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA synchronous=OFF")
        self._columns = {
            table: [row[1] for row in self._connection.execute(f"PRAGMA table_info({table})")]
            for table in _TABLES
        }

    def close(self):
        self._connection.close()

    def one(self, sql, *values):
        return self._connection.execute(sql, values).fetchone()

    def all(self, sql):
        return self._connection.execute(sql).fetchall()

    def any_due(self, now):
        """Is there anything to claim? Asking the queue itself takes a transaction each time."""
        return self.one(
            "SELECT 1 FROM queue WHERE state = 'ready' AND due_at <= ? AND leased_until <= ?",
            (now - _EPOCH) // _MICROSECOND,
            (NEVER_LEASED - _EPOCH) // _MICROSECOND,
        )

    def read(self):
        return tuple(
            tuple(self._connection.execute(f"SELECT * FROM {table}"))  # noqa: S608
            for table in _TABLES
        )

    def write(self, rows):
        run = self._connection.execute
        run("BEGIN IMMEDIATE")
        for table in _TABLES:
            run(f"DELETE FROM {table}")  # noqa: S608
        for table, found in zip(_TABLES, rows, strict=True):
            marks = ", ".join("?" * len(self._columns[table]))
            self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", found)  # noqa: S608
        run("COMMIT")

    def expire_leases(self):
        """As if a minute had passed since the process died."""
        self._connection.execute("UPDATE queue SET leased_until = 0 WHERE state = 'ready'")

    def essence(self, rows, now, ours):
        """The rows less what is different each time."""
        named = dict(zip(_TABLES, rows, strict=True))
        found = [
            sorted(
                (
                    tuple(
                        value if name not in ("id", "booking_id") else str(value) == ours
                        for name, value in self._named(table, row).items()
                        if name in columns
                    )
                    for row in named[table]
                ),
                key=repr,
            )
            for table, columns in _ESSENCE.items()
        ]
        at = (now - _EPOCH) // _MICROSECOND
        tasks = [self._task(self._named("queue", row), at, ours) for row in named["queue"]]
        return repr((found, sorted(filter(None, tasks), key=repr)))

    def _named(self, table, row):
        return dict(zip(self._columns[table], row, strict=True))

    def _task(self, row, at, ours):
        if row["state"] == "done":
            return (row["dedupe"] and (row["topic"], row["dedupe"])) or None
        concerns = ours in row["lane"] or row["topic"] == "settle"
        return (
            *(row["topic"], row["dedupe"] if concerns else "", row["state"]),
            str(max(0, row["due_at"] - at)),
        )
