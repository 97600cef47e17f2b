"""The commands as an operator starts them."""

import json
import os
import sys
from asyncio.subprocess import PIPE, create_subprocess_exec
from pathlib import Path

import pytest

import main
from bot.reports.csv_table import COLUMNS
from tests.operations.machine import SALON

MAIN = Path(main.__file__)


@pytest.fixture
def command(tmp_path):
    """Start a command on a machine of its own; its status and what it printed."""

    async def started(*arguments, **variables):
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        process = await create_subprocess_exec(
            sys.executable,
            MAIN,
            *arguments,
            cwd=tmp_path,
            env={**kept, **variables},
            stdout=PIPE,
            stderr=PIPE,
        )
        printed, _ = await process.communicate()
        return process.returncode, printed.decode()

    return started


async def test_check_fails_where_something_is_wrong(command, tmp_path):
    status, printed = await command("check", PORT="eighty")
    assert status == 1
    assert "wrong  PORT: " in printed
    assert "wrong  channels: there is none" in printed
    assert list(tmp_path.iterdir()) == []


async def test_check_succeeds_where_nothing_is_wrong(command, stand_ins, tmp_path):
    _, variables, *_ = stand_ins
    only_telegram = {
        name: value for name, value in variables.items() if name.startswith("TELEGRAM")
    }
    text = SALON.read_text().replace('deposit = "100.00"', "").replace('deposit = "25%"', "")
    (tmp_path / "salon.toml").write_text(text)
    status, printed = await command("check", SALON_FILE="salon.toml", **only_telegram)
    assert "ok     Telegram: knows the bot @noor_bot" in printed
    assert status == 0, printed


async def test_reconcile_export_and_report_speak_to_standard_output(command):
    status, printed = await command("reconcile", SALON_FILE=str(SALON))
    assert (status, printed) == (0, "note   payments: no provider is set up\n")
    status, printed = await command("export", "--format", "json")
    assert status == 0
    assert json.loads(printed)["salons"][0]["slug"] == "main"
    days = ("--from", "2027-03-01", "--to", "2027-03-31")
    status, printed = await command("report", *days, "--format", "csv")
    assert (status, printed.splitlines()) == (0, [",".join(COLUMNS)])
    assert (await command("report", *days, "--format", "csv", "--salon", "other"))[0] == 1


async def test_export_says_what_is_missing(command):
    assert (await command("export", "--format", "csv"))[0] == 1
