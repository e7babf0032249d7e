"""read: one page of the web or one file, read now."""

from bot.card import Card
from bot.cards.brief import brief_card
from bot.command import Command
from bot.commands.argument import SHARE
from bot.commands.feed import address
from bot.context import Context
from bot.errors import NotAllowedError, UserError, sentence
from bot.line import Argument
from bot.request import Request
from bot.story import Story
from briefs.errors import ArticleError
from briefs.read import read


def answer(context: Context, request: Request) -> Card:
    if not request.manager:
        raise NotAllowedError(request.platform)
    if not (request.get("url") or request.get("file")):
        raise UserError("`read` needs the address of a page, or a file.")
    attached = request.get("file").strip("<>")
    article = context.web.attachment(attached) if attached else context.web.page(address(request))
    try:
        context.store.add(read(article))
    except ArticleError as error:
        raise UserError(sentence(f"That was not read: {error}")) from error
    held = context.store.called(article.id)
    assert held
    return brief_card([Story(held)], "Read now", context.now(), context.timezone)


COMMAND = Command(
    "read",
    "One page of the web or one file, read now; for managers",
    answer,
    (
        Argument("url", "the address of the page"),
        Argument("file", "a text, Markdown, HTML or PDF file", file=True),
        SHARE,
    ),
    manager_matters=True,
)
