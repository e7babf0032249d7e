"""watch: posts here when somebody is quoted or a new figure appears."""

from bot.card import Action, Card
from bot.cards.watch import shown, told_card, unwatch_line
from bot.command import Command
from bot.commands.schedule import author
from bot.commands.watching import ACTOR, PHRASE, WORDS, place_of
from bot.context import Context
from bot.errors import UserError, sentence
from bot.filter import Words, named, parsed
from bot.request import Request
from bot.watches import MOST


def answer(context: Context, request: Request) -> Card:
    rule, by = _rule(context, request), author(request)
    platform, channel = place_of(context, request)
    others = [w for w in context.watches.of_channel(platform, by.place, channel) if w.rule != rule]
    if len(others) >= MOST:
        raise UserError(f"There are {MOST} watches here already.", (("All watches", "watches"),))
    context.watches.add(rule, platform, channel, by)
    what = f"{'of' if named(rule, 'actor') else 'with'} {shown(rule)}"
    told = f"New quotes and figures {what} are posted here as soon as they are read."
    stop = Action("Stop watching", unwatch_line(rule))
    return told_card(f"Watched: {shown(rule)}", told + _hint(context, request, rule), stop)


def _rule(context: Context, request: Request) -> str:
    """What is to be watched for; words without a name are somebody's who was read of, or else a phrase."""
    words, actor, phrase = (request.get(argument.name) for argument in (WORDS, ACTOR, PHRASE))
    given = [text for text in (words, actor, phrase) if text]
    if not given:
        raise UserError("Say what to watch for: actor: and a name, or phrase: and words.")
    if len(given) > 1:
        raise UserError("One at a time: an actor or a phrase.")
    is_actor = actor or (words and _is_known(context, words))
    try:
        return parsed(f"actor:{given[0]}" if is_actor else given[0].replace(":", " "))
    except ValueError as error:
        raise UserError(sentence(str(error))) from error


def _is_known(context: Context, name: str) -> bool:
    return Words(*context.store.aliases()).hold(name)


def _hint(context: Context, request: Request, rule: str) -> str:
    """For who has misspelt a name."""
    if request.get("phrase") or _is_known(context, named(rule, "actor") or rule):
        return ""
    taken_as = ", so it is a phrase" if request.get("words") else ""
    return f" Nobody called so has been read of yet{taken_as}."


COMMAND = Command(
    "watch",
    "Be told here of new quotes and figures; for managers",
    answer,
    (WORDS, ACTOR, PHRASE),
    manager_matters=True,
)
