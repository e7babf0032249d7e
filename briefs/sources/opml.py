"""Lists of feeds, in and out: OPML 2.0."""

import re
from dataclasses import dataclass
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from briefs.errors import ArticleError

MOST = 5000
ADDRESS, LONGEST = re.compile(r"https?://[^\s/@]+(?:/|$|\?)", re.IGNORECASE), 2000
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    "  <head><title>On Record</title></head>",
    "  <body>",
)


@dataclass(frozen=True, slots=True)
class FeedList:
    """`feeds` are (address, title) of each once, in order, folders or not; `broken` what stands in the
    place of an address and is none of the web."""

    feeds: tuple[tuple[str, str], ...]
    broken: tuple[str, ...] = ()


def read_opml(body: bytes) -> FeedList:
    """Raises ArticleError.

    A list of feeds has no use for entities of its own, so one that declares any is refused unread.
    """
    found: dict[str, str] = {}
    broken: dict[str, None] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        said = {key.lower(): " ".join(value.split()) for key, value in attributes.items()}
        url = said.get("xmlurl", "")
        if name.lower() != "outline" or not url:
            return
        if ADDRESS.match(url) and len(url) <= LONGEST:
            found.setdefault(url, said.get("title") or said.get("text") or "")
        else:
            broken.setdefault(url)

    def entity(*_: object) -> None:
        raise ArticleError("it declares entities, which a list of feeds has no use for")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EntityDeclHandler = entity
    try:
        parser.Parse(body, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", None)
        raise ArticleError(f"it is not OPML{f' (line {line})' if line else ''}") from None
    if len(found) > MOST:
        raise ArticleError(f"it names {len(found):,} feeds, more than the {MOST:,} that are taken")
    return FeedList(tuple(found.items()), tuple(broken))


def write_opml(feeds: list[tuple[str, str]]) -> str:
    """(address, title) of each."""
    return "\n".join([*HEAD, *(_outline(url, title) for url, title in feeds), "  </body>", "</opml>", ""])


def _outline(url: str, title: str) -> str:
    return f'    <outline type="rss" text={quoteattr(_clean(title or url))} xmlUrl={quoteattr(_clean(url))}/>'


def _clean(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return "".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
