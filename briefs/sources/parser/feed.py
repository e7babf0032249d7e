"""A feed as its entries: RSS, RDF, Atom and JSON Feed, whole or broken; or the feeds that a page names.

fastfeedparser reads a megabyte in milliseconds and gives up on the broken ones, which feedparser reads.
"""

import codecs
import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from datetime import UTC
from html import entities
from json.encoder import encode_basestring
from typing import Any
from urllib.parse import urljoin

import dateutil.parser

from briefs.errors import ArticleError
from briefs.sources.language import language_of
from briefs.sources.page import day
from briefs.sources.parser.decoding import SAID, decoded
from briefs.sources.parser.markup import lines_of, one_line

UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
MOST_ENTRIES, MOST_CHARACTERS = 500, 2_000_000
"""Of a feed, the newest: what has more is an archive, and more would hold up who reads the answer."""
PART_OF_DATE = re.compile(r"[\d./-]{1,7}")
"""A longer one that can be read as a date is one."""
WHOLE = ("http://", "https://")
IS_PAGE = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}>\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
AMPERSAND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)(?:(\w{2,31};))?")
SAYS_ITS_ENCODING = re.compile(r"""(<\?xml\b[^>]{0,99}?)\s+encoding\s*=\s*["'][\w-]+["']""")
LINK = re.compile(r"<link\s[^<>]{1,2000}>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""\b(rel|type|href|title)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json")


def parse_feed(body: bytes, said: dict[str, Any]) -> dict[str, Any]:
    """{"title", "link", "lines"}, or {"feeds": [[title, address], ...]} of a page.

    A line is a briefs.sources.feed.Said, its parts apart by tabs. Raises ArticleError.
    """
    if IS_PAGE.match(body.lstrip(b"\xef\xbb\xbf")):
        return {"feeds": _feeds_of(decoded(body, said.get("charset", "")), said["url"])}
    body = AMPERSAND.sub(_meant, _declared(body, said.get("charset", "")))
    read = _fast(body) or _patient(body, said)
    feed, entries = read or ({}, [])
    if not (entries or feed.get("title") or feed.get("link")):
        raise ArticleError("it is no feed")
    base = urljoin(said["url"], str(feed.get("link") or ""))
    found = list(_within(_entry(entry, base) for entry in entries[:MOST_ENTRIES]))
    words = " ".join(entry["text"][:100] or entry["title"] for entry in found[:8])
    language, shared = language_of(words, str(feed.get("language") or "")), _shared(found)
    lines = dict(_known(entry, language, shared) for entry in reversed(found))  # the first of one key
    return {"title": one_line(feed.get("title")), "link": base, "lines": [*reversed(lines.values())]}


