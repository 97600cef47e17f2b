"""The commands as an operator starts them."""

import json
import os
import socket
import sys
from asyncio import to_thread
from asyncio.subprocess import PIPE, STDOUT, create_subprocess_exec
from contextlib import suppress
from pathlib import Path

import pytest

import main
from bot.reports.csv_table import COLUMNS
from tests.forked import forked
from tests.operations.machine import SALON

MAIN = Path(main.__file__)


@pytest.fixture
def command(tmp_path):
    """Carry out a command on a machine of its own; its status and what it printed."""
    folder = tmp_path / "machine"
    folder.mkdir()

    async def carried_out(*arguments, with_errors=False, **variables):
        output = tmp_path / f"printed{len(list(tmp_path.iterdir()))}"
        errors = output if with_errors else tmp_path / "errors"
        process = forked(arguments, {**_kept(), **variables}, folder, output, errors)
        await to_thread(process.start)
        await to_thread(process.join)
        return process.exitcode, output.read_text()

    return carried_out


def _kept():
    return {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}


async def test_check_fails_where_something_is_wrong(tmp_path):
    process = await create_subprocess_exec(
        sys.executable,
        *(MAIN, "check"),
        cwd=tmp_path,
        env={**_kept(), "PORT": "eighty"},
        stdout=PIPE,
        stderr=STDOUT,
    )
    printed = (await process.communicate())[0].decode()
    assert process.returncode == 1
    assert "wrong  PORT: " in printed
    assert "wrong  channels: there is none" in printed
    assert list(tmp_path.iterdir()) == []


async def test_check_succeeds_where_nothing_is_wrong(command, stand_ins, tmp_path):
    _, variables, *_ = stand_ins
    only_telegram = {
        name: value for name, value in variables.items() if name.startswith("TELEGRAM")
    }
    text = SALON.read_text().replace('deposit = "100.00"', "").replace('deposit = "25%"', "")
    salon = tmp_path / "salon.toml"
    salon.write_text(text)
    status, printed = await command("check", SALON_FILE=str(salon), **only_telegram)
    assert "ok     Telegram: knows the bot @noor_bot" in printed
    assert status == 0, printed


async def test_an_example_of_a_number_is_not_taken_for_one(command):
    _, printed = await command("check", TWILIO_WHATSAPP_NUMBER="0550000000")
    assert "must be the number with its country code, like +9665XXXXXXXX\n" in printed


async def test_the_help_is_for_operators_and_cuts_nothing_off(command):
    _, printed = await command("--help")
    about, commands = printed.split("Commands:")
    assert "A booking bot for salons" in about
    assert "..." not in commands


@pytest.mark.parametrize("arguments", [["run"], ["demo", "--port", "{port}"]])
async def test_a_port_that_is_taken_is_told_without_a_traceback(command, arguments):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        numbered = [each.format(port=port) for each in arguments]
        status, printed = await command(
            *numbered, PORT=port, SALON_FILE=str(SALON), with_errors=True
        )
    assert status == 1
    assert f"127.0.0.1:{port}: is in use by another program" in printed
    assert "Traceback" not in printed


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


async def test_the_demo_opens_without_a_complaint():
    process = await create_subprocess_exec(
        sys.executable, MAIN, "demo", "--port", str(_free_pair()), stdout=PIPE, stderr=STDOUT
    )
    told = [line.decode() async for line in _until(b"Open http", process.stdout)]
    process.terminate()
    await process.communicate()
    assert {line.split()[0] for line in told} == {"made", "Open"}


def _free_pair():
    """A port that is free, and so is the next."""
    while True:
        with socket.create_server(("127.0.0.1", 0)) as first:
            port = first.getsockname()[1]
            with suppress(OSError), socket.create_server(("127.0.0.1", port + 1)):
                return port


async def _until(beginning, lines):
    async for line in lines:
        yield line
        if line.startswith(beginning):
            return
