"""Feeds: every form, whole or broken, gives the same entries."""

import gzip
import hashlib
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from briefs.errors import ArticleError, RefusedError
from briefs.fetch import Fetched, Fetcher
from briefs.sources.child import Children
from briefs.sources.feed import Feed, Known, article_of, read_feed
from tests.briefs.loopback_web import ALLOWED, LoopbackWeb
from tests.briefs.test_page import STORY, page

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ITEMS = """<item><title>Wall &amp;lt;b&amp;gt;to be&amp;lt;/b&amp;gt; rebuilt</title><link>/news/wall</link><guid>w1</guid>
<pubDate>Mon, 23 Nov 2026 10:00:00 +0100</pubDate><description>&lt;p&gt;It costs €42 million.&lt;/p&gt;&lt;p&gt;Work begins.&lt;/p&gt;</description></item>
<item><title>School opens</title><link>https://post.example/school</link><description>Evenings.</description></item>"""
RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Ellery Post</title><link>https://post.example/</link>{ITEMS}
</channel></rss>"""
RDF = f"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://post.example/"><title>Ellery Post</title>
<link>https://post.example/</link></channel>{ITEMS.replace("<guid>w1</guid>", "").replace("pubDate", "dc:date").replace("Mon, 23 Nov 2026 10:00:00 +0100", "2026-11-23T09:00:00Z")}</rdf:RDF>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title type="html">Ellery &amp;amp; Post</title>
<link href="https://post.example/"/><entry><id>w1</id><title>Wall to be rebuilt</title><link href="/news/wall"/>
<updated>2026-11-23T09:00:00Z</updated><author><name>Mara Lindqvist</name></author>
<content type="html">&lt;p&gt;It costs €42 million.&lt;/p&gt;&lt;p&gt;Work begins.&lt;/p&gt;</content><summary>Short.</summary></entry></feed>"""
JSON = """{"version":"https://jsonfeed.org/version/1.1","title":"Ellery Post","home_page_url":"https://post.example/",
"items":[{"id":"w1","url":"https://post.example/news/wall","title":"Wall to be rebuilt","date_published":"2026-11-23T09:00:00Z",
"content_html":"<p>It costs €42 million.</p><p>Work begins.</p>"}]}"""
BOMB = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaaaaaaaaaaaa">""" + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 20}">' for n in range(12)
) + f"]>{RSS.partition('?>')[2].replace('Evenings.', '&m;')}"  # fmt: skip


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def child() -> AsyncIterator[Children]:
    async with Children(1) as one:
        yield one


class Given:
    """A fetcher that has the one body already."""

    def __init__(self, body: bytes, charset: str = "") -> None:
        self.fetched = Fetched("https://post.example/feed", body, "application/xml", charset)

    async def get(self, *_: object, **__: object) -> Fetched:
        return self.fetched


async def feed_of(child: Children, body: str | bytes, charset: str = "") -> Feed:
    given = Given(body.encode() if isinstance(body, str) else body, charset)
    return await read_feed("https://post.example/feed", given, child, NOW)  # type: ignore[arg-type]


async def said_of(child: Children, body: bytes) -> str:
    """The texts of the entries, or why there are none."""
    try:
        return str([entry.text for entry in (await feed_of(child, body)).entries])
    except ArticleError as error:
        return str(error)


@pytest.mark.parametrize("body", [RSS, RDF, ATOM, JSON], ids=["rss", "rdf", "atom", "json"])
async def test_every_form_gives_the_same_entry(child: Children, body: str) -> None:
    entry = (await feed_of(child, body)).entries[0]
    named = [hashlib.sha256(key).hexdigest() for key in (b"w1", b"/news/wall")]  # RDF has no ids
    assert entry.key in named
    assert entry.link == "https://post.example/news/wall"
    assert entry.title == "Wall to be rebuilt"
    assert entry.text == "It costs €42 million.\n\nWork begins."
    assert entry.published == datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        (RSS.encode("utf-8-sig"), ""),
        (RSS.replace('"1.0"?', '"1.0" encoding="utf-16"?').encode("utf-16"), ""),
        (RSS.replace('"1.0"?', '"1.0" encoding="windows-1252"?').encode("windows-1252"), ""),
        (RSS.replace('"1.0"?', '"1.0" encoding="gb18030"?').encode("gb18030"), ""),
        (RSS.encode("windows-1252"), ""),
        (b"\n\n  " + RSS.encode(), ""),
        (RSS.replace("Work begins.", "Work & begins&nbsp;.").encode(), ""),
        (RSS.partition("</channel>")[0].encode(), ""),
    ],
    ids=["bom", "utf-16", "1252", "gb18030", "1252 undeclared", "blank first", "bare &", "cut off"],
)  # fmt: skip
async def test_a_feed_that_is_odd_or_broken_is_read_all_the_same(
    child: Children, body: bytes, charset: str
) -> None:
    feed = await feed_of(child, body, charset)
    assert [e.title for e in feed.entries] == ["Wall to be rebuilt", "School opens"]
    assert "€42 million" in feed.entries[0].text


