"""The whole program twice, with one token and one PostgreSQL: one copy sends, and is replaced when it dies."""

import json
import re
import signal
from pathlib import Path

import aiohttp

from tests.bot.newsroom import HARBOUR
from tests.bot.program import Program, asked, started, write_config
from tests.platforms.loopback_discord import LoopbackDiscord, texts, until
from tests.postgres import Postgres

CONFIG = """\
store: {address}
sources: [{{folder: news}}]
platforms: {{web: {{port: 0}}, discord: {{}}}}
subscriptions:
  - {{name: morning, platform: discord, channel: '{channel}', time: 08:00, timezone: Europe/Berlin}}
"""


async def health(program: Program) -> tuple[int, str]:
    """Its status, and what it says of Discord."""
    address = re.search(r"http://[\d.:]+", "\n".join(program.printed))
    assert address
    async with aiohttp.ClientSession() as session, session.get(f"{address[0]}/healthz") as answer:
        return answer.status, json.loads(await answer.text())["platforms"]["discord"]


async def test_one_sends_the_other_stands_by_and_takes_over_within_ten_seconds_of_its_death(
    tmp_path: Path, postgres: Postgres
) -> None:
    async with LoopbackDiscord() as discord:
        channel = discord.world.channel
        environment = discord.environment
        with postgres.new_database() as address:
            config = write_config(tmp_path, CONFIG.format(address=address, channel=channel.id))
            (tmp_path / "news" / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
            async with started(config, environment=environment) as one:
                await one.line("Ctrl+C")
                async with started(config, environment=environment) as other:
                    await other.line("Ctrl+C")
                    assert "  discord  connected" in one.printed
                    assert "  discord  standing by: another copy sends" in other.printed
                    assert await health(one) == (200, "connected")
                    assert await health(other) == (200, "standing by: another copy sends")
                    answer = await discord.slash("brief stats", unit="percent")
                    assert "18%" in texts(answer.message or {})
                    assert len(answer.followups) == 0

                    await one.stop(signal.SIGKILL)
                    await asked("briefing", "run", "schedule:morning", "--config", str(config))
                    await until(lambda: bool(channel.messages), 10)
                    assert await health(other) == (200, "connected")
                    assert len(channel.messages) == 1

                    async with started(config, environment=environment) as third:
                        await third.line("Ctrl+C")
                        assert await other.stop() == 0
                        await third.line("sends from here")
