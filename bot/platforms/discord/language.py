"""The names and descriptions of the commands in a reader's own language, as far as there are words for it."""

from functools import cache
from importlib.resources import files

import discord
from discord import app_commands

WORDS = {discord.Locale.german: "german.txt"}


class Language(app_commands.Translator):
    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        if locale not in WORDS:
            return None
        known = words(WORDS[locale])
        if context.location is app_commands.TranslationContextLocation.group_description:
            return known.get(string.message) or _listed(string.message, known)
        return known.get(string.message)


def _listed(description: str, known: dict[str, str]) -> str:
    """That of a group names its commands: "Schedule: set, list"."""
    group, _, names = description.partition(": ")
    translated = [known.get(name, name) for name in (group.casefold(), *names.split(", "))]
    return f"{translated[0].capitalize()}: {', '.join(translated[1:])}"


@cache
def words(name: str) -> dict[str, str]:
    """English and translation, line by line; lines that begin with # say where they come from."""
    text = files(__package__).joinpath(name).read_text("utf-8")
    pairs = (line.split(" = ", 1) for line in text.splitlines() if not line.startswith("#"))
    return {pair[0]: pair[1] for pair in pairs}
