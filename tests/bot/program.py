"""The real program, started as its users start it, in a process of its own."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


class Program:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.printed: list[str] = []

    async def line(self, holding: str, within: float = 20.0) -> str:
        """The next line printed that holds these words."""
        assert self.process.stdout
        async with asyncio.timeout(within):
            while raw := await self.process.stdout.readline():
                self.printed.append(raw.decode().rstrip())
                if holding in self.printed[-1]:
                    return self.printed[-1]
        raise AssertionError(f"it ended without saying {holding!r}: {self.printed}")

    async def stop(self, number: int = signal.SIGTERM, within: float = 12) -> int:
        if self.process.returncode is None:
            self.process.send_signal(number)
        async with asyncio.timeout(within):
            return await self.process.wait()


def write_config(folder: Path, text: str) -> Path:
    (folder / "news").mkdir(exist_ok=True)
    file = folder / "config.yaml"
    file.write_text(text, encoding="utf-8")
    return file


@asynccontextmanager
async def started(
    config: Path, *more: str, environment: Mapping[str, str] | None = None
) -> AsyncIterator[Program]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", "--config", str(config), *more,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        limit=1 << 20,
    )  # fmt: skip
    program = Program(process)
    try:
        yield program
    finally:
        await program.stop(signal.SIGKILL)
        assert process.stdout
        await process.stdout.read()


async def asked(*arguments: str, stdin: bytes = b"", cwd: Path = ROOT) -> tuple[int, str, str]:
    """The status, stdout and stderr of one run of the command line."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    async with asyncio.timeout(60):
        out, err = await process.communicate(stdin)
    return process.returncode or 0, out.decode(), err.decode()
