"""The process that reads what strangers wrote, so that no page or feed can hold up or fill this one."""

import asyncio
import json
import struct
import sys
from types import TracebackType
from typing import Any, Literal, Self

from briefs.errors import ArticleError
from briefs.fetch import Fetched

SECONDS = 10
TASKS = 500
"""Then a fresh one is started: the libraries keep things."""


class Child:
    """Started when it is needed; asked one thing after the other. Belongs to one event loop."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._turn = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None
        self._asked = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._end()

    async def ask(self, task: Literal["page", "feed"], of: Fetched) -> dict[str, Any]:
        """Raises ArticleError with what the child says, or that it took too long or too much."""
        said = {"task": task, "url": of.url, "type": of.type, "charset": of.charset, "size": len(of.body)}
        async with self._turn:
            try:
                async with asyncio.timeout(self._seconds):
                    answer = await self._answer(json.dumps(said).encode(), of.body)
            except TimeoutError:
                await self._end()
                raise ArticleError(f"it took more than {self._seconds:g} seconds to be read") from None
            except (asyncio.IncompleteReadError, ConnectionError, OSError):
                await self._end()
                raise ArticleError("it takes too much memory to be read") from None
            except asyncio.CancelledError:
                await self._end()  # an answer half read would be taken for the next one
                raise
        if "error" in answer:
            raise ArticleError(answer["error"])
        return answer

    async def _answer(self, said: bytes, body: bytes) -> dict[str, Any]:
        process = await self._running()
        assert process.stdin
        assert process.stdout
        process.stdin.write(struct.pack(">I", len(said)) + said + body)
        await process.stdin.drain()
        (size,) = struct.unpack(">I", await process.stdout.readexactly(4))
        answer: dict[str, Any] = json.loads(await process.stdout.readexactly(size))
        return answer

    async def _running(self) -> asyncio.subprocess.Process:
        """No secret of ours stands in its environment."""
        self._asked += 1
        if self._asked % TASKS == 0:
            await self._end()
        if self._process is None:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "briefs.sources.parser"),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env={},
            )
        return self._process

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            process.kill()
        await process.communicate()
