"""Slash commands, built from the declared commands: one group a root, one sub-command a command."""

import inspect
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, TypedDict, cast

import discord
from discord import app_commands

from bot.command import Command
from bot.dispatcher import Dispatcher
from bot.line import Argument
from bot.platforms.discord.reply import Reply
from bot.request import Request, Root

Interaction = discord.Interaction[Any]


class Sender(TypedDict):
    """Who asks, where, and whether that server lets them manage it, as a Request takes it."""

    platform: str
    channel: str
    user: str
    manager: bool
    place: str


ROOTS: dict[Root, str] = {
    "brief": "Who said what, in figures, quotes and positions",
    "briefing": "When and where the brief is posted",
}


def groups(dispatcher: Dispatcher, reply: Reply) -> Iterable[app_commands.Group]:
    for root, description in ROOTS.items():
        commands = [command for command in dispatcher.commands if command.root == root]
        if commands:
            group = _group(root, description)
            for command in commands:
                _home(group, command, commands).add_command(_command(command, dispatcher, reply))
            yield group


def _home(group: app_commands.Group, command: Command, commands: list[Command]) -> app_commands.Group:
    """Where a command hangs: "schedule set" in the group "schedule", which is made for the first of them."""
    first, _, second = command.name.partition(" ")
    if not second:
        return group
    home = group.get_command(first)
    if not isinstance(home, app_commands.Group):
        words = (c.name.removeprefix(f"{first} ") for c in commands if c.name.startswith(f"{first} "))
        description = f"{first.capitalize()}: {', '.join(words)}"
        home = app_commands.Group(name=first, description=description[:100], parent=group)
    return home


def _group(root: Root, description: str) -> app_commands.Group:
    """Readers may install it for themselves and ask anywhere; briefings belong to a server."""
    readers = root == "brief"
    return app_commands.Group(
        name=root,
        description=description,
        default_permissions=None if readers else discord.Permissions(manage_guild=True),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=readers),
        allowed_contexts=app_commands.AppCommandContext(
            guild=True, dm_channel=readers, private_channel=readers
        ),
    )


def _command(command: Command, dispatcher: Dispatcher, reply: Reply) -> app_commands.Command[Any, ..., None]:
    async def callback(interaction: Interaction, **given: Any) -> None:
        arguments = {name: _said(value) for name, value in given.items() if value}
        request = Request(command.name, arguments, command.root, **sender(interaction))
        await reply.to(interaction, lambda: request)

    options = [argument for argument in command.arguments if not argument.hidden]
    callback.__signature__ = _signature(options)  # type: ignore[attr-defined]
    app_commands.describe(**{option.name: option.description[:100] for option in options})(callback)
    fixed = {o.name: [app_commands.Choice(name=c, value=c) for c in o.choices] for o in options if o.choices}
    app_commands.choices(**fixed)(callback)
    declared: app_commands.Command[Any, ..., None] = app_commands.Command(
        name=command.name.split(" ")[-1],
        description=command.description[:100],
        callback=cast("Any", callback),
    )
    for option in options:
        if option.completes:
            declared.autocomplete(option.name)(_completion(command, option, dispatcher))
    return declared


def _said(value: Any) -> str:
    if isinstance(value, discord.Attachment):
        return value.url
    return "yes" if value is True else str(value)


def sender(interaction: Interaction) -> Sender:
    channel = interaction.channel_id
    return {
        "platform": "discord",
        "channel": str(channel) if channel is not None else "",
        "user": str(interaction.user.id),
        "manager": interaction.permissions.manage_guild,
        "place": str(interaction.guild_id or ""),
    }


def _signature(arguments: list[Argument]) -> inspect.Signature:
    """discord.py reads a command's options off its callback; the required ones come first."""
    ordered = sorted(arguments, key=lambda argument: not argument.required)
    options = [
        inspect.Parameter(
            argument.name,
            inspect.Parameter.KEYWORD_ONLY,
            annotation=_annotation(argument),
            default=inspect.Parameter.empty if argument.required else _absent(argument),
        )
        for argument in ordered
    ]
    interaction = inspect.Parameter(
        "interaction", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=discord.Interaction
    )
    return inspect.Signature([interaction, *options])


def _annotation(argument: Argument) -> Any:
    if argument.file:
        return discord.Attachment | None
    return bool if argument.flag else str


def _absent(argument: Argument) -> Any:
    if argument.file:
        return None
    return False if argument.flag else ""


Completion = Callable[[Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]


def _completion(command: Command, argument: Argument, dispatcher: Dispatcher) -> Completion:
    async def complete(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        values = await dispatcher.complete(
            command.name, argument.name, typed, command.root, **sender(interaction)
        )
        return [app_commands.Choice(name=value[:100], value=value[:100]) for value in values[:25] if value]

    return complete
