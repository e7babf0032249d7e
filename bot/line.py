"""A command line, `stats unit:percent actor:"Ada Byron" energy`, read and written.

Buttons hold one, the console, the page and Slack take one, so there is one syntax everywhere:
a value runs on to the next known name, or stands in quotation marks.
"""

import re
from collections.abc import Iterable, Mapping

from bot.command import Command

MARKS = {'"': '"', "“": "”", "„": "“"}


def parse_arguments(command: Command, rest: str) -> dict[str, str]:
    """The arguments in `rest`, by name; words without a name go to the command's first one."""
    names = [a.name for a in command.arguments]
    found: dict[str, str] = {}
    free = names[0] if names else ""
    for name, value in _pieces(names, rest):
        argument = command.argument(name)
        if argument is not None and argument.flag:
            word, _, value = value.strip().partition(" ")
            found[name] = "yes" if word.casefold() in ("", "yes", "true", "on", "1") else ""
            if word and word.casefold() not in ("yes", "no", "true", "false", "on", "off", "1", "0"):
                found[name], value = "yes", f"{word} {value}"
            name = free
        if name == "":
            name = free
        if (value := value.strip()) and name:
            found[name] = f"{found[name]} {value}" if found.get(name) else value
    return {name: value for name, value in found.items() if value}


def _pieces(names: list[str], rest: str) -> Iterable[tuple[str, str]]:
    """(name, value) in order; the name is "" for what stands before the first one."""
    if not names:
        yield "", rest
        return
    starts = re.compile(rf"(?:^|(?<=\s))({'|'.join(map(re.escape, names))}):", re.IGNORECASE)
    position, name = 0, ""
    while True:
        value, after = _quoted(rest, position) if name else ("", position)
        match = starts.search(rest, after)
        end = match.start() if match else len(rest)
        if after > position:
            yield name, value
            yield "", rest[after:end]
        else:
            yield name, rest[position:end]
        if match is None:
            return
        position, name = match.end(), match.group(1).casefold()


def _quoted(rest: str, position: int) -> tuple[str, int]:
    """The value in quotation marks at `position` and where it ends, or ("", position)."""
    opening = rest[position : position + 1]
    closing = rest.find(MARKS[opening], position + 1) if opening in MARKS else -1
    return (rest[position + 1 : closing], closing + 1) if closing > position else ("", position)


def format_line(command: str, arguments: Mapping[str, str]) -> str:
    """The command line that `parse_arguments` reads back, for a button."""
    return " ".join([command, *(f'{name}:"{_clean(value)}"' for name, value in arguments.items() if value)])


def _clean(value: str) -> str:
    return re.sub(r"\s+", " ", value.replace('"', "'")).strip()
