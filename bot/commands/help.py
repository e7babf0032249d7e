"""help: the commands with their arguments."""

from bot.card import Card, Line, Section
from bot.command import Command
from bot.commands import declared
from bot.context import Context
from bot.request import Request

EXAMPLES = (
    "stats unit:percent",
    "quotes energy",
    "positions actor:NAME topic:budget",
    "search budget since:2w",
)


def answer(context: Context, request: Request) -> Card:
    usable = [c for c in declared() if c.root == "brief" or request.manager]
    lines = tuple(_line(command) for command in usable)
    examples = Section(tuple(Line(example, bullet=True) for example in EXAMPLES), heading="For example")
    return Card(
        "help",
        "On Record",
        credit="Every figure, quote and position, one click from its exact sentence",
        sections=(Section(lines, heading="Commands"), examples),
        footer="Answers are for you alone unless you add share:yes.",
    )


def _line(command: Command) -> Line:
    """All in one text: with small print under each, a manager's would fill two messages of Slack."""
    shown = [a.name for a in command.arguments if not a.hidden]
    lead = command.name if command.root == "brief" else f"{command.root} {command.name}"
    arguments = f" ({', '.join(shown)})" if shown else ""
    return Line(f"{command.description}{arguments}", lead=lead, bullet=True)


COMMAND = Command("help", "What you can ask", answer, manager_matters=True)
