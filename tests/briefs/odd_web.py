"""The web as it is: feeds and pages in every form, broken, hostile or slow, each with what people are told.

`CASES` are tried by test_odd_web.py, and by benchmarks/odd_web.py with a watch on time and memory.
"""

import asyncio
import gzip
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from aiohttp import web as http

from briefs.errors import OnRecordError
from briefs.fetch import Fetcher
from briefs.sources.child import Children
from briefs.sources.feed import read_feed
from briefs.sources.language import name_of
from briefs.sources.page import read_page
from tests.briefs.loopback_web import LoopbackWeb
from tests.briefs.test_feed import ATOM, BOMB, JSON, RDF, RSS
from tests.briefs.test_page import GERMAN, HEAD, STORY, page

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
WALL, SCHOOL = "Wall to be rebuilt", "School opens"
BOTH = f"Ellery Post: {WALL} / {SCHOOL}"
TITLE = "Harbour wall to be rebuilt"
BIG = 20_000_000


@dataclass(frozen=True)
class Case:
    """`put` makes it stand on the web and gives its address; `told` is what people are told in the end."""

    name: str
    kind: str
    put: Callable[[LoopbackWeb], str]
    told: str


async def tell(case: Case, web: LoopbackWeb, fetcher: Fetcher, children: Children) -> str:
    """What came of it, in one line."""
    url = case.put(web)
    try:
        if case.kind == "page":
            article = await read_page(url, fetcher, children)
            language = "" if article.language == "en" else f" ({name_of(article.language)})"
            return f"{article.title}{language}: {' '.join(article.text[:40].split())}"
        feed = await read_feed(url, fetcher, children, NOW)
    except OnRecordError as error:
        return str(error)
    if feed.choices:
        return "feeds: " + ", ".join(at.rpartition("/")[2] for _, at in feed.choices)
    undated = sum(entry.published is None for entry in feed.entries)
    titles = [entry.title for entry in feed.entries]
    shown = f"{len(titles)} entries" if len(titles) > 3 else " / ".join(titles)
    return f"{feed.title}: {shown}" + (f" ({undated} undated)" if undated else "")


# ---- bodies


def rss(items: str, head: str = "", version: str = "2.0") -> str:
    channel = f"<channel><title>Ellery Post</title><link>https://post.example/</link>{head}{items}</channel>"
    return f'<?xml version="1.0"?><rss version="{version}">{channel}</rss>'


def item(title: str, more: str = "<guid>1</guid>", date: str = "Mon, 23 Nov 2026 09:00:00 GMT") -> str:
    return f"<item><title>{title}</title>{more}{f'<pubDate>{date}</pubDate>' if date else ''}</item>"


def declared(name: str) -> bytes:
    return RSS.replace('"1.0"?', f'"1.0" encoding="{name}"?').encode(name)


ATOM_03 = (
    '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Ellery Post</title><entry><id>w1</id>'
    f"<title>{WALL}</title><issued>2026-11-23T09:00:00Z</issued></entry></feed>"
)
ATOM_XHTML = ATOM.replace('type="html">&lt;p&gt;It', 'type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">It').replace(
    "&lt;/p&gt;&lt;p&gt;", " "
).replace("&lt;/p&gt;</content>", "</div></content>")  # fmt: skip
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "{}">]>' + RSS.partition("?>")[2].replace(
    SCHOOL, "School &e; opens"
)
QUADRATIC = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{"a" * 60_000}">]>' + RSS.partition("?>")[
    2
].replace("Evenings.", "&a;" * 60_000)
MANY = rss("".join(item(f"Entry {n}", f"<guid>{n}</guid>") for n in range(5000)))
CONSENT = page("We value your privacy. Accept all cookies or change your cookie settings. " * 4)
CHINESE = (
    "埃勒里港市议会周二表示，将重建在风暴中受损的港口墙。工程将于三月开始，历时三年，耗资四千二百万欧元。" * 3
)


def deflated(body: bytes) -> bytes:
    return zlib.compress(body, 9)


# ---- servers that misbehave


def handled(answer: Callable[[http.Request], Awaitable[http.StreamResponse]]) -> Callable[[LoopbackWeb], str]:
    return lambda web: web.handle("/odd", answer)


async def never(request: http.Request) -> http.StreamResponse:
    await asyncio.sleep(3600)
    return http.Response()


