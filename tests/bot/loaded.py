"""The program in a process of its own, as often as one likes, its libraries loaded once.

A keeper loads them, which takes a second of work, and forks for every start. Who is forked gets the arguments,
folder, environment and files that a shell would give it, and ends as the interpreter ends.
"""

import asyncio
import atexit
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any

from bot import app
from bot.__main__ import main

ROOT = Path(__file__).parents[2]
LATER = (
    "alembic.command",
    "pydantic.type_adapter",
    "bot.platforms.discord.platform",
    "bot.platforms.slack.platform",
)
"""What the program loads when it needs it."""


class Process:
    def __init__(self, pid: int, told: asyncio.StreamReader, teller: asyncio.StreamWriter) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._told, self._teller = told, teller

    async def wait(self) -> int:
        """As asyncio has it: the status, or the number of the signal below zero."""
        if self.returncode is None:
            self.returncode = int(await self._told.readline())
            self._teller.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)


async def start(
    arguments: tuple[str, ...],
    files: tuple[int, int, int],
    environment: Mapping[str, str],
    *,
    cwd: Path = ROOT,
    ahead: float = 0.0,
) -> Process:
    """`files`: its stdin, stdout and stderr. `ahead`: seconds by which its clock is set forward."""
    ours, its = socket.socketpair()
    whole = {**os.environ, **environment}
    wanted = {"arguments": arguments, "environment": whole, "cwd": str(cwd), "ahead": ahead}
    with its:
        socket.send_fds(_keeper(), [json.dumps(wanted).encode()], [*files, its.fileno()])
    told, teller = await asyncio.open_connection(sock=ours)
    return Process(int(await told.readline()), told, teller)


@cache
def _keeper() -> socket.socket:
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with its:
        command = [sys.executable, "-m", "tests.bot.loaded", str(its.fileno())]
        keeper = subprocess.Popen(command, cwd=ROOT, pass_fds=[its.fileno()])
    atexit.register(keeper.wait)
    atexit.register(ours.close)  # which ends it; what was registered last is done first
    return ours


def keep(door: socket.socket) -> None:
    """It returns in those that are to be the program."""
    while True:
        said, files, _, _ = socket.recv_fds(door, 1 << 20, 4)
        if not said:
            os._exit(0)
        if os.fork() == 0:
            door.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            if pid := os.fork():
                _tell_of(pid, files)
            become(json.loads(said), files)
            return
        for file in files:
            os.close(file)


def _tell_of(pid: int, files: list[int]) -> None:
    """Its pid, and how it ends."""
    teller = files.pop()
    for file in files:
        os.close(file)
    os.write(teller, f"{pid}\n".encode())
    _, status = os.waitpid(pid, 0)
    os.write(teller, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def become(wanted: dict[str, Any], files: list[int]) -> None:
    os.chdir(wanted["cwd"])
    os.environ.clear()
    os.environ.update(wanted["environment"])
    for number, file in enumerate(files[:3]):
        os.dup2(file, number)
    for file in files:
        os.close(file)
    sys.argv = ["onrecord", *wanted["arguments"]]
    ahead = timedelta(seconds=wanted["ahead"])
    app.run = partial(app.run, now=lambda: datetime.now(UTC) + ahead)  # type: ignore[assignment]


if __name__ == "__main__":
    for module in LATER:
        import_module(module)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody need wait for those that wait for a program
    keep(socket.socket(fileno=int(sys.argv[1])))
    main()
