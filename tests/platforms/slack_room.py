"""A Slack on loopback with the platform connected to it by the real clients."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from bot.card import Card
from bot.dispatcher import Dispatcher
from bot.platforms.platform import Post
from bot.platforms.slack import SlackPlatform
from bot.platforms.slack.endpoint import HttpMode
from bot.schema import metadata
from bot.state import State
from tests.bot.example_cards import CARDS
from tests.bot.example_commands import example_dispatcher
from tests.platforms.loopback_slack import LoopbackSlack


def state_in_memory() -> State:
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    metadata.create_all(engine)
    return State(engine)


def slack_platform(
    slack: LoopbackSlack,
    state: State,
    dispatcher: Dispatcher | None = None,
    managers: Collection[str] = (),
    http: HttpMode | None = None,
    count: Callable[[], None] = lambda: None,
) -> SlackPlatform:
    platform = SlackPlatform(
        "" if http and http.oauth else slack.workspace.bot_token,
        slack.workspace.app_token,
        dispatcher or example_dispatcher(),
        state,
        api=slack.api,
        managers=managers,
        http=http,
        count=count,
    )
    platform.ping_interval, platform.interval = 0.5, 0.0
    return platform


@asynccontextmanager
async def running(slack: LoopbackSlack, platform: SlackPlatform) -> AsyncIterator[SlackPlatform]:
    """The platform, connected; ended by cancelling it, as the program does."""
    task = asyncio.create_task(platform.run())
    try:
        async with asyncio.timeout(10):
            while not platform.ready:
                await asyncio.sleep(0.01)
                if task.done():
                    task.result()
        yield platform
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


def digest_post(
    channel: str = "C1",
    card: Card = CARDS["digest"],
    *,
    again: bool = False,
    mention: str = "",
    place: str = "",
) -> Post:
    return Post(channel, card, key="brief-2026-11-23", again=again, mention=mention, place=place)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
