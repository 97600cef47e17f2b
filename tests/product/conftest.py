"""Worlds for the product's tests."""

import pytest

from tests.product.world import opened_world


@pytest.fixture
async def world(database_url, clock):
    """A salon that is open on every channel, on each kind of database."""
    async with opened_world(database_url, clock) as world:
        yield world


@pytest.fixture
async def small_world(sqlite_url, clock):
    """The same on SQLite alone, where money and locks are not what is tested."""
    async with opened_world(sqlite_url, clock) as world:
        yield world
