"""What the program says of itself when it has started."""

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from bot.cards import phrase
from bot.config import Settings
from bot.platforms.platform import Platform
from bot.running import standing_of
from bot.subscription import Subscription
from briefs.store import Store
from briefs.store.failure import named

SOURCES_SHOWN = 5


def banner(
    settings: Settings, platforms: Mapping[str, Platform], upcoming: Sequence[Subscription], store: Store
) -> str:
    latest = store.latest()
    sources = [*map(_short, settings.folders), *settings.feeds]
    more = [f"and {len(sources) - SOURCES_SHOWN} more"] if len(sources) > SOURCES_SHOWN else []
    reading = ", ".join(sources[:SOURCES_SHOWN] + more)
    lines = [
        f"On Record {version('onrecord')}",
        f"  reading  {reading or 'nothing: config.yaml names no sources'}",
        f"  latest   {latest.brief.title if latest else 'no article yet'}",
        f"  store    {_short(named(settings.store))}",
        *(f"  {name:8} {standing_of(platform)}" for name, platform in platforms.items()),
        *(_next(subscription) for subscription in upcoming),
    ]
    return "\n".join([*lines, "Ctrl+C stops it."])


def _next(to: Subscription) -> str:
    assert to.next_at
    return f"  next     {phrase.local(to.next_at, to.timezone)} → {to.platform} {to.channel} ({to.name})"


def _short(place: str | Path) -> str:
    path = Path(place)
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(place)
