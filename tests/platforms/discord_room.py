"""A simulated Discord with one server, one channel, a reader and a manager, and the platform in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import discord
import simcord
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from bot.command import Command
from bot.dispatcher import Dispatcher
from bot.platforms.discord import DiscordPlatform
from bot.schema import metadata
from bot.state import State
from tests.bot.example_commands import example_dispatcher


@dataclass
class Room:
    env: simcord.Env
    platform: DiscordPlatform
    guild: simcord.GuildHandle
    channel: simcord.builders.ChannelHandle
    reader: simcord.MemberActor
    manager: simcord.MemberActor


def state_in_memory() -> State:
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    metadata.create_all(engine)
    return State(engine)


@asynccontextmanager
async def room(*more: Command, dispatcher: Dispatcher | None = None) -> AsyncIterator[Room]:
    platform = DiscordPlatform("token", dispatcher or example_dispatcher(*more), state_in_memory())
    async with simcord.run(platform.client(shard_count=1)) as env:
        guild = env.create_guild()
        managers = guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
        yield Room(
            env,
            platform,
            guild,
            guild.create_text_channel("morning-brief"),
            guild.add_member(env.create_user("reader")),
            guild.add_member(env.create_user("manager"), roles=[managers]),
        )
