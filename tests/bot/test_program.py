"""The whole program: it starts, posts, answers, stops, starts again; and says what is wrong in one line."""

import asyncio
import json
import os
import re
import socket
import sys
from pathlib import Path

import aiohttp
import pytest

from tests.bot.newsroom import HARBOUR
from tests.bot.program import asked, started, write_config
from tests.platforms.loopback_discord import LoopbackDiscord, texts
from tests.platforms.loopback_discord.server import until
from tests.platforms.loopback_slack import LoopbackSlack

FROM_PAGE = {"Sec-Fetch-Site": "same-origin", "Accept": "application/json"}
WEB = "sources:\n  - folder: news\nplatforms:\n  web: {port: 0}\n"


def subscription(platform: str, channel: str) -> str:
    return f"  - {{name: {platform}, platform: {platform}, channel: '{channel}', time: 08:00, timezone: Europe/Berlin}}\n"


def config_for(folder: Path, platform: str, channel: str) -> Path:
    config = write_config(
        folder,
        f"sources:\n  - folder: news\nplatforms:\n  {platform}: {{}}\nsubscriptions:\n"
        + subscription(platform, channel),
    )
    (folder / "news" / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    return config


async def test_the_installed_command_starts_it_and_its_page_answers(tmp_path: Path) -> None:
    """With nothing loaded before, as nowhere else in these tests."""
    config = config_for(tmp_path, "web", "desk")
    text = config.read_text(encoding="utf-8").replace("web: {}", "web: {port: 0}")
    config.write_text(text, encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        Path(sys.executable).with_name("onrecord"), "run", "--now", "--config", config,
        env={"PATH": os.environ["PATH"]}, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stdout
        async with asyncio.timeout(60):
            banner = (await process.stdout.readuntil(b"Ctrl+C")).decode()
            address = re.search(r"http://[\d.:]+", banner)
            assert address
            async with aiohttp.ClientSession(address[0]) as http:
                answer = await http.post("/c/desk", data={"line": "quotes"}, headers=FROM_PAGE)
                assert "Ilse Brandvold" in await answer.text()
            process.terminate()
            assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_on_discord_it_posts_the_card_answers_and_its_buttons_outlive_a_restart(tmp_path: Path) -> None:
    async with LoopbackDiscord() as discord:
        channel = discord.world.channel
        config = config_for(tmp_path, "discord", channel.id)
        environment = discord.environment
        async with started(config, "--now", environment=environment) as program:
            await program.line("Ctrl+C")
            await until(lambda: bool(channel.messages), 10)
            card = channel.messages[0]
            assert "Port Ellery to rebuild its harbour" in texts(card)
            for line, option, told in (
                ("brief stats", {"unit": "percent"}, "18%"),
                ("brief quotes", {"speaker": "Tomas Ekeberg"}, "Nobody asked the people"),
                ("brief positions", {"actor": "Ilse Brandvold"}, "three years"),
            ):
                assert told in texts((await discord.slash(line, **option)).message or {})
            assert "140" in texts((await discord.click(card, "Statistics 4")).message or {})
            assert await program.stop() == 0
        async with started(config, environment=environment) as program:
            await program.line("Ctrl+C")
            assert "140" in texts((await discord.click(card, "Statistics 4")).message or {})
            assert len(channel.messages) == 1
            assert len(discord.rest.syncs) == 1


async def test_on_discord_a_manager_schedules_a_brief_and_runs_it(tmp_path: Path) -> None:
    config = write_config(tmp_path, "sources:\n  - folder: news\nplatforms:\n  discord: {}\n")
    (tmp_path / "news" / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    async with LoopbackDiscord() as discord:
        channel = discord.world.channel
        environment = discord.environment
        async with started(config, environment=environment) as program:
            await program.line("Ctrl+C")
            wanted = {"time": "8am", "days": "weekdays", "timezone": "Europe/Berlin"}
            refused = await discord.slash("briefing schedule set", **wanted)
            assert "Manage Server" in texts(refused.message or {})
            answer = await discord.slash("briefing schedule set", **wanted, _user=discord.world.manager)
            assert "08:00 Berlin" in texts(answer.message or {})
            await discord.slash("briefing run", _user=discord.world.manager)
            await until(lambda: bool(channel.messages), 10)
            assert "Port Ellery to rebuild its harbour" in texts(channel.messages[0])


async def test_on_slack_it_posts_the_card_answers_and_its_buttons_outlive_a_restart(tmp_path: Path) -> None:
    async with LoopbackSlack() as slack:
        config = config_for(tmp_path, "slack", "C1")
        environment = slack.environment
        messages = slack.channel("C1").messages
        async with started(config, "--now", environment=environment) as program:
            await program.line("Ctrl+C")
            await slack.until(lambda: messages, 10)
            card = messages[0]
            assert "Port Ellery to rebuild its harbour" in card.shown()
            for line, told in (
                ("stats unit:percent", "18%"),
                ("quotes Tomas Ekeberg", "Nobody asked the people"),
                ("positions actor:Ilse Brandvold", "three years"),
            ):
                assert told in (await slack.command("/brief", line)).replies[0].shown()
            assert "140" in (await slack.press(card, "Statistics 4")).replies[0].shown()
            assert await program.stop() == 0
        async with started(config, environment=environment) as program:
            await program.line("Ctrl+C")
            assert "140" in (await slack.press(card, "Statistics 4")).replies[0].shown()
            assert len(messages) == 1


async def test_it_finishes_and_ends_with_0_when_told_to_stop(tmp_path: Path) -> None:
    async with started(write_config(tmp_path, WEB)) as program:
        await program.line("Ctrl+C")
        assert await program.stop(within=10) == 0


async def test_a_port_in_use_is_one_line_and_status_78(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, out, err = await asked(
            "run", "--config", str(write_config(tmp_path, WEB.replace("port: 0", f"port: {port}")))
        )
    assert (code, out) == (78, "")
    assert f"port {port} is in use" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("platforms:\n  discord: {}\n", "discord is configured, but its token is not set"),
        ("platforms:\n  slack: {}\n", "slack is configured, but its token is not set"),
        ("platforms:\n  web: {host: 0.0.0.0}\n", "ONRECORD_WEB_TOKEN"),
        ("sources: []\n", "no platform is switched on"),
        ("platforms: [\n", "is not YAML"),
    ],
)
async def test_a_wrong_configuration_is_one_line_and_status_78(tmp_path: Path, text: str, told: str) -> None:
    code, out, err = await asked("run", "--config", str(write_config(tmp_path, text)))
    assert (code, out) == (78, "")
    assert told in err
    assert err.count("\n") == 1


async def test_a_store_that_is_no_database_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "held.db").write_text("these are my notes " * 1000)
    code, _, err = await asked("run", "--config", str(write_config(tmp_path, "store: held.db\n" + WEB)))
    assert code == 78
    assert "held.db is not a database" in err
    assert (tmp_path / "held.db").read_text().startswith("these are my notes")


async def test_a_missing_folder_and_bad_articles_cost_themselves_alone(tmp_path: Path) -> None:
    config = write_config(tmp_path, WEB.replace("  - folder: news\n", "  - folder: gone\n  - folder: news\n"))
    news = tmp_path / "news"
    (news / "a-empty.txt").write_text("")
    (news / "b-latin.txt").write_bytes("Café".encode("latin-1"))
    (news / "c-nul.txt").write_bytes(b"\0\0 A b\0c.")
    (news / "d-line.txt").write_text("word " * 200_000)
    (news / "e-none.txt").write_text("...")
    (news / "harbour.txt").write_text(HARBOUR)
    code, out, err = await asked("articles", "--config", str(config))
    assert code == 0
    assert "Port Ellery" in out
    assert "there is no folder" in err
    assert "a-empty.txt is skipped: it is empty" in err
    assert "b-latin.txt is skipped: it is not UTF-8" in err


async def test_the_console_takes_the_commands_of_a_channel(tmp_path: Path) -> None:
    config = config_for(tmp_path, "web", "desk")
    code, out, _ = await asked("stats", "unit:percent", "--config", str(config))
    assert code == 0
    assert "18%" in out
    code, out, _ = await asked("positions", "actor:Ilse", "Brandvold", "--config", str(config))
    assert "three years" in out


async def test_the_console_manages_the_briefs_of_every_platform(tmp_path: Path) -> None:
    file = config_for(tmp_path, "web", "desk")
    file.write_text(file.read_text(encoding="utf-8").replace("web: {}", "web:\n  discord:"), encoding="utf-8")
    config = ("--config", str(file))
    wanted = ("platform:discord", "channel:11", "time:7", "timezone:Europe/Lisbon", "name:dawn")
    code, out, _ = await asked("briefing", "schedule", "set", *wanted, *config)
    assert code == 0
    assert "07:00 Lisbon" in out
    code, out, _ = await asked("briefing", "schedule", "list", *config)
    assert "dawn" in out
    assert "set in config.yaml" in out
    code, out, _ = await asked("briefing", "schedule", "remove", "schedule:web", *config)
    assert code == 1
    assert "config.yaml owns" in out


async def test_read_shows_a_brief_to_people_and_to_machines(tmp_path: Path) -> None:
    file = tmp_path / "harbour.txt"
    file.write_text(HARBOUR)
    code, out, _ = await asked("read", str(file))
    assert code == 0
    assert "Ilse Brandvold" in out
    code, out, _ = await asked("read", str(file), "--json")
    assert json.loads(out)["title"] == "Port Ellery to rebuild its harbour"
    code, _, err = await asked("read", str(tmp_path / "gone.txt"))
    assert (code, err.count("\n")) == (1, 1)


async def test_extract_goes_on_after_a_bad_line_and_says_which() -> None:
    lines = [json.dumps({"id": "a", "text": HARBOUR}), "not json", json.dumps({"id": "b", "text": ""})]
    code, out, err = await asked("extract", "--jsonl", stdin="\n".join(lines).encode())
    assert code == 1
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["a", "b"]
    assert "line 2" in err


async def test_the_manifest_for_slack_is_printed() -> None:
    code, out, _ = await asked("manifest", "slack")
    assert code == 0
    assert "/brief" in out
    code, _, err = await asked("manifest", "teams")
    assert (code, err.count("\n")) == (1, 1)
