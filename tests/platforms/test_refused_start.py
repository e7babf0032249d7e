"""What a platform will never let in ends the program: one clear line, and status 78."""

from pathlib import Path

import pytest

from tests.bot.program import started, write_config
from tests.platforms.loopback_discord import LoopbackDiscord
from tests.platforms.loopback_slack import Fault, LoopbackSlack

CONFIG = """\
store: {folder}/held.db
platforms:
  {platform}: {{}}
subscriptions:
  - {{name: morning, platform: {platform}, channel: "{channel}", time: "08:00", timezone: Europe/Berlin}}
"""


async def ended(
    folder: Path, platform: str, channel: str, environment: dict[str, str]
) -> tuple[int, list[str]]:
    """The status, and what was printed."""
    text = CONFIG.format(folder=folder, platform=platform, channel=channel)
    async with started(write_config(folder, text), environment=environment) as program:
        printed = (await program.stdout.read()).decode().splitlines()
        return await program.process.wait(), printed


@pytest.mark.parametrize(
    ("token", "closing", "told"),
    [
        ("wrong", None, "Discord does not accept the bot's token (DISCORD_TOKEN); copy it anew."),
        ("", 4014, "Discord refuses the connection: the intents are not allowed."),
    ],
)
async def test_discord_lets_it_in_no_more(tmp_path: Path, token: str, closing: int | None, told: str) -> None:
    async with LoopbackDiscord() as discord:
        discord.gateway.closing = closing
        status, printed = await ended(
            tmp_path,
            "discord",
            discord.world.channel.id,
            {
                "DISCORD_TOKEN": token or discord.world.token,
                "ONRECORD_DISCORD_API": discord.api,
                "ONRECORD_DISCORD_GATEWAY": discord.gateway_url,
            },
        )
    assert (status, [line for line in printed if told in line]) == (78, printed[-1:])
    assert "Traceback" not in "".join(printed)


async def test_slack_lets_it_in_no_more(tmp_path: Path) -> None:
    told = "SLACK_BOT_TOKEN is refused"
    async with LoopbackSlack() as slack:
        slack.faults.add("auth.test", Fault(error="invalid_auth"))
        status, printed = await ended(
            tmp_path,
            "slack",
            "C1",
            {
                "SLACK_BOT_TOKEN": slack.workspace.bot_token,
                "SLACK_APP_TOKEN": slack.workspace.app_token,
                "ONRECORD_SLACK_API": slack.api,
            },
        )
    assert (status, [line for line in printed if told in line]) == (78, printed[-1:])
    assert "xoxb" not in "".join(printed).replace("xoxb-…", "")
