"""The slash commands that Discord is given, made of the declared ones."""

from typing import Any

import discord
import pytest
from discord import app_commands

from bot.command import Command
from bot.commands import declared
from bot.dispatcher import Dispatcher
from bot.platforms.discord import DiscordPlatform
from bot.platforms.discord.language import WORDS, Language, words
from tests.bot.example_commands import COMMANDS
from tests.platforms.discord_room import state_in_memory
from tests.platforms.loopback_discord.limits import check_commands

GUILD, USER = 0, 1


async def payloads(*commands: Command, language: Language | None = None) -> dict[str, dict[str, Any]]:
    platform = DiscordPlatform("token", Dispatcher(commands, None), state_in_memory())  # type: ignore[arg-type]
    tree = platform.client().tree
    return {c.name: await c.get_translated_payload(tree, language or Language()) for c in tree.get_commands()}


def option(group: dict[str, Any], command: str, name: str) -> dict[str, Any]:
    found = next(c for c in group["options"] if c["name"] == command)
    return next(o for o in found["options"] if o["name"] == name)


async def test_all_declared_commands_are_within_discords_limits() -> None:
    check_commands(list((await payloads(*declared())).values()))


async def test_readers_may_install_it_for_themselves_and_ask_anywhere() -> None:
    brief = (await payloads(*COMMANDS))["brief"]
    assert brief["integration_types"] == [GUILD, USER]
    assert brief["contexts"] == [0, 1, 2]
    assert brief["default_member_permissions"] is None


async def test_briefings_are_for_those_who_manage_a_server() -> None:
    briefing = (await payloads(*COMMANDS))["briefing"]
    assert briefing["integration_types"] == [GUILD]
    assert briefing["contexts"] == [0]
    assert briefing["default_member_permissions"] == 1 << 5


async def test_commands_of_two_words_hang_in_a_group() -> None:
    briefing = (await payloads(*COMMANDS))["briefing"]
    schedule = next(o for o in briefing["options"] if o["name"] == "schedule")
    assert schedule["type"] == 2
    assert schedule["description"] == "Schedule: list, pause"
    assert [o["name"] for o in schedule["options"]] == ["list", "pause"]


async def test_without_such_commands_there_is_no_briefing() -> None:
    assert list(await payloads(*(c for c in COMMANDS if c.root == "brief"))) == ["brief"]


async def test_arguments_become_typed_options() -> None:
    brief = (await payloads(*COMMANDS))["brief"]
    actor, share = option(brief, "positions", "actor"), option(brief, "positions", "share")
    assert (actor["type"], actor["required"], actor["autocomplete"]) == (3, True, True)
    assert (share["type"], share["required"]) == (5, False)
    kinds = option(brief, "search", "kind")["choices"]
    assert [choice["value"] for choice in kinds] == ["figure", "quote", "position"]


async def test_what_buttons_send_is_not_offered_to_people() -> None:
    brief = (await payloads(*declared()))["brief"]
    assert not [
        o["name"] for command in brief["options"] for o in command.get("options", []) if o["name"] == "page"
    ]


async def test_a_german_reader_finds_german_names() -> None:
    brief = (await payloads(*declared()))["brief"]
    assert brief["name_localizations"]["de"] == "lage"
    unit = option(brief, "stats", "unit")
    assert unit["name_localizations"]["de"] == "einheit"
    assert unit["description_localizations"]["de"].startswith("Prozent")


async def test_groups_are_described_in_german_too() -> None:
    briefing = (await payloads(*COMMANDS))["briefing"]
    schedule = next(o for o in briefing["options"] if o["name"] == "schedule")
    assert schedule["description_localizations"]["de"] == "Zeitplan: liste, anhalten"


class Listener(Language):
    """What discord.py wants to have translated; what is made of other lines is not kept."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        made = context.location is app_commands.TranslationContextLocation.group_description
        if not made or ": " not in string.message:
            self.asked.add(string.message)
        return await super().translate(string, locale, context)


@pytest.mark.parametrize("name", WORDS.values())
async def test_every_name_and_description_is_translated_and_nothing_else_is(name: str) -> None:
    listener = Listener()
    await payloads(*declared(), language=listener)
    assert listener.asked - set(words(name)) == set(), f"these have no line in {name}"
    assert set(words(name)) - listener.asked == set(), f"these lines of {name} translate nothing"


async def test_a_file_is_handed_over_as_an_attachment() -> None:
    file = option((await payloads(*declared()))["brief"], "read", "file")
    assert (file["type"], file["required"]) == (11, False)
