"""The Slack app manifest says what the commands and the code need, no more."""

import subprocess
import sys

from bot.commands import declared
from bot.platforms.slack.ask import ASK
from bot.platforms.slack.manifest import SHORTCUT, manifest
from tests.bot.example_commands import COMMANDS
from tests.platforms.loopback_slack.workspace import SCOPES


def test_it_declares_one_slash_command_a_root_with_the_commands_as_its_hint() -> None:
    slash = {c["command"]: c["usage_hint"] for c in manifest(COMMANDS)["features"]["slash_commands"]}
    assert slash["/brief"] == "[now | stats | positions | search | source | help]"
    assert slash["/briefing"].startswith("[run | schedule list")


def test_it_names_every_declared_command() -> None:
    slash = manifest(declared())["features"]["slash_commands"]
    hints = {name for c in slash for name in c["usage_hint"].strip("[]").split(" | ")}
    assert hints == {command.name for command in declared()}


def test_it_stays_within_slacks_limits() -> None:
    made = manifest(declared())
    assert len(made["display_information"]["name"]) <= 35
    assert len(made["display_information"]["description"]) <= 140
    assert len(made["features"]["bot_user"]["display_name"]) <= 80
    assert all(len(s["name"]) <= 24 for s in made["features"]["shortcuts"])
    assert all(len(s["callback_id"]) <= 255 for s in made["features"]["shortcuts"])
    for command in made["features"]["slash_commands"]:
        assert len(command["command"]) <= 32
        assert len(command["usage_hint"]) <= 1000


def test_it_turns_on_what_the_code_listens_to() -> None:
    made = manifest(COMMANDS)
    assert made["settings"]["socket_mode_enabled"]
    assert made["settings"]["interactivity"]["is_enabled"]
    assert made["settings"]["event_subscriptions"]["bot_events"] == ["app_home_opened"]
    assert made["features"]["app_home"]["home_tab_enabled"]
    assert [s["callback_id"] for s in made["features"]["shortcuts"]] == [ASK, SHORTCUT]


def test_it_needs_no_slack_library() -> None:
    code = (
        "import sys, bot.platforms.slack.manifest; sys.exit(any(m.startswith('slack_') for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_it_asks_for_the_scopes_that_slack_requires() -> None:
    assert set(manifest(COMMANDS)["oauth_config"]["scopes"]["bot"]) == set(SCOPES)


def test_it_gives_slack_the_address_of_signed_http() -> None:
    address = "https://briefs.example/slack/events"
    made = manifest(COMMANDS, address)
    assert not made["settings"]["socket_mode_enabled"]
    assert made["settings"]["event_subscriptions"]["request_url"] == address
    assert made["settings"]["interactivity"]["request_url"] == address
    assert made["oauth_config"]["redirect_urls"] == ["https://briefs.example/slack/oauth_redirect"]
    assert {"app_uninstalled", "tokens_revoked"} < set(made["settings"]["event_subscriptions"]["bot_events"])
    assert {command["url"] for command in made["features"]["slash_commands"]} == {address}
