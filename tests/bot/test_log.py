"""The log of the whole program, at its most talkative: it ..."""

import asyncio
import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot import log
from bot.log import hide
from tests.bot.newsroom import HARBOUR
from tests.bot.program import Program, started, write_config
from tests.platforms.loopback_discord import LoopbackDiscord
from tests.platforms.loopback_discord.server import until
from tests.platforms.loopback_slack import LoopbackSlack

CONFIG = """\
sources: [{folder: news}]
platforms: {web: {port: 0}, discord: {}, slack: {}}
subscriptions:
  - {name: there, platform: discord, channel: 'DISCORD', time: 08:00, timezone: Europe/Berlin}
  - {name: here, platform: slack, channel: C1, time: 08:00, timezone: Europe/Berlin}
  - {name: page, platform: web, channel: desk, time: 08:00, timezone: Europe/Berlin}
"""
WEB_TOKEN = "hush-of-the-page"


async def everything_said(folder: Path) -> tuple[list[str], set[str]]:
    """The lines of a program that posts, answers and loses a post at DEBUG; and the secrets it was told."""
    async with LoopbackDiscord() as discord, LoopbackSlack() as slack:
        discord.world.token = "hush.of.discord"
        slack.workspace.bot_token, slack.workspace.app_token = "xoxb-hush-bot", "xapp-hush-app"
        channel = discord.world.channel
        config = write_config(folder, CONFIG.replace("DISCORD", channel.id))
        (folder / "news" / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
        environment = {
            "ONRECORD_DEBUG": "1",
            "ONRECORD_WEB_TOKEN": WEB_TOKEN,
            **discord.environment,
            **slack.environment,
        }
        messages = slack.channel("C1").messages
        async with started(config, "--now", environment=environment) as program:
            await program.line("Ctrl+C")
            reading = asyncio.create_task(rest_of(program))
            await until(lambda: bool(channel.messages and messages), 10)
            await discord.slash("brief stats")
            answer = await slack.command("/brief", "stats")
            await slack.press(messages[0], "Statistics 4")
            await program.stop()
            await reading
        interactions = {i.payload["token"] for i in discord.world.interactions.values()}
        assert answer.replies
    told = {WEB_TOKEN, "hush.of.discord", "xoxb-hush-bot", "xapp-hush-app", *interactions}
    return program.printed, told


async def rest_of(program: Program) -> None:
    async for raw in program.stdout:
        program.printed.append(raw.decode().rstrip())


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], set[str]]:
    return asyncio.run(everything_said(tmp_path_factory.mktemp("talkative")))


@pytest.fixture(scope="module")
def lines(said: tuple[list[str], set[str]]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said[0] if line.startswith("{")]


def test_it_shows_no_secret(said: tuple[list[str], set[str]]) -> None:
    printed, secrets = said
    assert len(secrets) == 5
    assert [line for line in printed for secret in secrets if secret in line] == []
    whole = "\n".join(printed)
    assert re.findall(r"ticket=t\d+|/response/\w+", whole) == []
    assert log.HIDDEN in whole, "what would have been shown is hidden, so something was there to hide"


def test_it_is_one_object_a_line_but_for_the_banner(said: tuple[list[str], set[str]]) -> None:
    spoken = [line for line in said[0] if not line.startswith("{")]
    banner = spoken.index("Ctrl+C stops it.")
    assert spoken[banner + 1 :] == ["Stopped."]
    assert all(line.startswith(("On Record", "  ")) for line in spoken[:banner])


def test_every_line_of_a_delivery_carries_its_key(lines: list[dict[str, Any]]) -> None:
    sent = {line["platform"]: line["delivery"] for line in lines if line["event"] == "sent"}
    assert set(sent) == {"discord", "slack", "web"}
    posting = [
        line for line in lines if re.search(r"POST .*/channels/\d+/messages|chat\.postMessage", line["event"])
    ]
    assert {line["logger"].split(".")[0] for line in posting} >= {"discord", "onrecord"}
    for line in posting:
        platform = "discord" if line["logger"].startswith("discord") else "slack"
        assert line["delivery"] == sent[platform], line


@pytest.mark.parametrize(
    ("line", "hidden"),
    [
        ('{"token": "abc.def", "x": 1}', "abc"),
        (r"{\"token\": \"abc\"}", "abc"),
        ("{'token': 'abc', 'id': 2}", "abc"),
        ("wss://slack.example/link?ticket=abc&app=1", "abc"),
        ("https://discord.example/api/v10/webhooks/12/abc-DEF/messages/@original", "abc-DEF"),
        ("https://discord.example/api/v10/interactions/12/abc/callback", "abc"),
        ("postgresql://ann:hush@db/news", "hush"),
        ("Authorization: Bot abc.def", "abc"),
        ("'Authorization': 'Bearer abc'", "abc"),
        ("SLACK_CLIENT_SECRET=abc", "abc"),
        ("https://ann:hush@news.example/feed?api_key=abc", "hush"),
        ("https://ann:hush@news.example/feed?api_key=abc", "abc"),
        ("it is xoxb-1-2-abc, no", "abc"),
    ],
)
def test_it_hides_what_is_secret_by_its_name_or_form(line: str, hidden: str) -> None:
    assert hidden not in hide(line)
    assert hide(hide(line)) == hide(line)


@pytest.mark.parametrize(
    "line",
    [
        "https://news.example/feed?page=2",
        "Discord refused it: 50013 Missing Permissions (error code: 50013)",
        "discord is configured, but DISCORD_TOKEN is not set",
        "“secretly”, the minister said",
    ],
)
def test_it_leaves_everything_else(line: str) -> None:
    assert hide(line) == line


def test_it_does_not_warn_that_a_tick_waits_for_the_one_before(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root, ticks = logging.getLogger(), logging.getLogger("apscheduler.scheduler")
    monkeypatch.setattr(root, "handlers", [])
    before = {logger: logger.level for logger in map(logging.getLogger, ("", ticks.name, *log.OURS))}
    try:
        log.set_up({})
        ticks.warning("skipped: maximum number of running instances reached")
        ticks.error("the store is gone")
    finally:
        for logger, level in before.items():
            logger.setLevel(level)
        structlog.reset_defaults()
    [line] = capsys.readouterr().err.splitlines()
    assert "the store is gone" in line
