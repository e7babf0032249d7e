"""A feed of the web: its entries as articles, each known again when it is edited."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from briefs.model import Article
from briefs.sources.language import UNKNOWN, language_of
from briefs.sources.page import day, read_page

if TYPE_CHECKING:
    from briefs.fetch import Fetched, Fetcher
    from briefs.sources.child import Children

WHOLE = 800
"""Characters: an entry that has more is the article, one that has less is a summary of its page."""
CUT = ("...", "…", "[…]", "[...]", "Read more", "Continue reading", "Continue reading →")
LEAST_SUMMARY = 30
EARLIEST = "1995"
AHEAD = timedelta(days=1)
"""How far a feed's clock may be wrong."""


class Entry(NamedTuple):
    """`key` is what the feed calls it, `digest` changes with its words; `published` None when unsure;
    `language` is the feed's."""

    key: str
    digest: str
    link: str
    title: str
    text: str
    byline: str
    published: datetime | None
    language: str = "en"

    @property
    def whole(self) -> bool:
        return len(self.text) >= WHOLE and not self.text.endswith(CUT)


class Said(NamedTuple):
    """An entry with its words as they wait to be read: link, title, text, byline, when it was published as
    the feed says it, and language, in JSON. `published` is UTC in ISO 8601, "" when unsure."""

    key: str
    digest: str
    published: str
    words: str

    @property
    def entry(self) -> Entry:
        link, title, text, byline, _, language = json.loads(self.words)
        return Entry(self.key, self.digest, link, title, text, byline, day(self.published), language)


@dataclass(frozen=True)
class Feed:
    """`said` newest first as the feed has them; `choices` are (title, address) of the feeds that a page
    names, when it was a page; `fetched` says what to ask with the next time."""

    fetched: "Fetched"
    title: str = ""
    link: str = ""
    said: tuple[Said, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(said.entry for said in self.said)


class Known(NamedTuple):
    """What a feed's server gave us to ask with the next time."""

    etag: str = ""
    last_modified: str = ""


NOTHING = Known()


async def read_feed(
    url: str,
    fetcher: "Fetcher",
    children: "Children",
    now: datetime,
    known: Known = NOTHING,
    *,
    patient: bool = False,
) -> Feed:
    """Raises SourceError when it does not come, ArticleError when it is neither a feed nor a page."""
    from briefs.fetch import FEED

    fetched = await fetcher.get(
        url, FEED, etag=known.etag, last_modified=known.last_modified, patient=patient
    )
    if fetched.unchanged:
        return Feed(fetched)
    read = await children.ask("feed", fetched)
    fetched = replace(fetched, body=b"")
    if "feeds" in read:
        return Feed(fetched, choices=tuple((title, address) for title, address in read["feeds"]))
    latest = (now + AHEAD).isoformat()
    said = tuple(_said(latest, *line.split("\t")) for line in read["lines"])
    return Feed(fetched, read["title"], read["link"], said)


def waiting(key: str, digest: str, words: str, now: datetime) -> Entry:
    """The entry that was said, when it is read."""
    return _said((now + AHEAD).isoformat(), key, digest, json.loads(words)[4], words).entry


def _said(latest: str, key: str, digest: str, published: str, words: str) -> Said:
    """Without a moment that cannot be right."""
    return Said(key, digest, published if EARLIEST <= published <= latest else "", words)


async def article_of(
    entry: Entry,
    publisher: str,
    url: str,
    fetcher: "Fetcher",
    children: "Children",
    *,
    was: str = "",
) -> Article:
    """The entry's own text, or that of its page. Raises SourceError or ArticleError.

    `url` is the feed's, `was` the article's id when it was read before: an edit stays the same article,
    also when its page has moved within its site.
    """
    if not entry.link or (entry.whole and not was.startswith("web:")):
        return own_words(entry, publisher, url)
    article = await read_page(entry.link, fetcher, children, patient=True)
    if was.startswith("web:") and _host(was.removeprefix("web:")) == _host(article.url or ""):
        article = replace(article, id=was)
    if article.language == UNKNOWN:
        article = replace(article, language=entry.language)
    return replace(
        article, title=article.title or entry.title or None, published=_moment(article.published, entry)
    )


def own_words(entry: Entry, publisher: str, url: str) -> Article:
    """What the feed itself says, kept under its own address: it cannot stand in for a page of others."""
    return Article(
        f"feed:{url}#{entry.key}",
        entry.text,
        entry.title or None,
        entry.link or None,
        publisher or urlsplit(url).hostname,
        entry.byline or None,
        entry.published,
        language_of(entry.text, entry.language),
    )


def _moment(of_page: datetime | None, entry: Entry) -> datetime | None:
    """Most pages give the day alone; the feed's clock is the better one unless it is of another day."""
    if entry.published is None or of_page is None:
        return of_page or entry.published
    only_a_day = of_page.timetz().replace(tzinfo=None) == datetime.min.time()
    near = abs(entry.published - of_page) < timedelta(hours=36)
    return entry.published if only_a_day and near else of_page


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
