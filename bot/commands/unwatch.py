"""unwatch: a watch ends."""

from bot.card import Action, Card
from bot.cards.watch import shown, told_card
from bot.command import Command
from bot.commands.schedule import author
from bot.commands.watching import ACTOR, NOT_ALLOWED, PHRASE, alone, here, may_remove, rule_of, which
from bot.context import Context
from bot.errors import UserError
from bot.line import format_line
from bot.request import Request


def answer(context: Context, request: Request) -> Card:
    held = [w for w in here(context, request) if may_remove(w, request)]
    rule = rule_of(request)
    if not held:
        bothers_nobody = request.manager or alone(request)
        raise UserError("Nothing is watched for here." if bothers_nobody else NOT_ALLOWED)
    found = [w for w in held if w.rule.casefold() == rule.casefold()] if rule else held
    found = [w for w in found if w.channel == request.channel] or found
    if len(found) != 1:
        raise which(found or held)
    context.watches.remove(found[0], author(request))
    again = Action("Watch again", format_line("watch", {k: request.get(k) for k in ("actor", "phrase")}))
    return told_card(
        f"Unwatched: {shown(found[0].rule)}", "Nothing more is posted of it here.", *([again] if rule else [])
    )


COMMAND = Command("unwatch", "A watch ends", answer, (ACTOR, PHRASE), manager_matters=True)
