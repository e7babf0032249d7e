"""search: facts of any kind by their words, newest first."""

from bot.card import Card
from bot.cards.fact import fact_line
from bot.cards.listing import list_card
from bot.commands.argument import PAGE, SHARE, SINCE
from bot.commands.command import Argument, Command, Request
from bot.commands.context import Context
from bot.commands.scope import nothing, scope
from briefs.store import FactKind

KINDS: dict[str, FactKind] = {
    "points": "point", "stats": "statistic", "positions": "statement", "quotes": "quote", "actors": "actor",
}  # fmt: skip
QUERY = Argument("query", "words to look for, in any kind of fact", required=True)
KIND = Argument("kind", "only facts of this kind", choices=tuple(KINDS))


def answer(context: Context, request: Request) -> Card:
    asked = request.get("kind").casefold()
    kinds = (KINDS[asked],) if asked else tuple(KINDS.values())
    facts, more = context.find(request, *kinds, text=request.get("query"))
    if not facts:
        raise nothing(request, "fact")
    lines = [fact_line(fact) for fact in facts]
    return list_card(request, f"Search: {request.get('query')}", lines, more=more, **scope(facts, request))


COMMAND = Command(
    "search", "Facts of any kind by their words, newest first", answer, (QUERY, KIND, SINCE, SHARE, PAGE)
)
