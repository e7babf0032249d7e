"""Slack: Block Kit cards over Socket Mode.

`SlackPlatform` is loaded at its first use, so that the manifest needs no Slack library.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.platforms.slack.platform import SlackPlatform

__all__ = ["SlackPlatform"]


def __getattr__(name: str) -> Any:
    if name != "SlackPlatform":
        raise AttributeError(name)
    from bot.platforms.slack.platform import SlackPlatform

    return SlackPlatform
