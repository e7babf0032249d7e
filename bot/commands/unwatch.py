"""unwatch: a watch ends."""

from bot.card import Action, Card
from bot.cards.watch import shown, told_card, watch_line
from bot.command import Command
from bot.commands.schedule import author
from bot.commands.watching import ACTOR, NOT_ALLOWED, PHRASE, WORDS, alone, here, may_remove, which
from bot.context import Context
from bot.errors import UserError
from bot.filter import named, tidied
from bot.request import Request
from bot.watches import Watch


def answer(context: Context, request: Request) -> Card:
    held = [w for w in here(context, request) if may_remove(w, request)]
    asked = any(request.get(argument.name) for argument in COMMAND.arguments)
    if not held:
        bothers_nobody = request.manager or alone(request)
        raise UserError("Nothing is watched for here." if bothers_nobody else NOT_ALLOWED)
    found = [w for w in held if _is_meant(w, request)] if asked else held
    found = [w for w in found if w.channel == request.channel] or found
    if len(found) != 1:
        raise which(found or held, "Which one?" if found else "That is not watched for here. Which one?")
    context.watches.remove(found[0], author(request))
    rule = found[0].rule
    again = Action("Watch again", watch_line(rule))
    return told_card(
        f"Unwatched: {shown(rule)}", "Nothing more is posted of it here.", *([again] if asked else [])
    )


def _is_meant(of: Watch, request: Request) -> bool:
    """By the words that a list shows: older versions took what is no rule now."""
    actor = named(of.rule, "actor")
    asked = (request.get("words"), request.get("actor" if actor else "phrase"))
    return _plain(actor or of.rule) in map(_plain, filter(None, asked))


def _plain(words: str) -> str:
    return tidied(words.replace(":", " ")).casefold()


COMMAND = Command("unwatch", "A watch ends", answer, (WORDS, ACTOR, PHRASE), manager_matters=True)
