"""How fast people are answered on Discord and Slack: `python -m benchmarks.latency [ROUNDS]`.

From the event leaving the server to the answer arriving there, over loopback, by the platforms' own
clients, warm, with 50,000 facts stored. The server runs in the same process, so its work is in every
figure. What library and server take by themselves says the first line: a command beside ours in the
same client that answers one word. Rounds are run in batches; p50 and p99 are the middle ones of the
batches, so that one disturbance of a busy machine is not taken for the rule; `chrt -r 10` before the
command keeps other programs out of the figures altogether.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import discord
from discord import app_commands
from slack_bolt.app.async_app import AsyncApp

from benchmarks.store import example
from bot.app import be_prompt
from bot.config import Settings
from bot.desk import Desk, open_desk
from bot.platforms.discord import DiscordPlatform
from bot.platforms.discord.client import Client
from bot.platforms.slack import SlackPlatform
from bot.platforms.slack.ask import ASK, WHO
from bot.state import State
from tests.platforms import discord_line, slack_room
from tests.platforms.loopback_discord import LoopbackDiscord
from tests.platforms.loopback_slack import LoopbackSlack
from tests.platforms.loopback_slack.response_url import Conversation

ARTICLES = 590
"""Of 85 facts each."""
WARM_UP, BATCHES = 20, 5
SOMEBODY = "Person0 Surname0"

Ask = Callable[[], Awaitable[float]]
"""Asks once; the seconds it took."""


async def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with open_desk(Settings(store=f"{folder}/held.db")) as desk:
            for number in range(ARTICLES):
                desk.store.add(example(number))
            for name, room in (("Discord", on_discord), ("Slack", on_slack)):
                async with room(desk) as asks:
                    be_prompt()
                    load = os.getloadavg()[0]
                    report(name, load, await measured(asks, rounds))


async def measured(asks: dict[str, Ask], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of every question; each round asks them all, so that they share the weather."""
    taken: dict[str, list[float]] = {name: [] for name in asks}
    for number in range(WARM_UP + rounds):
        for name, ask in asks.items():
            seconds = await ask()
            if number >= WARM_UP:
                taken[name].append(1000 * seconds)
    return taken


def report(platform: str, load: float, taken: dict[str, list[float]]) -> None:
    rounds = len(next(iter(taken.values())))
    size = rounds // BATCHES
    print(f"\n{platform}: {BATCHES} batches of {size}, load {load:.1f} on {os.cpu_count()} cores")
    print(f"{'ms':36}{'p50':>8}{'p99':>8}{'worst':>8}{'times':>8}")
    bare = statistics.median(next(iter(taken.values())))
    for name, milliseconds in taken.items():
        p50, p99 = (middle(milliseconds, share) for share in (0.5, 0.99))
        print(f"{name:36}{p50:8.1f}{p99:8.1f}{max(milliseconds):8.1f}{p50 / bare:8.1f}")


def middle(milliseconds: list[float], share: float) -> float:
    """The quantile of each batch, and of those the middle one."""
    size = len(milliseconds) // BATCHES
    batches = (sorted(milliseconds[n * size : (n + 1) * size]) for n in range(BATCHES))
    return statistics.median(batch[int(share * size)] for batch in batches)


# ---- Discord


class EchoingDiscord(DiscordPlatform):
    def client(self, **options: Any) -> Client:
        client = super().client(**options)
        client.tree.add_command(app_commands.Command(name="echo", description="One word", callback=echo))
        return client


async def echo(interaction: discord.Interaction[Any]) -> None:
    await interaction.response.send_message("echo", ephemeral=True)


@asynccontextmanager
async def on_discord(desk: Desk) -> AsyncIterator[dict[str, Ask]]:
    async with LoopbackDiscord() as server:
        platform = EchoingDiscord(
            server.world.token,
            desk.dispatcher,
            State(desk.engine),
            api=server.api,
            gateway=server.gateway_url,
        )
        async with discord_line.running(platform):
            figures = (await server.slash("brief stats")).message
            assert figures is not None

            def slash(line: str, **options: str) -> Ask:
                return lambda: took(server, server.slash(line, **options))

            def complete(*typed: str) -> Ask:
                return lambda: took(server, server.complete(*typed))

            yield {
                "echo, by discord.py alone": slash("echo"),
                "/brief stats unit:percent": slash("brief stats", unit="percent"),
                "/brief quotes": slash("brief quotes"),
                f"/brief positions actor:{SOMEBODY}": slash("brief positions", actor=SOMEBODY),
                "/brief search query:told": slash("brief search", query="told"),
                "/brief now (eight stories)": slash("brief now"),
                "/brief now article:7": slash("brief now", article="7"),
                "button Source": lambda: took(server, server.click(figures, "Source")),
                "completion of an actor": complete("brief stats", "actor", "surn"),
            }


async def took(server: LoopbackDiscord, asked: Awaitable[object]) -> float:
    await asked
    *_, interaction = server.world.interactions.values()
    return interaction.took


# ---- Slack


class EchoingSlack(SlackPlatform):
    def _app(self, *given: Any) -> AsyncApp:
        app = super()._app(*given)

        async def answer(ack: Any, respond: Any) -> None:
            await ack()
            await respond("echo")

        app.command("/echo")(answer)
        return app


@asynccontextmanager
async def on_slack(desk: Desk) -> AsyncIterator[dict[str, Ask]]:
    async with LoopbackSlack() as server:
        platform = EchoingSlack(
            server.workspace.bot_token,
            server.workspace.app_token,
            desk.dispatcher,
            State(desk.engine),
            api=server.api,
        )
        async with slack_room.running(server, platform):
            [figures] = (await server.command("/brief", "stats")).replies
            await server.global_shortcut(ASK)
            await server.until(lambda: server.workspace.window("U1"))
            window = server.workspace.window("U1")

            def brief(line: str) -> Ask:
                return lambda: heard(server.command("/brief", line))

            async def acknowledged() -> float:
                await server.command("/brief", "stats unit:percent")
                ack = server.acks[-1]
                assert ack is not None
                return ack.after

            yield {
                "echo, by slack-bolt alone": lambda: heard(server.command("/echo")),
                "/brief stats, acknowledged": acknowledged,
                "/brief stats unit:percent": brief("stats unit:percent"),
                "/brief quotes": brief("quotes"),
                f"/brief positions actor:{SOMEBODY}": brief(f"positions actor:{SOMEBODY}"),
                "/brief search told": brief("search told"),
                "/brief now (eight stories)": brief("now"),
                "/brief now article:7": brief("now article:7"),
                "button Source": lambda: heard(server.press(figures, "Source")),
                "completion of an actor": lambda: clocked(server.suggestions(window, WHO, "surn")),
            }


async def heard(asked: Awaitable[Conversation]) -> float:
    begin = time.perf_counter()
    return (await asked).heard - begin


async def clocked(asked: Awaitable[object]) -> float:
    begin = time.perf_counter()
    await asked
    return time.perf_counter() - begin


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if sys.argv[1:] else 500))
