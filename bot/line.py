"""A command line, `stats unit:percent actor:"Ada Byron" energy`, read and written.

Buttons hold one, the console, the page and Slack take one, so there is one syntax everywhere:
a value runs on to the next known name, or stands in quotation marks.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Completes = Literal["actor", "unit", "article", "schedule", "timezone", "feed"]
MARKS = {'"': '"', "“": "”", "„": "“"}
QUOTED = re.compile("|".join(f"{opening}[^{closing}]*{closing}" for opening, closing in MARKS.items()))
LIKE_A_NAME = re.compile(r"(?:^|(?<=[^\s,:])\s+)([^\W\d_](?:[^\W\d]|-)+:)(?!//)(?=\S)")


@dataclass(frozen=True, slots=True)
class Argument:
    """A typed argument. `completes` names the values of the store that are offered as one types;
    `choices` are the only values allowed; a `flag` is given or not, and takes no value; a `hidden`
    one is what buttons send, or takes words without a name, and is not offered to people; a `file` is one
    that people hand over, where a platform can (Discord): its value is the address that the platform keeps
    it at."""

    name: str
    description: str
    completes: Completes | None = None
    choices: tuple[str, ...] = ()
    flag: bool = False
    required: bool = False
    hidden: bool = False
    file: bool = False


def parse_arguments(declared: Sequence[Argument], rest: str) -> dict[str, str]:
    """The arguments in `rest`, by name; words without a name go to the first of those declared."""
    arguments = {argument.name: argument for argument in declared}
    names = list(arguments)
    found: dict[str, str] = {}
    free = names[0] if names else ""
    for name, value in _pieces(names, rest):
        if name in arguments and arguments[name].flag:
            found[name], value = _flag(value.strip())
            name = free
        name = name or free
        if (value := value.strip()) and name:
            found[name] = f"{found[name]} {value}" if found.get(name) else value
    return {name: value for name, value in found.items() if value}


def unknown_name(declared: Sequence[Argument], rest: str) -> str:
    """What is typed as a name and is of no argument ("rule:"), "" where nothing is.

    In quotation marks, and right behind a name or a comma, it is text: `include:harbour, actor:Ada Byron`.
    """
    names = {f"{argument.name}:" for argument in declared}
    typed = (match[1] for match in LIKE_A_NAME.finditer(QUOTED.sub('""', rest)))
    return next((name for name in typed if name.casefold() not in names), "")


def _flag(value: str) -> tuple[str, str]:
    """Whether a flag is set ("yes", ""), and what was written behind it that is not its."""
    word, _, behind = value.partition(" ")
    if word.casefold() in ("no", "false", "off", "0"):
        return "", behind
    return "yes", behind if word.casefold() in ("", "yes", "true", "on", "1") else value


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
