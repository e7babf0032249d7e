"""The processes that read what strangers wrote, so that no page or feed can hold up or fill this one."""

import asyncio
import json
import struct
import sys
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Literal, Protocol, Self

from briefs.errors import ArticleError

SECONDS = 5
TASKS = 10_000
"""Then a fresh one is started: the libraries keep things."""
COUNT = 2
START_SECONDS = 20
Task = Literal["page", "feed", "file"]


class Given(Protocol):
    """A body and what is known of it: briefs.fetch.Fetched, or a file of this machine."""

    @property
    def url(self) -> str: ...
    @property
    def body(self) -> bytes: ...
    @property
    def type(self) -> str: ...
    @property
    def charset(self) -> str: ...


@dataclass(frozen=True, slots=True)
class GivenFile:
    body: bytes
    type: str
    charset: str = ""
    url: str = ""


class Children:
    """Each is started when all others are busy, and asked one thing after the other. Belongs to one event
    loop; nothing is started before the first question."""

    def __init__(self, count: int = COUNT, seconds: float = SECONDS) -> None:
        self._all = [Child(seconds) for _ in range(count)]
        self._idle: asyncio.LifoQueue[Child] = asyncio.LifoQueue()
        for child in self._all:
            self._idle.put_nowait(child)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        for child in self._all:
            await child.end()

    async def ask(self, task: Task, of: Given) -> dict[str, Any]:
        """Raises ArticleError with what the child says, or that it took too long or too much."""
        child = await self._idle.get()
        try:
            return await child.ask(task, of)
        finally:
            self._idle.put_nowait(child)


class Child:
    """One process, asked one thing at a time."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.process: asyncio.subprocess.Process | None = None
        self._seconds = seconds
        self._asked = 0

    async def ask(self, task: Task, of: Given) -> dict[str, Any]:
        said = {"task": task, "url": of.url, "type": of.type, "charset": of.charset, "size": len(of.body)}
        try:
            await self._start()
            async with asyncio.timeout(self._seconds):
                answer = await self._answer(json.dumps(said).encode(), of.body)
        except TimeoutError:
            await self.end()
            raise ArticleError(f"it took more than {self._seconds:g} seconds to be read") from None
        except (asyncio.IncompleteReadError, ConnectionError, OSError):
            await self.end()
            raise ArticleError("it takes too much memory to be read") from None
        except asyncio.CancelledError:
            await self.end()  # an answer half read would be taken for the next one
            raise
        if "error" in answer:
            raise ArticleError(answer["error"])
        return answer

    async def _answer(self, said: bytes, body: bytes) -> dict[str, Any]:
        assert self.process
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(struct.pack(">I", len(said)) + said + body)
        await self.process.stdin.drain()
        (size,) = struct.unpack(">I", await self.process.stdout.readexactly(4))
        head, *lines = (await self.process.stdout.readexactly(size)).decode().split("\n")
        answer: dict[str, Any] = json.loads(head)
        return answer | {"lines": lines}

    async def _start(self) -> None:
        """No secret of ours stands in its environment. A byte of it says that it has loaded what it needs."""
        self._asked += 1
        if self._asked % TASKS == 0:
            await self.end()
        if self.process is not None:
            return
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "briefs.sources.parser"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={},
        )
        assert self.process.stdout
        async with asyncio.timeout(START_SECONDS):
            await self.process.stdout.readexactly(1)

    async def end(self) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        if process.returncode is None:
            process.kill()
        await process.communicate()
