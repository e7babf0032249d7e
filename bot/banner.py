"""What the program says of itself when it has started."""

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from bot.cards import phrase
from bot.config import Settings
from bot.ledger import Run
from bot.platforms.platform import Platform
from briefs.store import Store


def banner(settings: Settings, platforms: Mapping[str, Platform], runs: Sequence[Run], store: Store) -> str:
    latest = store.latest()
    sources = ", ".join(_short(s.folder) for s in settings.sources)
    lines = [
        f"On Record {version('onrecord')}",
        f"  reading  {sources or 'nothing: config.yaml names no sources'}",
        f"  latest   {latest.brief.title if latest else 'no article yet'}",
        f"  store    {_short(settings.store)}",
        *(f"  {name:8} {_state(platform)}" for name, platform in platforms.items()),
        *(_next(run) for run in runs[:3]),
    ]
    return "\n".join([*lines, "Ctrl+C stops it."])


def _state(platform: Platform) -> str:
    if not platform.ready:
        return "connecting…"
    return str(getattr(platform, "url", "connected"))


def _next(run: Run) -> str:
    return f"  next     {phrase.local(run.at, run.timezone)} → {run.platform} {run.channel} ({run.name})"


def _short(place: str | Path) -> str:
    path = Path(place)
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(place)
