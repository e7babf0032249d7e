"""Each request to Discord, whoever makes it: the library repeats some by itself.

It waits here for its turn, and what Discord refuses is counted.
"""

from collections.abc import Callable
from types import SimpleNamespace

import aiohttp
from discord.http import Route

from bot.platforms.discord.pace import DiscordPace

REFUSED = (401, 403, 429)
"""Ten thousand of these within ten minutes are a ban."""
MOST, WITHIN = 4000, 600.0
"""What is on its way when it is reached stays below five thousand."""
EXEMPT = ("/interactions/", "/webhooks/")
"""Answers to people do not count towards the fifty a second, and do not wait."""


def watching(pace: DiscordPace, refused: Callable[[], None]) -> aiohttp.TraceConfig:
    """`refused` is called for each request that counts; a limit that others share with us does not."""

    async def started(
        _: aiohttp.ClientSession, request: SimpleNamespace, params: aiohttp.TraceRequestStartParams
    ) -> None:
        request.begun = await pace.turn() if _counts(str(params.url)) else None

    async def ended(
        _: aiohttp.ClientSession, request: SimpleNamespace, params: aiohttp.TraceRequestEndParams
    ) -> None:
        if request.begun is not None:
            pace.answered(request.begun, params.method)
        answer = params.response
        if answer.status in REFUSED and answer.headers.get("X-RateLimit-Scope") != "shared":
            refused()
        if "X-RateLimit-Global" in answer.headers:
            pace.close(float(answer.headers.get("Retry-After", 1)))

    async def broken(
        _: aiohttp.ClientSession, request: SimpleNamespace, params: aiohttp.TraceRequestExceptionParams
    ) -> None:
        if request.begun is not None:
            pace.lost(params.method)

    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(started)
    trace.on_request_end.append(ended)
    trace.on_request_exception.append(broken)
    return trace


def _counts(url: str) -> bool:
    """Neither does the gateway."""
    return url.startswith(Route.BASE) and not any(part in url for part in EXEMPT)
