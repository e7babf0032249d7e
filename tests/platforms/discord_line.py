"""The platform connected to a Discord on loopback, as the program runs it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any

from bot.command import Command
from bot.dispatcher import Dispatcher
from bot.platforms.discord import DiscordPlatform
from bot.platforms.platform import Post
from bot.state import State
from tests.bot.example_cards import CARDS
from tests.bot.example_commands import example_dispatcher
from tests.platforms.discord_room import state_in_memory
from tests.platforms.loopback_discord import LoopbackDiscord, until


def platform_of(
    discord: LoopbackDiscord, *more: Command, state: State | None = None, token: str = "", **options: Any
) -> DiscordPlatform:
    """`options` are the client's: shorter waits than Discord's own."""
    platform = DiscordPlatform(
        token or discord.world.token,
        example_dispatcher(*more),
        state or state_in_memory(),
        api=discord.api,
        gateway=discord.gateway_url,
    )
    if options:
        platform.client = partial(platform.client, **options)  # type: ignore[method-assign]
    return platform


def platform_with(discord: LoopbackDiscord, dispatcher: Dispatcher, state: State) -> DiscordPlatform:
    """The platform over commands of one's own."""
    return DiscordPlatform(
        discord.world.token, dispatcher, state, api=discord.api, gateway=discord.gateway_url
    )


@asynccontextmanager
async def running(platform: DiscordPlatform) -> AsyncIterator[DiscordPlatform]:
    """From connected to stopped, the way the program stops it."""
    run = asyncio.create_task(platform.run())
    try:
        await until(lambda: platform.ready or run.done(), 10)
        yield platform
    finally:
        run.cancel()
        with suppress(asyncio.CancelledError):
            await run


def post(discord: LoopbackDiscord, key: str = "brief-1", card: str = "digest", **options: Any) -> Post:
    channel = options.pop("channel", discord.world.channel)
    return Post(channel.id, CARDS[card], key, **options)
