"""watch: posts here when somebody is quoted or a new figure appears."""

from bot.card import Action, Card
from bot.cards.watch import shown, told_card, unwatch_line
from bot.command import Command
from bot.commands.schedule import author
from bot.commands.watching import ACTOR, PHRASE, place_of, rule_of
from bot.context import Context
from bot.errors import UserError
from bot.filter import Words, named
from bot.request import Request
from bot.watches import MOST


def answer(context: Context, request: Request) -> Card:
    rule, by = rule_of(request), author(request)
    if not rule:
        raise UserError("Say what to watch for: actor: and a name, or phrase: and words.")
    platform, channel = place_of(context, request)
    others = [w for w in context.watches.of_channel(platform, by.place, channel) if w.rule != rule]
    if len(others) >= MOST:
        raise UserError(f"There are {MOST} watches here already.", (("All watches", "watches"),))
    context.watches.add(rule, platform, channel, by)
    what = f"{'of' if named(rule, 'actor') else 'with'} {shown(rule)}"
    told = f"New quotes and figures {what} are posted here as soon as they are read."
    stop = Action("Stop watching", unwatch_line(rule))
    return told_card(f"Watched: {shown(rule)}", told + _unknown(context, rule), stop)


def _unknown(context: Context, rule: str) -> str:
    """A hint for who has misspelt a name."""
    actor = named(rule, "actor")
    if not actor or Words(*context.store.aliases()).hold(actor):
        return ""
    return " Nobody called so has been read of yet."


COMMAND = Command(
    "watch",
    "Be told here of new quotes and figures; for managers",
    answer,
    (ACTOR, PHRASE),
    manager_matters=True,
)
