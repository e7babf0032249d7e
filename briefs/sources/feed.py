"""A feed of the web: its entries as articles, each known again when it is edited."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from briefs.fetch import FEED, Fetched, Fetcher
from briefs.model import Article
from briefs.sources.child import Child
from briefs.sources.page import day, read_page

WHOLE = 800
"""Characters: an entry that has more is the article, one that has less is a summary of its page."""
CUT = ("...", "…", "[…]", "[...]", "Read more", "Continue reading", "Continue reading →")
EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)
"""How far a feed's clock may be wrong."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`key` is what the feed calls it, `digest` changes with its words; `published` None when unsure."""

    key: str
    digest: str
    link: str
    title: str
    text: str
    byline: str
    published: datetime | None

    @property
    def whole(self) -> bool:
        return len(self.text) >= WHOLE and not self.text.endswith(CUT)


@dataclass(frozen=True, slots=True)
class Feed:
    """`entries` newest first as the feed has them; `choices` are (title, address) of the feeds that a page
    names, when it was a page; `fetched` says what to ask with the next time."""

    fetched: Fetched
    title: str = ""
    link: str = ""
    entries: tuple[Entry, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()


async def read_feed(
    url: str, fetcher: Fetcher, child: Child, now: datetime, *, etag: str = "", last_modified: str = ""
) -> Feed:
    """Raises SourceError when it does not come, ArticleError when it is neither a feed nor a page."""
    fetched = await fetcher.get(url, FEED, etag=etag, last_modified=last_modified)
    if fetched.unchanged:
        return Feed(fetched)
    said = await child.ask("feed", fetched)
    if "feeds" in said:
        return Feed(fetched, choices=tuple((title, address) for title, address in said["feeds"]))
    entries = tuple(_entry(entry, now) for entry in said["entries"])
    return Feed(
        fetched, said["title"], said["link"], tuple({e.key: e for e in reversed(entries)}.values())[::-1]
    )


async def article_of(entry: Entry, feed: Feed, url: str, fetcher: Fetcher, child: Child) -> Article:
    """The entry's own text, or that of its page. Raises SourceError or ArticleError.

    What a feed says is kept under the feed's own address: it cannot stand in for a page of others.
    """
    if not entry.whole and entry.link:
        return await read_page(entry.link, fetcher, child)
    publisher = feed.title or urlsplit(url).hostname
    key = f"feed:{url}#{entry.key}"
    return Article(
        key,
        entry.text,
        entry.title or None,
        entry.link or None,
        publisher,
        entry.byline or None,
        entry.published,
    )


def _entry(said: dict[str, str], now: datetime) -> Entry:
    """Without an id the address names it, without an address its words do."""
    words = "\n".join((said["title"], said["text"], said["link"]))
    digest = hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()
    key = said["id"] or said["link"] or digest
    return Entry(
        key, digest, said["link"], said["title"], said["text"], said["byline"], likely(said["published"], now)
    )


def likely(printed: str, now: datetime) -> datetime | None:
    """The moment, unless it cannot be right."""
    moment = day(printed)
    return moment if moment and EARLIEST <= moment <= now + AHEAD else None
