"""What Discord refuses is counted where it is answered: the library repeats some requests by itself."""

from collections.abc import Callable
from types import SimpleNamespace

import aiohttp

REFUSED = (401, 403, 429)
"""Ten thousand of these within ten minutes are a ban."""
MOST, WITHIN = 4000, 600.0
"""What is on its way when it is reached stays below five thousand."""


def watching(refused: Callable[[], None]) -> aiohttp.TraceConfig:
    """Calls it for each request that counts; a limit that others share with us does not."""

    async def ended(
        _: aiohttp.ClientSession, __: SimpleNamespace, params: aiohttp.TraceRequestEndParams
    ) -> None:
        answer = params.response
        if answer.status in REFUSED and answer.headers.get("X-RateLimit-Scope") != "shared":
            refused()

    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(ended)
    return trace
