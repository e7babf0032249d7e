"""What goes wrong on the way, on order: the next request that fits meets it."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from aiohttp import web

from tests.platforms.loopback_discord.error import answer

Kind = Literal[
    "429",
    "429 global",
    "429 ban",
    "error",
    "error after",
    "drop before",
    "drop after",
    "slow",
    "slow after",
    "silent after",
]


@dataclass
class Fault:
    """`after` is the wait that a 429 asks for, or the time a slow answer takes, in seconds.

    What is said to come "after" comes when the work is done: the client does not learn that it is.
    """

    kind: Kind
    method: str = "POST"
    path: str = r"/messages$"
    times: int = 1
    status: int = 500
    after: float = 0.2

    def fits(self, request: web.Request) -> bool:
        return (
            self.times > 0
            and request.method == self.method
            and re.search(self.path, request.path) is not None
        )


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def suffer(fault: Fault, request: web.Request, handler: Handler) -> web.StreamResponse:
    fault.times -= 1
    match fault.kind:
        case "429" | "429 global":
            return too_many(fault.after, shared=fault.kind == "429 global")
        case "429 ban":
            return web.Response(
                status=429, text="error code: 1015", headers={"Retry-After": str(fault.after)}
            )
        case "error":
            return web.Response(status=fault.status, text="upstream connect error")
        case "error after":
            await handler(request)
            return web.Response(status=fault.status, text="upstream connect error")
        case "drop before":
            return _drop(request)
        case "drop after":
            await handler(request)
            return _drop(request)
        case "slow":
            await asyncio.sleep(fault.after)
            return await handler(request)
        case "slow after":
            answered = await handler(request)
            await asyncio.sleep(fault.after)
            return answered
        case "silent after":
            await handler(request)
            return await _silence(request)


def too_many(after: float, shared: bool = False) -> web.Response:
    """Without `Via` discord.py takes a 429 for a ban."""
    scope = "global" if shared else "user"
    body = {"message": "You are being rate limited.", "retry_after": after, "global": shared, "code": 0}
    headers = {"Via": "1.1 loopback", "Retry-After": str(max(1, round(after))), "X-RateLimit-Scope": scope}
    if shared:
        headers["X-RateLimit-Global"] = "true"
    return answer(body, 429, headers)


async def _silence(request: web.Request) -> web.Response:
    """No answer for as long as the client waits for one."""
    while request.transport is not None and not request.transport.is_closing():  # noqa: ASYNC110
        await asyncio.sleep(0.05)
    return web.Response(status=504)


def _drop(request: web.Request) -> web.Response:
    """The line breaks where an answer should be."""
    assert request.transport is not None
    request.transport.abort()
    raise web.HTTPException(reason="dropped") from None
