"""Pages as articles: what is taken of them, and what is said of those that are none."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from briefs.errors import ArticleError
from briefs.fetch import Fetched, Fetcher
from briefs.sources.child import Child, Children
from briefs.sources.page import article_of, read_page
from tests.briefs.loopback_web import ALLOWED, LoopbackWeb

STORY = (
    "The town of Port Ellery will spend €42 million on a new harbour wall, Mayor Ilse Brandvold said on Tuesday. "
    "“The old wall will not survive another winter like the last one,” she told the reporters who had come to see it. "
    "The work is to begin in March, and it will take three years and more than 140 people."
)
GERMAN = (
    "Die Stadt Port Ellery wird 42 Millionen Euro für eine neue Hafenmauer ausgeben, sagte die Bürgermeisterin am "
    "Dienstag. Die alte Mauer werde keinen weiteren Winter überstehen, sagte sie vor Journalisten. Die Arbeiten sollen "
    "im März beginnen und drei Jahre dauern; mehr als 140 Menschen werden daran beteiligt sein, hieß es weiter."
)
HEAD = """<title>Harbour wall to be rebuilt | Ellery Post</title><meta property="og:site_name" content="Ellery Post">
<meta name="author" content="Mara Lindqvist"><meta property="article:published_time" content="2026-11-20T08:00:00Z">"""


def page(story: str = STORY, head: str = HEAD, lang: str = "en") -> str:
    return f"""<!doctype html><html lang="{lang}"><head>{head}</head><body><nav>Home World Sport</nav>
<article><h1>Harbour wall to be rebuilt</h1><p>{story}</p><ul><li>one part for the town</li><li>two for the sea</li></ul>
</article><footer>About us. All rights reserved.</footer></body></html>"""


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def child() -> AsyncIterator[Children]:
    async with Children(1) as one:
        yield one


async def test_a_page_becomes_an_article_with_what_it_says_of_itself(child: Children) -> None:
    head = HEAD + '<link rel="canonical" href="/news/wall">'
    async with LoopbackWeb() as web, Fetcher(ALLOWED) as fetcher:
        web.put("/2026/11/wall?from=feed".partition("?")[0], page(head=head))
        article = await read_page(web.url("/2026/11/wall?from=feed"), fetcher, child)
        assert article.url == web.url("/news/wall")
    assert article.id == f"web:{article.url}"
    assert (article.title, article.publisher, article.byline) == (
        "Harbour wall to be rebuilt",
        "Ellery Post",
        "Mara Lindqvist",
    )
    assert article.published is not None
    assert article.published.date().isoformat() == "2026-11-20"
    assert STORY in article.text
    assert "- one part for the town" in article.text
    assert "Home" not in article.text
    assert "rights reserved" not in article.text


async def said_of(child: Children, body: str | bytes, kind: str = "text/html", charset: str = "") -> str:
    """The text of the page, or why there is none."""
    data = body.encode() if isinstance(body, str) else body
    fetched = Fetched("https://post.example/a", data, kind, charset)
    try:
        said = await child.ask("page", fetched)
        return article_of("web:x", said, said["url"]).text
    except ArticleError as error:
        return str(error)


async def test_every_encoding_gives_the_same_words(child: Children) -> None:
    declared = page(head='<meta charset="gb18030">').encode("gb18030")
    for body, charset in (
        (page().encode("utf-8-sig"), ""),
        (page().encode("utf-16"), ""),
        (page().encode("windows-1252"), ""),
        (page().encode("windows-1252"), "iso-8859-1"),
        (page().encode("utf-8"), "no-such-charset"),
        (declared, ""),
    ):
        assert STORY in await said_of(child, body, charset=charset)


async def test_a_plain_text_is_taken_as_it_is(child: Children) -> None:
    assert await said_of(child, STORY, "text/plain") == STORY


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (page(STORY + " Subscribe to continue reading."), "behind a paywall"),
        (page(head='<script type="application/ld+json">{"isAccessibleForFree": false}</script>'), "behind a paywall"),
        (page("We value your privacy. Accept all cookies or change your cookie settings. " * 4), "consent page"),
        ("<html><body><h1>We value your privacy</h1><p>Our partners and we keep data on your device.</p></body>", "consent page"),
        (page("Wait. Please enable JavaScript to go on."), "its scripts"),
        (page("Soon."), "no article is found"),
        ("", "no article is found"),
        ("\0\0\0", "no article is found"),
        ("<" * 100_000, "no article is found"),
        ("<div>" * 50_000, "no article is found"),
    ],
    ids=range(10),
)  # fmt: skip
async def test_what_is_no_article_is_said_in_words(child: Children, body: str, told: str) -> None:
    assert told in await said_of(child, body)


@pytest.mark.parametrize("lang", ["de", "en", ""])
async def test_another_language_is_named_whatever_the_page_claims(child: Children, lang: str) -> None:
    fetched = Fetched("https://post.example/a", page(GERMAN, lang=lang).encode(), "text/html")
    article = article_of("web:x", await child.ask("page", fetched), None)
    assert article.language == "de"
    assert GERMAN in article.text


async def test_what_takes_too_long_is_ended_and_the_next_page_is_read() -> None:
    one = Child()
    assert STORY in str(
        await one.ask("page", Fetched("https://post.example/a", page().encode(), "text/html"))
    )
    one._seconds = 0.0
    with pytest.raises(ArticleError, match="it took more than 0 seconds to be read"):
        await one.ask("page", Fetched("https://post.example/a", page().encode(), "text/html"))
    one._seconds = 10
    assert STORY in str(
        await one.ask("page", Fetched("https://post.example/a", page().encode(), "text/html"))
    )
    await one.end()


async def test_a_child_that_dies_costs_one_page(child: Children) -> None:
    await said_of(child, page())
    assert child._all[0].process is not None
    child._all[0].process.kill()
    assert "memory" in await said_of(child, page())
    assert STORY in await said_of(child, page())
