"""Lists of feeds: what comes in, what goes out, and what is refused."""

import pytest

from briefs.errors import ArticleError
from briefs.sources.opml import MOST, FeedList, read_opml, write_opml

LIST = """<?xml version="1.0"?><opml version="1.1"><body><outline text="News">
<outline text="Ellery &amp; Post" xmlUrl="https://post.example/feed?a=1&amp;b=2"/>
<outline title="Dunmarrow" text="x" xmlurl="http://dunmarrow.example/rss"/></outline>
<outline text="again" xmlUrl="http://dunmarrow.example/rss"/><outline text="no feed"/>
<outline text="a file" xmlUrl="file:///etc/passwd"/></body></opml>"""
FEEDS = [
    ("https://post.example/feed?a=1&b=2", "Ellery & Post"),
    ("http://dunmarrow.example/rss", "Dunmarrow"),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_feed_of_a_list_is_found_once(encoding: str) -> None:
    assert read_opml(LIST.encode(encoding)) == FeedList(tuple(FEEDS), ("file:///etc/passwd",))


def test_what_is_written_is_read_again() -> None:
    odd = [*FEEDS, ('https://x.example/"<&>', "\x00Ä “B” \ud800<&>'\"")]
    again = read_opml(write_opml(odd).encode()).feeds
    assert again == (*FEEDS, ('https://x.example/"<&>', "Ä “B” <&>'\""))
    assert read_opml(write_opml([]).encode()) == FeedList(())


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "it is not OPML"),
        (b"not xml", "it is not OPML"),
        (b"<opml><body>", "it is not OPML"),
        (b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><opml>&b;</opml>', "declares entities"),
        (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml>&a;</opml>', "declares entities"),
        (write_opml([(f"http://x.example/{n}", "") for n in range(MOST + 1)]).encode(), "more than the"),
    ],
    ids=range(6),
)
def test_what_is_no_list_is_said(body: bytes, told: str) -> None:
    with pytest.raises(ArticleError, match=told):
        read_opml(body)
