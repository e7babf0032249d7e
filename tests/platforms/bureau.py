"""The desk of the program with a web on loopback: what every command needs, for the contract of the platforms."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path

from aiohttp import web

from bot.card import Card
from bot.command import Command
from bot.config import FetchSettings, Settings
from bot.context import Context
from bot.desk import Desk, open_desk
from bot.dispatcher import Dispatcher
from bot.request import Request
from briefs import Article, read
from briefs.sources.opml import write_opml
from tests.bot.clock import Clock
from tests.bot.newsroom import HARBOUR
from tests.briefs.loopback_web import ALLOWED, LoopbackWeb
from tests.briefs.test_feed import RSS
from tests.briefs.test_page import page


class Bureau:
    """`asked` are the names of the commands whose work was done, in order."""

    def __init__(self, desk: Desk, web: LoopbackWeb) -> None:
        self.desk = desk
        self.web = web
        self.asked: list[str] = []
        commands = tuple(replace(c, answer=self._counted(c)) for c in desk.dispatcher.commands)
        self.dispatcher = Dispatcher(commands, desk.dispatcher._context)

    def _counted(self, command: Command) -> Callable[[Context, Request], Card]:
        def answer(context: Context, request: Request) -> Card:
            self.asked.append(request.name)
            return command.answer(context, request)

        return answer

    def read(self, name: str, text: str, url: str | None = None) -> None:
        self.desk.store.add(read(Article(name, text, url=url)))

    def line(self, template: str) -> str:
        """A line of the contract with the addresses that are of this run."""
        return template.replace("{web}", self.web.url("")).replace("{gone}", "http://127.0.0.1:9")

    @contextmanager
    def holding(self, *paths: str) -> Iterator[None]:
        """What stands at the paths comes at the end of the block, and not before."""
        free = asyncio.Event()
        for path in paths:
            self._hold(path, free)
        try:
            yield
        finally:
            free.set()

    def _hold(self, path: str, free: asyncio.Event) -> None:
        handler = self.web._handlers[path]

        async def answer(request: web.Request) -> web.StreamResponse:
            await free.wait()
            return await handler(request)

        self.web._handlers[path] = answer

    def audited(self) -> list[tuple[str, str]]:
        """Who changed what, in order."""
        with self.desk.engine.connect() as connection:
            rows = connection.exec_driver_sql('SELECT "user", what FROM audit ORDER BY id')
            return [(user, what) for user, what in rows]


@asynccontextmanager
async def open_bureau(folder: Path) -> AsyncIterator[Bureau]:
    settings = Settings(fetch=FetchSettings(allow=ALLOWED))
    settings = settings.model_copy(update={"store": str(folder / "held.db")})
    clock = Clock("2026-11-23T07:00:00+00:00")
    async with LoopbackWeb() as loopback, open_desk(settings, clock) as desk:
        loopback.put("/wall", page())
        loopback.put("/feed", RSS, "text/xml")
        listed = [(loopback.url(f"/{number}"), f"Feed {number}") for number in range(3)]
        loopback.put("/list", write_opml(listed), "text/x-opml")
        one = Bureau(desk, loopback)
        one.read("harbour", HARBOUR, url="https://news.example/harbour")
        yield one
