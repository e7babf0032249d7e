"""A page of the web as an article."""

from datetime import UTC, datetime
from typing import Any

from briefs.fetch import PAGE, Fetched, Fetcher
from briefs.model import Article
from briefs.sources.child import Child


async def read_page(url: str, fetcher: Fetcher, child: Child) -> Article:
    """Raises SourceError when it does not come, ArticleError when it is no article that can be read."""
    fetched = await fetcher.get(url, PAGE)
    return article_of(fetched, await child.ask("page", fetched))


def article_of(fetched: Fetched, said: dict[str, Any]) -> Article:
    """Two addresses of one page are one article when the page says so."""
    url = said["url"]
    names = (said.get(name) or None for name in ("title", "publisher", "byline"))
    title, publisher, byline = names
    return Article(f"web:{url}", said["text"], title, url, publisher, byline, day(said.get("published")))


def day(printed: str | None) -> datetime | None:
    """A day or moment in ISO 8601, in UTC where it names no zone; None when it cannot be read."""
    try:
        moment = datetime.fromisoformat(printed) if printed else None
    except ValueError:
        return None
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)
