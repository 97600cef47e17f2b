"""An operator's machine, on each kind of database."""

import socket

import pytest

from bot.web.server import serving
from sandbox import scene
from sandbox.app import Sandbox
from tests.operations.machine import Machine


@pytest.fixture
async def stand_ins(clock):
    """All vendors on loopback, an address of ours that they may call, and how to use them."""
    sandbox = Sandbox(clock.now)
    sandbox.telegram.limits.enabled = False
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))  # nobody listens there until a product runs
        public_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        async with serving(sandbox.application(), "127.0.0.1", 0) as port:
            variables = scene.furnish(sandbox, f"http://127.0.0.1:{port}", public_url)
            yield sandbox, variables, public_url, listener


@pytest.fixture
def machine(stand_ins, clock, database_url):
    """With a migrated, empty database."""
    sandbox, variables, public_url, listener = stand_ins
    return Machine(sandbox, clock, database_url, variables, public_url, listener)


@pytest.fixture
def new_machine(stand_ins, clock, tmp_path):
    """With nothing at all yet."""
    sandbox, variables, public_url, listener = stand_ins
    url = f"sqlite:///{tmp_path}/var/bookings.db"
    return Machine(sandbox, clock, url, variables, public_url, listener)
