"""The commands, one file each: every module here that has a COMMAND, found by looking."""

import importlib
import pkgutil

from bot.command import Command

ORDER = (
    *("now", "stats", "quotes", "positions", "actors", "points", "search"),
    *("source", "articles", "read", "watch", "unwatch", "watches", "help"),
    *("schedule set", "schedule list", "schedule pause", "schedule resume", "schedule remove"),
    *("feed add", "feed list", "feed test", "feed remove", "feed import", "feed export"),
    *("preview", "run", "status"),
)


def declared() -> tuple[Command, ...]:
    """All commands, those that ORDER names first."""
    modules = [importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__)]
    found = [m.COMMAND for m in modules if hasattr(m, "COMMAND")]
    return tuple(
        sorted(found, key=lambda c: (ORDER.index(c.name) if c.name in ORDER else len(ORDER), c.name))
    )
