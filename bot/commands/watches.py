"""watches: what is watched for here."""

from bot.card import Action, Card, Line, Section
from bot.cards.watch import WATCHED, shown, unwatch_line
from bot.command import Command
from bot.commands.watching import here, may_remove
from bot.context import Context
from bot.errors import UserError
from bot.request import Request
from bot.watches import Watch


def answer(context: Context, request: Request) -> Card:
    held = here(context, request)
    if not held:
        raise UserError("Nothing is watched for here: /brief watch says what is to be told as it is read.")
    return Card(
        "list", "Watches", credit=WATCHED, sections=(Section(tuple(_line(w, request) for w in held)),)
    )


def _line(of: Watch, request: Request) -> Line:
    stop = Action("Stop", unwatch_line(of.rule)) if may_remove(of, request) else None
    note = f"stopped: {of.stopped}" if of.stopped else f"since {of.made_at:%-d %b %Y}"
    if of.channel == request.channel:
        return Line("here", lead=shown(of.rule), note=note, action=stop)
    return Line(
        f"in {of.channel}", lead=shown(of.rule), note=note, action=stop, channels=((3, 3 + len(of.channel)),)
    )


COMMAND = Command("watches", "What is watched for here", answer, manager_matters=True)
