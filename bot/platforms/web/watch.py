"""What machines ask of the page: whether the program works, and its numbers."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


async def _fine() -> dict[str, Any]:
    return {"ok": True}


@dataclass(frozen=True, slots=True)
class Watch:
    """`health` answers with {"ok": bool, ...}, `metrics` with Prometheus' text; it blocks on the store."""

    health: Callable[[], Awaitable[dict[str, Any]]] = _fine
    metrics: Callable[[], bytes] = bytes

    def routes(self) -> list[web.AbstractRouteDef]:
        return [web.get("/healthz", self.healthz), web.get("/metrics", self.numbers)]

    async def healthz(self, _request: web.Request) -> web.Response:
        state = await self.health()
        return web.json_response(state, status=200 if state.get("ok") else 503)

    async def numbers(self, _request: web.Request) -> web.Response:
        text = await asyncio.to_thread(self.metrics)
        return web.Response(body=text, headers={"Content-Type": PROMETHEUS})
