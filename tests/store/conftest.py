"""The store is tested with SQLite as in production, its driver's thread included."""

import pytest


@pytest.fixture(autouse=True)
def quick_sqlite():
    """No quicker here."""
