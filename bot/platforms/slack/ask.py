"""The window to ask in: Slack completes nothing as one types a command, but it does in a window."""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.command import Command
from bot.line import Argument, Completes, format_line
from bot.platforms.slack.text import Block, plain, shorten

ASK = "ask"
WHAT, WHO, WORDS = "what", "who", "words"
OPTION_LABEL, OPTION_VALUE, OPTIONS = 75, 150, 100


def ask_view(commands: Sequence[Command]) -> Block:
    kinds = [
        _option(shorten(command.description, OPTION_LABEL), command.name) for command in askable(commands)
    ]
    return {
        "type": "modal",
        "callback_id": ASK,
        "title": plain("Ask On Record"),
        "submit": plain("Ask"),
        "close": plain("Close"),
        "blocks": [
            _input(WHAT, "What", {"type": "static_select", "options": kinds, "initial_option": kinds[0]}),
            _input(WHO, "Who", {"type": "external_select", "min_query_length": 0}, optional=True),
            _input(WORDS, "About", {"type": "plain_text_input"}, optional=True),
        ],
    }


def askable(commands: Iterable[Command]) -> list[Command]:
    """The readers' commands that are about somebody."""
    return [c for c in commands if c.root == "brief" and completing(c, "actor")]


def completing(command: Command, completes: Completes) -> Argument | None:
    return next((a for a in command.arguments if a.completes == completes), None)


def asked_line(commands: Iterable[Command], values: Block) -> str:
    """The command line for what a window holds: `state.values` of a submission."""
    name = values[WHAT][WHAT]["selected_option"]["value"]
    command = next(c for c in commands if c.name == name and c.root == "brief")
    who = (values[WHO][WHO].get("selected_option") or {}).get("value", "")
    words = values[WORDS][WORDS].get("value") or ""
    about = next((a for a in command.arguments if not (a.completes or a.choices or a.flag or a.hidden)), None)
    actor = completing(command, "actor")
    arguments = {actor.name if actor else "": who, about.name if about else "": words}
    return format_line(name, {name: value for name, value in arguments.items() if name})


def options(names: Iterable[str]) -> list[Block]:
    """Choices for an external select; a name too long for Slack could not be given back."""
    return [_option(shorten(n, OPTION_LABEL), n) for n in names if n and len(n) <= OPTION_VALUE][:OPTIONS]


def _option(label: str, value: str) -> Block:
    return {"text": plain(label), "value": value}


def _input(name: str, label: str, element: dict[str, Any], *, optional: bool = False) -> Block:
    return {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "optional": optional,
        "element": {**element, "action_id": name},
    }
