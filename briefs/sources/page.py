"""A page of the web as an article."""

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from briefs.model import Article

if TYPE_CHECKING:
    from briefs.fetch import Fetcher
    from briefs.sources.child import Children


async def read_page(url: str, fetcher: "Fetcher", children: "Children", *, patient: bool = False) -> Article:
    """Raises SourceError when it does not come, ArticleError when it is no article that can be read."""
    from briefs.fetch import PAGE

    fetched = await fetcher.get(url, PAGE, patient=patient)
    said = await children.ask("page", fetched)
    return article_of(f"web:{said['url']}", said, said["url"])


async def read_attachment(url: str, fetcher: "Fetcher", children: "Children") -> Article:
    """A file that somebody handed over, kept at `url` for a while. Raises as `read_page`."""
    from briefs.fetch import FILE

    fetched = await fetcher.get(url, FILE)
    name = unquote(urlsplit(url).path).rpartition("/")[2]
    said = await children.ask("file", fetched)
    return article_of(f"file:{name}#{hashlib.sha256(fetched.body).hexdigest()[:16]}", said, None)


def article_of(key: str, said: dict[str, Any], url: str | None) -> Article:
    """Two addresses of one page are one article when the page says so: its address is the key."""
    title, publisher, byline = (said.get(name) or None for name in ("title", "publisher", "byline"))
    published = day(said.get("published"))
    return Article(key, said["text"], title, url, publisher, byline, published, said["language"])


def day(printed: str | None) -> datetime | None:
    """A day or moment in ISO 8601, in UTC where it names no zone; None when it cannot be read."""
    try:
        moment = datetime.fromisoformat(printed) if printed else None
    except ValueError:
        return None
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)
