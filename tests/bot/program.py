"""The real program, started as its users start it, in a process of its own."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryFile

from tests.bot.loaded import ROOT, Process, start


class Program:
    def __init__(self, process: Process, stdout: asyncio.StreamReader) -> None:
        self.process, self.stdout = process, stdout
        self.printed: list[str] = []

    async def line(self, holding: str, within: float = 20.0) -> str:
        """The next line printed that holds these words."""
        async with asyncio.timeout(within):
            while raw := await self.stdout.readline():
                self.printed.append(raw.decode().rstrip())
                if holding in self.printed[-1]:
                    return self.printed[-1]
        raise AssertionError(f"it ended without saying {holding!r}: {self.printed}")

    async def stop(self, number: int = signal.SIGTERM, within: float = 12) -> int:
        if self.process.returncode is None:
            self.process.send_signal(number)
        async with asyncio.timeout(within):
            return await self.process.wait()

    async def end(self, number: int = signal.SIGKILL) -> int:
        """With what it still had to say."""
        status = await self.stop(number, within=60)
        await self.stdout.read()
        return status


def write_config(folder: Path, text: str) -> Path:
    (folder / "news").mkdir(exist_ok=True)
    file = folder / "config.yaml"
    file.write_text(text, encoding="utf-8")
    return file


async def begun(
    arguments: tuple[str, ...], environment: Mapping[str, str], ahead: float = 0.0, log: int | None = None
) -> Program:
    """`log`: the file that takes its stderr; else that is printed as its stdout is."""
    ours, its = os.pipe()
    with TemporaryFile() as nothing, os.fdopen(its, "wb"):
        files = (nothing.fileno(), its, its if log is None else log)
        process = await start(arguments, files, environment, ahead=ahead)
    stdout = asyncio.StreamReader(limit=1 << 20)
    protocol = asyncio.StreamReaderProtocol(stdout)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, os.fdopen(ours, "rb"))
    return Program(process, stdout)


@asynccontextmanager
async def started(
    config: Path, *more: str, environment: Mapping[str, str] | None = None
) -> AsyncIterator[Program]:
    program = await begun(("run", "--config", str(config), *more), environment or {})
    try:
        yield program
    finally:
        await program.end()


async def asked(*arguments: str, stdin: bytes = b"", cwd: Path = ROOT) -> tuple[int, str, str]:
    """The status, stdout and stderr of one run of the command line."""
    with TemporaryFile() as given, TemporaryFile() as out, TemporaryFile() as err:
        given.write(stdin)
        for file in (given, out, err):
            file.seek(0)
        files = (given.fileno(), out.fileno(), err.fileno())
        process = await start(arguments, files, {"COLUMNS": "100"}, cwd=cwd)
        async with asyncio.timeout(60):
            status = await process.wait()
        out.seek(0)
        err.seek(0)
        return status, out.read().decode(), err.read().decode()
