"""What runs, for `status`: the platforms, and how config.yaml stands since it was read last."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.filter import Topics
from bot.platforms.platform import Platform
from bot.subscription import Subscriptions


@dataclass
class Running:
    """Filled in by the app, which replaces what changes; in a terminal nothing runs."""

    platforms: Mapping[str, Platform] = field(default_factory=dict)
    channels: list[str] = field(default_factory=list)
    """Of the page, which looks here at each request."""
    mistakes: tuple[str, ...] = ()
    """Of a config.yaml that was read again and not taken over."""
    waiting: tuple[str, ...] = ()
    """What is changed in config.yaml and waits for a restart."""
    topics: Topics = field(default_factory=dict)
    switched_on: tuple[str, ...] = ("web", "discord", "slack")
    """The names of the platforms that config.yaml has."""


def standing_of(platform: Platform) -> str:
    """ "connected", where the page is, or what the platform itself says of it."""
    said = getattr(platform, "standing", "")
    if said or not platform.ready:
        return said or "connecting…"
    return str(getattr(platform, "url", "connected"))


def is_well(platform: Platform) -> bool:
    """Connected, or standing by for a copy that is."""
    return platform.ready or bool(getattr(platform, "standing_by", False))


def page_channels(subscriptions: Subscriptions) -> list[str]:
    """Those that something is posted in; where there is none, one to ask in."""
    return subscriptions.channels("web") or ["briefs"]