def _within(entries: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Those behind the last character that is taken have no text: their pages may have it."""
    left = MOST_CHARACTERS
    for entry in entries:
        left -= len(entry["text"])
        yield entry if left >= 0 else entry | {"text": ""}


def _shared(entries: list[dict[str, str]]) -> set[str]:
    """Ids that stand for more than one entry, as broken feeds have them."""
    links: dict[str, set[str]] = {}
    for entry in entries:
        links.setdefault(entry["id"], set()).add(entry["link"])
    return {name for name, of in links.items() if len(of) > 1}


def _known(entry: dict[str, str], language: str, shared: set[str]) -> tuple[str, str]:
    """What it is known by again (its id, else its address, else its words), and its line."""
    name, link, title, text = entry["id"], entry["link"], entry["title"], entry["text"]
    digest, published = _hashed(title, text, link), entry["published"]
    key = name + link if name in shared else name or link or digest
    words = ",".join(map(encode_basestring, (link, title, text, entry["byline"], published, language)))
    return key, f"{_hashed(key)}\t{digest}\t{published}\t[{words}]"


def _hashed(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode("utf-8", "replace")).hexdigest()


def _declared(body: bytes, charset: str) -> bytes:
    """The parsers know the encoding from a declaration, else they take UTF-8; of UTF-16 they get that too,
    so that what is mended before is mended in every feed."""
    if body.startswith(UTF_16):
        return SAYS_ITS_ENCODING.sub(r"\1", body.decode("utf-16", "replace"), count=1).encode(
            "utf-8", "replace"
        )
    if SAID.search(body[:300]):
        return body
    try:
        body.decode()
    except UnicodeDecodeError:
        return decoded(body, charset).encode("utf-8", "replace")
    return body


def _meant(ampersand: re.Match[bytes]) -> bytes:
    """A name of HTML as its character, any other ampersand as itself: for XML both are mistakes, and what
    stands behind them would be lost. Entities that a feed declares for itself are not read."""
    named = entities.html5.get((ampersand[1] or b"").decode())
    return f"&#{ord(named)};".encode() if named and len(named) == 1 else b"&amp;" + ampersand[0][1:]


def _fast(body: bytes) -> tuple[Any, list[Any]] | None:
    import fastfeedparser

    try:
        read = fastfeedparser.parse(body, include_tags=False, include_media=False, include_enclosures=False)
    except Exception:  # whatever it is, feedparser may know better
        return None
    return (read["feed"], read["entries"]) if read.get("entries") else None


def _patient(body: bytes, said: dict[str, Any]) -> tuple[Any, list[Any]] | None:
    """Of bytes feedparser would open the file of that name, so they are given as a file."""
    import feedparser

    kind = f"{said.get('type') or 'application/xml'}; charset={said.get('charset') or 'utf-8'}"
    headers = {"content-type": kind} if said.get("charset") else {}
    read = feedparser.parse(io.BytesIO(body), response_headers=headers, sanitize_html=False)
    known = read.get("version") or read["entries"]
    return (read["feed"], read["entries"]) if known else None


def _entry(entry: Any, base: str) -> dict[str, str]:
    contents = [str(part.get("value") or "") for part in entry.get("content") or ()]
    markup = max([*contents, str(entry.get("summary") or entry.get("description") or "")], key=len)
    link = str(entry.get("link") or "").strip()
    link = link if link.startswith(WHOLE) else urljoin(base, link)
    return {
        "id": str(entry.get("id") or ""),
        "link": link if entry.get("link") and link.startswith(WHOLE) else "",
        "title": one_line(entry.get("title")),
        "text": lines_of(markup),
        "published": _moment(entry),
        "byline": one_line(entry.get("author")),
    }


def _moment(entry: Any) -> str:
    """As briefs.sources.feed.Said has it. feedparser gives it as a tuple, fastfeedparser in ISO 8601."""
    if _guessed(entry):
        return ""
    for name in ("published", "updated"):
        if parsed := entry.get(f"{name}_parsed"):
            return "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+00:00".format(*parsed[:6])
        if printed := str(entry.get(name) or ""):
            return printed if printed[19:] == "+00:00" else _utc(printed)
    return ""


def _utc(printed: str) -> str:
    moment = day(printed)
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else ""


def _guessed(entry: Any) -> bool:
    """fastfeedparser takes the date from an id that looks like a part of one: "7" is the 7th to it."""
    name, printed = str(entry.get("id") or ""), str(entry.get("published") or "")
    if printed[11:19] != "00:00:00" or not PART_OF_DATE.fullmatch(name):
        return False
    try:
        return bool(dateutil.parser.parse(name).date().isoformat() == printed[:10])
    except (ValueError, OverflowError):
        return False


def _feeds_of(markup: str, url: str) -> list[list[str]]:
    found: dict[str, str] = {}
    for link in LINK.findall(markup):
        said = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in ATTRIBUTE.finditer(link)}
        if "alternate" in said.get("rel", "").lower() and said.get("type", "").lower() in FEED_TYPES:
            found.setdefault(urljoin(url, one_line(said.get("href"))), one_line(said.get("title")))
    return [
        [title, address] for address, title in found.items() if address.startswith(("http://", "https://"))
    ]
