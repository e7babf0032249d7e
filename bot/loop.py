"""The event loop that the program runs on."""

import asyncio


def new_loop() -> asyncio.AbstractEventLoop:
    """uvloop's, on which a request costs two thirds; Python's own where that is not installed."""
    try:
        from uvloop import new_event_loop
    except ImportError:
        return asyncio.new_event_loop()
    return new_event_loop()
