"""A Discord in this process, as far as its documents tell and the bot needs it. It shares no code with the bot."""

from tests.platforms.loopback_discord.fault import Fault
from tests.platforms.loopback_discord.server import LoopbackDiscord, buttons, texts, until
from tests.platforms.loopback_discord.world import FORUM, THREAD, Channel, Interaction, Json, User

__all__ = [
    "FORUM",
    "THREAD",
    "Channel",
    "Fault",
    "Interaction",
    "Json",
    "LoopbackDiscord",
    "User",
    "buttons",
    "texts",
    "until",
]
