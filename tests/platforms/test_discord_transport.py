"""The platform over real sockets: the real discord.py against a Discord on loopback."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.commands.command import Command
from bot.platforms.discord import DiscordPlatform
from bot.platforms.platform import Post
from bot.state import State
from tests.bot.example_cards import CARDS
from tests.bot.example_commands import example_dispatcher
from tests.platforms.discord_room import state_in_memory
from tests.platforms.loopback_discord import LoopbackDiscord, texts, until


@asynccontextmanager
async def running(
    discord: LoopbackDiscord, *more: Command, state: State | None = None
) -> AsyncIterator[DiscordPlatform]:
    """The platform, connected; stopped as the program stops it."""
    platform = DiscordPlatform(
        discord.world.token,
        example_dispatcher(*more),
        state or state_in_memory(),
        api=discord.api,
        gateway=discord.gateway_url,
    )
    run = asyncio.create_task(platform.run())
    try:
        await until(lambda: platform.ready or run.done(), 10)
        yield platform
    finally:
        run.cancel()
        with suppress(asyncio.CancelledError):
            await run


def post(discord: LoopbackDiscord, key: str = "brief-1", card: str = "digest") -> Post:
    return Post(discord.world.channel.id, CARDS[card], key)


async def test_it_posts_answers_and_its_buttons_work_after_a_restart() -> None:
    state = state_in_memory()
    async with LoopbackDiscord() as discord:
        async with running(discord, state=state) as platform:
            number = await platform.send(post(discord))
            [card] = discord.world.channel.messages
            assert card["id"] == number
            assert "Harbour Levy" in texts(card)
            asked = await discord.slash("brief stats", query="freight")
            assert asked.message is not None
            assert asked.message["flags"] & 1 << 6
            assert "8.4 million tonnes" in texts(asked.message)
            assert [c["value"] for c in await discord.complete("brief positions", "actor", "teo")] == ["Teo Brandl"]
        async with running(discord, state=state):
            pressed = await discord.click(card, "Statistics 25")
            assert pressed.message is not None
            assert "8.4 million tonnes" in texts(pressed.message)
        assert len(discord.rest.syncs) == 1
