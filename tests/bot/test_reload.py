"""config.yaml read again while the whole program runs: it ..."""

import json
import re
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from tests.bot.newsroom import HARBOUR
from tests.bot.program import Program, started, write_config

SUBSCRIPTION = "  - {name: NAME, platform: web, channel: CHANNEL, time: 08:00, timezone: Europe/Berlin}\n"
CONFIG = "sources: [{folder: news}]\nplatforms: {web: {port: 0}}\nsubscriptions:\n"
FIRST = CONFIG + SUBSCRIPTION.replace("NAME", "early").replace("CHANNEL", "desk")
TAKEN, REFUSED = "configuration taken over", "configuration not taken over"


class Running:
    def __init__(self, program: Program, config: Path, http: aiohttp.ClientSession) -> None:
        self.program, self.config, self.http = program, config, http

    async def reload(self, text: str, told: str) -> dict[str, str]:
        """The first line of the log that holds these words."""
        write_config(self.config.parent, text)
        self.program.process.send_signal(signal.SIGHUP)
        line: dict[str, str] = json.loads(await self.program.line(told))
        return line

    async def asked(self, line: str, channel: str = "desk") -> str:
        headers = {"Sec-Fetch-Site": "same-origin", "Accept": "application/json"}
        async with self.http.post(f"/c/{channel}", data={"line": line}, headers=headers) as answer:
            text = await answer.text()
        return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", json.loads(text)["answer"]))


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Running]:
    config = write_config(folder, FIRST)
    async with started(config) as program:
        await program.line("Ctrl+C")
        address = re.search(r"http://[\d.:]+", "\n".join(program.printed))
        assert address
        async with aiohttp.ClientSession(address[0]) as http:
            yield Running(program, config, http)


@pytest.fixture
async def one(tmp_path: Path) -> AsyncIterator[Running]:
    async with running(tmp_path) as one:
        yield one


async def test_it_takes_over_subscriptions_with_their_channels_feeds_and_grace(one: Running) -> None:
    late = SUBSCRIPTION.replace("NAME", "late").replace("CHANNEL", "evening").replace("08:00", "20:00")
    feed = FIRST.replace("[{folder: news}]", "[{folder: news}, {feed: 'http://127.0.0.1:9/feed'}]")
    await one.reload(f"{feed}{late}grace: 2 hours\nkeep: 30 days\n", TAKEN)
    listed = await one.asked("/briefing schedule list")
    assert "early" in listed
    assert "late" in listed
    assert "20:00" in await one.asked("/briefing schedule list", "evening")
    assert "127.0.0.1:9/feed" in await one.asked("/briefing feed list")
    await one.reload(FIRST, TAKEN)
    assert "late" not in await one.asked("/briefing schedule list")


async def test_it_reads_another_folder_from_now_on(one: Running) -> None:
    other = one.config.parent / "other"
    other.mkdir()
    (other / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    await one.reload(FIRST.replace("folder: news", "folder: other"), TAKEN)
    assert "Port Ellery" in await one.asked("/brief now")


async def test_a_mistake_keeps_the_old_one_and_each_is_told_in_the_log_and_in_status(one: Running) -> None:
    bad = FIRST.replace("Europe/Berlin", "Europe/Berln").replace("08:00", "half past eight")
    first = await one.reload(bad, REFUSED)
    second = json.loads(await one.program.line(REFUSED))
    assert "half past eight" in first["reason"]
    assert "Europe/Berln" in second["reason"]
    status = await one.asked("/briefing status")
    assert "half past eight" in status
    assert "Europe/Berln" in status
    assert "08:00" in await one.asked("/briefing schedule list")
    await one.reload(FIRST, TAKEN)
    assert "half past eight" not in await one.asked("/briefing status")


async def test_what_needs_a_restart_is_named_and_the_rest_is_taken_over(one: Running) -> None:
    other = FIRST.replace("{port: 0}", "{port: 1}").replace("early", "first") + "store: elsewhere.db\n"
    told = await one.reload(other, "waits for a restart")
    assert told["part"] == "store"
    assert json.loads(await one.program.line("waits for a restart"))["part"] == "platforms"
    status = await one.asked("/briefing status")
    assert "store" in status
    assert "restart" in status
    assert "first" in await one.asked("/briefing schedule list")


async def test_a_file_that_is_gone_changes_nothing_and_ends_nothing(one: Running) -> None:
    one.config.unlink()
    one.program.process.send_signal(signal.SIGHUP)
    assert "cannot be read" in await one.program.line(REFUSED)
    assert "early" in await one.asked("/briefing schedule list")
    assert await one.program.stop() == 0
