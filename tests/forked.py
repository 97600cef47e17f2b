"""Commands of main.py in processes forked from one that has imported it.

To import it takes longer than most of them live; that main.py starts by itself is seen with `check`
and with `demo`, in tests/operations/test_commands.py.
"""

import multiprocessing
import os
from collections.abc import Mapping, Sequence
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import main

_READY = multiprocessing.get_context("forkserver")
_READY.set_forkserver_preload([__name__])


def forked(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    folder: Path,
    output: Path,
    errors: Path,
) -> ForkServerProcess:
    """A process, to be started, in an environment and a folder of its own; both files grow."""
    return _READY.Process(target=_carry_out, args=(arguments, environment, folder, output, errors))


def _carry_out(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    folder: Path,
    output: Path,
    errors: Path,
) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for number, path in ((1, output), (2, errors)):
        with path.open("a") as file:
            os.dup2(file.fileno(), number)
    main.main(arguments)
