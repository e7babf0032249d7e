"""What somebody types in the command box: `/brief stats unit:percent`, and how it may go on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.command import Command
from bot.dispatcher import Dispatcher
from bot.line import MARKS, Argument
from bot.request import Root

ROOT = re.compile(r"\s*/?(?:(briefing|brief)(?:\s+|$))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Option:
    """One way to go on: `line` is the whole command line when it is taken."""

    label: str
    hint: str
    line: str


def split_root(line: str) -> tuple[Root, str]:
    """`/briefing run`, `/brief stats`, `brief stats`, `/stats` and `stats` as root and command line."""
    match = ROOT.match(line)
    root = (match.group(1) or "") if match else ""
    return ("briefing" if root.casefold() == "briefing" else "brief"), line[match.end() if match else 0 :]


async def options(dispatcher: Dispatcher, typed: str) -> list[Option]:
    """How the command line may go on: commands, then argument names, then values from the store."""
    root, line = split_root(typed)
    command = _begun(dispatcher, root, line)
    if command is None:
        return _commands(dispatcher.commands, typed)
    start = f"/{root} {command.name} "
    rest = line.split(" ", command.name.count(" ") + 1)[-1]
    value = _open_value(command, rest)
    if value is not None:
        argument, before, part = value
        found = await _values(dispatcher, command, argument, part, start + before)
        return found or _names(command, rest, start)
    names = _names(command, rest, start)
    first = next((a for a in command.arguments if not a.hidden), None)
    if names or first is None or not rest.strip():
        return names
    return await _values(dispatcher, command, first, rest, start)


def _begun(dispatcher: Dispatcher, root: Root, line: str) -> Command | None:
    """The command whose arguments are being typed: its name, of one word or two, and a space stand there."""
    words = line.casefold().split(" ")
    names = [" ".join(words[:size]) for size in (2, 1) if len(words) > size]
    return next((c for name in names if (c := dispatcher.command(name, root))), None)


def _commands(commands: Sequence[Command], typed: str) -> list[Option]:
    """Commands whose name begins with what was typed, with the root or without it."""
    wanted = " ".join(typed.casefold().split()).removeprefix("/")
    found = []
    for command in commands:
        line = f"{command.root} {command.name}"
        if line.startswith(wanted) or (command.root == "brief" and command.name.startswith(wanted)):
            found.append(Option(f"/{line}", command.description, f"/{line} "))
    return found


def _open_value(command: Command, rest: str) -> tuple[Argument, str, str] | None:
    """The argument whose value is being typed, what stands before it, and the value so far."""
    if not command.arguments:
        return None
    names = "|".join(re.escape(a.name) for a in command.arguments if not a.flag)
    begun = list(re.finditer(rf"(?:^|(?<=\s))({names}):", rest, re.IGNORECASE)) if names else []
    if not begun:
        return None
    value = rest[begun[-1].end() :]
    if (mark := value[:1]) in MARKS and mark:
        if MARKS[mark] in value[1:]:
            return None
        value = value[1:]
    argument = command.argument(begun[-1].group(1).casefold())
    return (argument, rest[: begun[-1].start()], value) if argument else None


async def _values(
    dispatcher: Dispatcher, command: Command, argument: Argument, typed: str, before: str
) -> list[Option]:
    values = await dispatcher.complete(
        command.name, argument.name, typed.strip(), command.root, platform="web", place="web"
    )
    return [Option(v, argument.description, f"{before}{argument.name}:{_quoted(v)} ") for v in values]


def _names(command: Command, rest: str, start: str) -> list[Option]:
    """The arguments not given yet whose name begins with the last word."""
    before, _, word = rest.rpartition(" ")
    before = f"{start}{before} " if before.strip() else start
    given = {name.casefold() for name in re.findall(r"(\S+?):", rest)}
    open_to = [a for a in command.arguments if not (a.hidden or a.file) and a.name not in given]
    fitting = [a for a in open_to if a.name.startswith(word.casefold())]
    return [
        Option(f"{a.name}:", a.description, before + (f"{a.name}:yes " if a.flag else f"{a.name}:"))
        for a in fitting
    ]


def _quoted(value: str) -> str:
    value = value.replace('"', "'")
    return f'"{value}"' if " " in value else value
