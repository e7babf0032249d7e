"""A web on 127.0.0.1 with the feeds, pages and traps that a test puts there."""

import asyncio
from collections.abc import Awaitable, Callable
from ipaddress import ip_network
from typing import Self

from aiohttp import web
from aiohttp.test_utils import TestServer

ALLOWED = (ip_network("127.0.0.0/8"),)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class LoopbackWeb:
    """`asked` are the requests it got, in order."""

    def __init__(self) -> None:
        self.asked: list[web.Request] = []
        self._handlers: dict[str, Handler] = {}
        application = web.Application()
        application.router.add_get("/{path:.*}", self._answer)
        self._server = TestServer(application, host="127.0.0.1")

    async def __aenter__(self) -> Self:
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._server.close()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self._server.port}{path}"

    def put(
        self, path: str, body: str | bytes, kind: str = "text/html", status: int = 200, **headers: str
    ) -> str:
        """What stands at the path from now on; headers as etag="…", location="…". The address."""
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        typed = {"Content-Type": kind} if kind else {}

        async def answer(request: web.Request) -> web.StreamResponse:
            if named.get("etag") and request.headers.get("If-None-Match") == named["etag"]:
                return web.Response(status=304, headers=named)
            return web.Response(body=data, status=status, headers=named | typed)

        return self.handle(path, answer)

    def handle(self, path: str, answer: Handler) -> str:
        self._handlers[path] = answer
        return self.url(path)

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        return self.put(path, "", status=status, location=to)

    def drip(self, path: str, kind: str = "text/html") -> str:
        """A byte now and then, without end."""

        async def answer(request: web.Request) -> web.StreamResponse:
            response = web.StreamResponse(headers={"Content-Type": kind})
            await response.prepare(request)
            while True:
                await response.write(b".")
                await asyncio.sleep(0.02)

        return self.handle(path, answer)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        handler = self._handlers.get(request.path)
        return await handler(request) if handler else web.Response(status=404)