async def test_an_entry_without_a_clock_or_with_a_wrong_one_has_no_date(child: Children) -> None:
    wrong = "", "no day", "0000-00-00", "1970-01-01T00:00:00Z", "2026-11-25T00:00:00Z", "2031-11-20"
    for printed in wrong:
        feed = await feed_of(child, RSS.replace("Mon, 23 Nov 2026 10:00:00 +0100", printed))
        assert [e.published for e in feed.entries] == [None, None]
    for printed in ("2026-11-20", "2026-11-20T01:30:00+01:30", "Fri, 20 Nov 2026 00:00:00 GMT"):
        feed = await feed_of(child, RSS.replace("Mon, 23 Nov 2026 10:00:00 +0100", printed))
        assert feed.entries[0].published == datetime(2026, 11, 20, tzinfo=UTC)


async def test_half_a_character_costs_itself_alone(child: Children) -> None:
    items = [{"id": "1", "content_text": "Wall\ud800 rebuilt"}, {"id": "2", "content_text": "School opens"}]
    feed = await feed_of(child, json.dumps({"version": "https://jsonfeed.org/version/1", "items": items}))
    assert [e.text for e in feed.entries] == ["Wall? rebuilt", "School opens"]


async def test_an_edit_keeps_the_key_and_changes_the_digest(child: Children) -> None:
    before = (await feed_of(child, RSS)).entries
    after = (await feed_of(child, RSS.replace("€42", "€44").replace("/news/wall", "/news/wall-2"))).entries
    assert [e.key for e in before] == [e.key for e in after]
    assert before[0].digest != after[0].digest
    assert before[1] == after[1]


async def test_an_entity_bomb_stays_small(child: Children) -> None:
    told = await said_of(child, BOMB.encode())
    assert len(told) < 10_000


@pytest.mark.parametrize("body", [b"", b"Hello", b"/etc/passwd", b"{}", b'{"a": 1}', b"\0" * 500, b"<svg/>", b"<rss/>", b"[" * 99_999])  # fmt: skip
async def test_what_is_no_feed_is_said(child: Children, body: bytes) -> None:
    assert await said_of(child, body) in ("[]", "it is no feed")


async def test_a_page_names_its_feeds(child: Children) -> None:
    head = """<link rel="alternate" type="application/rss+xml" title="News &amp; more" href="/rss">
    <link type='application/atom+xml' href=atom.xml rel=alternate><link rel="alternate" hreflang="de" href="/de">
    <link rel="alternate" type="application/rss+xml" href="javascript:x">"""
    assert (await feed_of(child, page(head=head))).choices == (
        ("News & more", "https://post.example/rss"),
        ("", "https://post.example/atom.xml"),
    )
    assert (await feed_of(child, page())).choices == ()


async def test_a_summary_is_read_on_its_page_and_whole_text_in_the_feed(child: Children) -> None:
    async with LoopbackWeb() as web, Fetcher(ALLOWED) as fetcher:
        web.put("/news/wall", page())
        url = web.put(
            "/feed",
            RSS.replace("https://post.example/", web.url("/")).replace("Evenings.", STORY * 3),
            "text/xml",
        )
        feed = await read_feed(url, fetcher, child, NOW)
        of_page = await article_of(feed.entries[0], feed.title, url, fetcher, child)
        of_feed = await article_of(feed.entries[1], feed.title, url, fetcher, child)
        assert of_page.id == f"web:{web.url('/news/wall')}"
    assert STORY in of_page.text
    assert of_feed.id.startswith(f"feed:{url}#")
    assert (of_feed.publisher, of_feed.title) == ("Ellery Post", "School opens")


async def test_what_has_not_changed_is_not_read_again(child: Children) -> None:
    async with LoopbackWeb() as web, Fetcher(ALLOWED) as fetcher:
        url = web.put("/feed", RSS, "application/rss+xml", etag='"1"')
        first = await read_feed(url, fetcher, child, NOW)
        again = await read_feed(url, fetcher, child, NOW, Known(first.fetched.etag))
        assert again.fetched.unchanged
        assert again.entries == ()
        bomb = web.put("/bomb", gzip.compress(b" " * 50_000_000), "text/xml", content_encoding="gzip")
        with pytest.raises(RefusedError, match="15 MB"):
            await read_feed(bomb, fetcher, child, NOW)
