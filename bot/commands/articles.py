"""articles: what has been read, newest first."""

from bot.card import Action, Card, Line
from bot.cards import phrase
from bot.cards.action import article_line
from bot.cards.listing import list_card
from bot.command import Command
from bot.commands.argument import PAGE, SHARE, SINCE, words
from bot.commands.scope import nothing
from bot.context import Context
from bot.request import PAGE_SIZE, Request
from briefs.store import HeldArticle


def answer(context: Context, request: Request) -> Card:
    offset = PAGE_SIZE * (request.page - 1)
    since = context.since(request.get("since"))
    rows = context.store.articles(text=request.get("query"), since=since, limit=PAGE_SIZE + 1, offset=offset)
    if not rows:
        raise nothing(request, "article")
    lines = [_line(context, row) for row in rows[:PAGE_SIZE]]
    return list_card(
        request, "Articles", lines, more=len(rows) > PAGE_SIZE, credit="What has been read, newest first"
    )


def _line(context: Context, row: HeldArticle) -> Line:
    article = row.brief.article
    published = f"{article.published:%-d %b %Y}" if article.published else ""
    read = f"read {phrase.ago(row.read_at, context.now())}"
    note = " · ".join(part for part in (article.publisher, published, read) if part)
    return Line(
        row.brief.title, note=note, bullet=True, action=Action("Open", article_line("now", row.number))
    )


COMMAND = Command(
    "articles", "What has been read, newest first", answer, (words("the article"), SINCE, SHARE, PAGE)
)
