"""The channels as a page: cards, a command box, live posts."""

from bot.platforms.web.platform import WebPlatform

__all__ = ["WebPlatform"]