async def chunks(request: http.Request) -> http.StreamResponse:
    """More than fits, without saying how much."""
    response = http.StreamResponse(headers={"Content-Type": "text/xml"})
    await response.prepare(request)
    for _ in range(BIG // 100_000):
        await response.write(b" " * 100_000)
    return response


async def cut_off(request: http.Request) -> http.StreamResponse:
    response = http.StreamResponse(headers={"Content-Type": "text/xml", "Content-Length": "9999"})
    await response.prepare(request)
    await response.write(RSS[:300].encode())
    assert request.transport
    request.transport.close()
    return response


def ring(web: LoopbackWeb) -> str:
    web.redirect("/a", "/b", 301)
    return web.redirect("/b", "/a", 307)


# ---- the table


def feed(
    name: str, body: str | bytes, told: str, kind: str = "text/xml", status: int = 200, **head: str
) -> Case:
    return Case(name, "feed", lambda web: web.put("/feed", body, kind, status, **head), told)


def on_page(
    name: str, body: str | bytes, told: str, kind: str = "text/html", status: int = 200, **head: str
) -> Case:
    return Case(name, "page", lambda web: web.put("/page", body, kind, status, **head), told)


def away(name: str, to: str, told: str, kind: str = "feed") -> Case:
    return Case(name, kind, lambda web: web.redirect("/away", to), told)


FORMS = (
    feed("RSS 2.0", RSS, f"{BOTH} (1 undated)"),
    feed("RSS 0.91", rss(item("One"), version="0.91"), "Ellery Post: One"),
    feed(
        "RSS 0.92 without ids",
        rss(item("One", "") + item("Two", ""), version="0.92"),
        "Ellery Post: One / Two",
    ),
    feed("RSS in CDATA", rss(item("<![CDATA[One & all]]>")), "Ellery Post: One & all"),
    feed("RDF 1.0", RDF, f"{BOTH} (1 undated)"),
    feed("Atom 1.0", ATOM, f"Ellery & Post: {WALL}"),
    feed("Atom 0.3", ATOM_03, f"Ellery Post: {WALL}"),
    feed("Atom with XHTML", ATOM_XHTML, f"Ellery & Post: {WALL}"),
    feed("JSON Feed 1.1", JSON, f"Ellery Post: {WALL}", "application/feed+json"),
    feed("JSON Feed 1.0", JSON.replace("1.1", "1"), f"Ellery Post: {WALL}", "application/json"),
    feed("HTML as its type", RSS, f"{BOTH} (1 undated)", "text/html"),
    feed("no type", RSS, f"{BOTH} (1 undated)", ""),
    feed("a feed of five thousand", MANY, "Ellery Post: 500 entries"),
    feed("an empty feed", rss(""), "Ellery Post: "),
    feed("no title", RSS.replace("<title>Ellery Post</title>", ""), f": {WALL} / {SCHOOL} (1 undated)"),
)
ENCODINGS = (
    feed("UTF-8 with a mark", RSS.encode("utf-8-sig"), f"{BOTH} (1 undated)"),
    feed("UTF-16", declared("utf-16"), f"{BOTH} (1 undated)"),
    feed("UTF-16 undeclared", RSS.encode("utf-16"), f"{BOTH} (1 undated)"),
    feed("Windows-1252 undeclared", RSS.encode("windows-1252"), f"{BOTH} (1 undated)"),
    feed("Windows-1252 declared", declared("windows-1252"), f"{BOTH} (1 undated)"),
    feed(
        "Windows-1252 said by the server",
        RSS.encode("windows-1252"),
        f"{BOTH} (1 undated)",
        "text/xml; charset=windows-1252",
    ),
    feed("GB18030 declared", declared("gb18030"), f"{BOTH} (1 undated)"),
    feed(
        "GB18030 said by the server",
        rss(item("港口墙")).encode("gb18030"),
        "Ellery Post: 港口墙",
        "text/xml; charset=gb18030",
    ),
    feed("a charset that nobody knows", RSS, f"{BOTH} (1 undated)", "text/xml; charset=klingon"),
)
BROKEN = (
    feed("bare ampersands", rss(item("Salt & sea &c.")), "Ellery Post: Salt & sea &c."),
    feed("names of HTML", rss(item("Caf&eacute;&nbsp;opens")), "Ellery Post: Café opens"),
    feed("cut off", RSS.partition("</channel>")[0], f"{BOTH} (1 undated)"),
    feed("tags that do not match", RSS.replace("</item></channel>", "</channel>"), f"{BOTH} (1 undated)"),
    feed(
        "a prefix without a name", rss(item("One", "<guid>1</guid><media:x>y</media:x>")), "Ellery Post: One"
    ),
    feed("control characters", rss(item("One\x0b\x01 two")), "Ellery Post: One two"),
    feed("blank lines first", "\n\n  " + RSS, f"{BOTH} (1 undated)"),
    feed(
        "a warning of PHP first", "<br /><b>Warning</b>: x in y on line 3<br />" + RSS, f"{BOTH} (1 undated)"
    ),
    feed("fifteen thousand tags deep", "<rss>" + "<a>" * 15_000, "it is no feed"),
    feed("nothing", b"", "it is no feed"),
    feed("noughts", b"\0" * 5000, "it is no feed"),
    feed("the name of a file", b"/etc/passwd", "it is no feed"),
    feed("other JSON", b'{"a": [1, 2]}', "it is no feed", "application/json"),
    feed("brackets without end", b"[" * 200_000, "it is no feed", "application/json"),
    feed("a picture that says it is XML", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "it is no feed"),
)
ENTRIES = (
    feed("relative links", RSS, f"{BOTH} (1 undated)"),
    feed(
        "HTML in titles",
        rss(item("&lt;b&gt;Wall&lt;/b&gt; &amp;lt;i&amp;gt;rebuilt&amp;lt;/i&amp;gt;")),
        "Ellery Post: Wall rebuilt",
    ),
    feed("a title of a megabyte", rss(item("x" * 1_000_000)), "Ellery Post: " + "x" * 20),
    feed("no clock", rss(item("One", date="")), "Ellery Post: One (1 undated)"),
    feed("a clock of words", rss(item("One", date="very soon")), "Ellery Post: One (1 undated)"),
    feed(
        "a clock of 1970",
        rss(item("One", date="Thu, 01 Jan 1970 00:00:00 GMT")),
        "Ellery Post: One (1 undated)",
    ),
    feed(
        "a clock ahead",
        rss(item("One", date="Mon, 23 Nov 2031 09:00:00 GMT")),
        "Ellery Post: One (1 undated)",
    ),
    feed(
        "a day that is none",
        rss(item("One", date="Wed, 31 Feb 2026 09:00:00 GMT")),
        "Ellery Post: One (1 undated)",
    ),
    feed("a date repaired", rss(item("One", date="2026-11-23 9:05")), "Ellery Post: One"),
    feed("a zone by its name", rss(item("One", date="Mon, 23 Nov 2026 09:00:00 CET")), "Ellery Post: One"),
    feed(
        "one id for all",
        rss(
            item("One", "<guid>1</guid><link>https://a.example/1</link>")
            + item("Two", "<guid>1</guid><link>https://a.example/2</link>")
        ),
        "Ellery Post: One / Two",
    ),
)
HOSTILE = (
    feed("a bomb of gzip", gzip.compress(b" " * 50_000_000), "larger than the 15 MB", content_encoding="gzip"),
    feed("a bomb of deflate", deflated(b" " * 50_000_000), "larger than the 15 MB", content_encoding="deflate"),
    feed("a bomb of brotli", b"\xcb\xff\xff\x3f\x00\x00\xa2\xb1\x40\x20" * 20, "packs it in a way that we did not ask for", content_encoding="br"),
    feed("what is no gzip", b"not packed", "is not HTTP, or broke off", content_encoding="gzip"),
    feed("a bomb of entities", BOMB, ""),
    feed("a long entity, often", QUADRATIC, ""),
    feed("an entity of a file", OUTSIDE.format("file:///etc/passwd"), ""),
    feed("an entity of the web", OUTSIDE.format("http://127.0.0.1:9/x"), ""),
    feed("20 MB", b" " * BIG, "larger than the 15 MB that are read of a feed"),
    Case("20 MB, unsaid", "feed", handled(chunks), "larger than the 15 MB that are read of a feed"),
    Case("a slow drip", "feed", lambda web: web.drip("/drip", "text/xml"), "did not give it within"),
    Case("no answer at all", "feed", handled(never), "did not give it within"),
    Case("cut off in the middle", "feed", handled(cut_off), "is not HTTP, or broke off"),
    Case("a redirect to itself", "feed", lambda web: web.redirect("/round", "/round"), "redirects more than 5 times"),
    Case("two that redirect to each other", "feed", ring, "redirects more than 5 times"),
    away("a redirect to the metadata of a cloud", "http://169.254.169.254/latest/", "its address is not on the public web"),
    away("a redirect to a private address", "http://10.0.0.1/feed", "its address is not on the public web"),
    away("a redirect to this machine by IPv6", "http://[::1]/feed", "its address is not on the public web"),
    away("a redirect to a file", "file:///etc/passwd", "an address begins with http:// or https://"),
    away("a redirect with a password", "http://me:pass@post.example/", "holds a name or password"),
    away("a redirect to nobody", "http://no-such-host.invalid/", "no-such-host.invalid is not known"),
)  # fmt: skip
ANSWERS = (
    feed("404", "", "has no such page (404)", status=404),
    feed("410", "", "it is gone for good (410)", status=410),
    feed("401", "", "asks for a password (401)", status=401),
    feed("402", "", "asks for a payment (402)", status=402),
    feed("403", "", "does not let us in (403)", status=403),
    feed("429", "", "asks to come back later (429)", status=429, retry_after="60"),
    feed("503", "", "asks to come back later (503)", status=503),
    feed("a picture", b"\x89PNG", "what is there is no feed but image/png", "image/png"),
    feed("a film", b"\0", "what is there is no feed but video/mp4", "video/mp4"),
    feed(
        "a page that names its feeds",
        page(head='<link rel="alternate" type="application/rss+xml" href="/rss">'),
        "feeds: rss",
        "text/html",
    ),
    feed("a page that names none", page(), ": ", "text/html"),
)
PAGES = (
    on_page("an article", page(), f"{TITLE}: "),
    on_page("GB18030", page(head=HEAD + '<meta charset="gb18030">').encode("gb18030"), f"{TITLE}: "),
    on_page("UTF-16 of a page", page().encode("utf-16"), f"{TITLE}: "),
    on_page("Windows-1252 of a page, undeclared", page().encode("windows-1252"), f"{TITLE}: "),
    on_page("plain text", STORY, f"None: {STORY[:39]}", "text/plain"),
    on_page("Markdown", f"# The *wall*\n\n{STORY}", "The wall: The wall", "text/markdown"),
    on_page("a wall of cookies", CONSENT, "it shows a consent page instead of the article"),
    on_page("a wall to pay at", page(STORY + " Subscribe to continue reading."), "it is behind a paywall"),
    on_page("a wall that only machines see", page(head='<script type="application/ld+json">{"isAccessibleForFree": false}</script>'), "it is behind a paywall"),
    on_page("scripts alone", page("Please enable JavaScript to go on."), "it shows nothing to who does not run its scripts"),
    on_page("a headline alone", page("Soon."), "no article is found on it"),
    on_page("nothing on a page", b"", "no article is found on it"),
    on_page("German that says it is English", page(GERMAN), f"{TITLE} (German): "),
    on_page("Chinese", page(CHINESE, lang="zh"), f"{TITLE} (Chinese): "),
    on_page("20 MB of page", b"<p>" * (BIG // 3), "larger than the 2 MB that are read of a page"),
    on_page("a bomb on a page", gzip.compress(b"<p>" * 10_000_000), "larger than the 2 MB that are read of a page", content_encoding="gzip"),
    on_page("fifty thousand divs deep", "<div>" * 50_000 + STORY, ""),
    on_page("two megabytes of brackets", "<" * 1_900_000, "no article is found on it"),
    on_page("a file of a word processor", b"PK", "what is there is no page but application/msword", "application/msword"),
    on_page("a PDF that is none", b"%PDF-1.7 and no more", "it ", "application/pdf"),
    Case("a slow drip of page", "page", lambda web: web.drip("/drip"), "did not give it within"),
    away("a page behind a private address", "http://192.168.1.1/", "its address is not on the public web", "page"),
)  # fmt: skip
CASES = (*FORMS, *ENCODINGS, *BROKEN, *ENTRIES, *HOSTILE, *ANSWERS, *PAGES)
