"""The routes of the page: channels, commands, completion, live posts."""

import asyncio
import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import NoReturn

import structlog
from aiohttp import web

from bot.card import Card
from bot.dispatcher import Dispatcher
from bot.platforms.web.bell import Bell
from bot.platforms.web.post_store import KeptPost, PostStore
from bot.platforms.web.typed import options, split_root
from bot.platforms.web.view import STATIC, View, path
from briefs.errors import StoreError

log = structlog.get_logger()

SHOWN = 50
"""Posts of a channel on one page."""

STILL_HERE = 15.0
"""Seconds between two signs of life on a quiet stream; also how late a post of another process shows."""

LONGEST_LINE = 2000
WEB = "web"


class Page:
    def __init__(
        self,
        dispatcher: Dispatcher,
        posts: PostStore,
        bell: Bell,
        view: View,
        channels: Sequence[str],
        now: Callable[[], datetime],
    ) -> None:
        self._dispatcher = dispatcher
        self._posts = posts
        self._bell = bell
        self._view = view
        self._channels = channels
        self._now = now

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.get("/", self.home),
            web.get("/c/{channel}", self.show),
            web.post("/c/{channel}", self.ask),
            web.get("/complete", self.complete),
            web.get("/events", self.events),
            web.static("/static", STATIC),
        ]

    async def post(self, channel: str, card: Card, key: str) -> int:
        """Keep the post and show it on every open page."""
        number = await asyncio.to_thread(self._posts.add, channel, card, key, self._now())
        self._bell.ring()
        return number

    async def home(self, _request: web.Request) -> NoReturn:
        if not self._channels:
            raise web.HTTPNotFound(text="No channel of the page is in the configuration yet.")
        raise web.HTTPFound(path(self._channels[0]))

    async def show(self, request: web.Request) -> web.Response:
        return await self._page(self._channel(request), before=_number(request.query.get("before")))

    async def ask(self, request: web.Request) -> web.Response:
        """Answer a command line, typed or from a button: as JSON to the script, else as a page."""
        channel = self._channel(request)
        line = await _line(request)
        if not line:
            return await self._page(channel)
        root, rest = split_root(line)
        # Who may see the page may manage it: it is this computer's, or they know the token.
        asked = self._dispatcher.request(
            rest, root, manager=True, platform=WEB, channel=channel, user=WEB, place=WEB
        )
        answer = await self._dispatcher.answer(asked)
        for_script = "application/json" in request.headers.get("Accept", "")
        if not answer.private and answer.card.kind != "error":
            number = await self.post(channel, answer.card, f"w{uuid.uuid4().hex[:24]}")
            return web.json_response({"post": number}) if for_script else _go_to(channel, number)
        html = self._view.answer(
            answer.card, self._now(), command=asked.name, line=f"/{root} {rest or asked.command}"
        )
        return web.json_response({"answer": html}) if for_script else await self._page(channel, answer=html)

    async def complete(self, request: web.Request) -> web.Response:
        found = await options(self._dispatcher, request.query.get("line", "")[:LONGEST_LINE])
        return web.json_response([asdict(option) for option in found])

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Every post of every channel from now on, or from where this browser lost the stream."""
        last = _number(request.headers.get("Last-Event-ID", request.query.get("after")))
        if last is None:
            last = await asyncio.to_thread(self._posts.newest)
        response = web.StreamResponse()
        response.content_type = "text/event-stream"
        response.headers["X-Accel-Buffering"] = "no"
        await response.prepare(request)
        await response.write(b"retry: 1000\n\n")
        try:
            await self._stream(response, last)
        except (ConnectionError, StoreError) as error:
            log.debug("stream of the page ended", reason=type(error).__name__)
        return response

    async def _stream(self, response: web.StreamResponse, last: int) -> None:
        with self._bell.listen() as rung:
            while not self._bell.closed:
                rung.clear()
                posts = await asyncio.to_thread(self._posts.after, last)
                for post in posts:
                    await response.write(self._event(post))
                    last = post.number
                if posts:
                    continue
                try:
                    await asyncio.wait_for(rung.wait(), STILL_HERE)
                except TimeoutError:
                    await response.write(b": still here\n\n")

    def _event(self, post: KeptPost) -> bytes:
        data = json.dumps({"id": post.number, "channel": post.channel, "html": self._view.post(post)})
        return f"id: {post.number}\nevent: post\ndata: {data}\n\n".encode()

    def _channel(self, request: web.Request) -> str:
        channel = request.match_info["channel"]
        if channel not in self._channels:
            raise web.HTTPNotFound(text=f"There is no channel “{channel}” here.")
        return channel

    async def _page(self, channel: str, *, before: int | None = None, answer: str = "") -> web.Response:
        newest = await asyncio.to_thread(self._posts.newest)
        posts = await asyncio.to_thread(self._posts.latest, channel, before, SHOWN + 1)
        html = self._view.page(
            channel,
            posts[-SHOWN:],
            newest=newest,
            earlier=len(posts) > SHOWN,
            live=before is None,
            answer=answer,
        )
        return web.Response(text=html, content_type="text/html")


def _go_to(channel: str, number: int) -> NoReturn:
    raise web.HTTPSeeOther(f"{path(channel)}#post-{number}")


async def _line(request: web.Request) -> str:
    form = await request.post()
    return str(form.get("line", "")).strip()[:LONGEST_LINE]


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 18 else None
