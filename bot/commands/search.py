"""search: facts of any kind by their words, newest first."""

from bot.card import Card
from bot.command import Command
from bot.commands.argument import EXPORT, PAGE, SHARE, SINCE
from bot.commands.listed import listed
from bot.context import Context
from bot.line import Argument
from bot.request import Request
from briefs.store import FactKind

KINDS: dict[str, FactKind] = {
    "points": "point", "stats": "statistic", "positions": "statement", "quotes": "quote", "actors": "actor",
}  # fmt: skip
QUERY = Argument("query", "words to look for, in any kind of fact", required=True)
KIND = Argument("kind", "only facts of this kind", choices=tuple(KINDS))


def answer(context: Context, request: Request) -> Card:
    asked = request.get("kind").casefold()
    kinds = (KINDS[asked],) if asked else ()
    words = request.get("query")
    return listed(context, request, f"Search: {words}", "fact", *kinds, text=words)


COMMAND = Command(
    "search",
    "Facts of any kind by their words, newest first",
    answer,
    (QUERY, KIND, SINCE, SHARE, EXPORT, PAGE),
)
