"""What discord.py logs without need."""

import discord


def quieten() -> None:
    """Voice, which we do not use, is no reason to warn."""
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
