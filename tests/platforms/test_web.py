"""The page as a server: real requests over loopback."""

import asyncio
import json
import re
from collections.abc import AsyncIterator

import aiohttp
import pytest
from sqlalchemy import Engine, insert

from bot.errors import StartError
from bot.platforms.platform import Post, RejectedError, RetryError
from bot.platforms.web import WebPlatform
from bot.platforms.web.watch import Watch
from bot.schema import metadata, web_post
from tests.bot.example_cards import CARDS, HOSTILE, digest, listing
from tests.platforms.web_room import a_page, empty_engine, served

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
SCRIPT = SAME_ORIGIN | {"Accept": "application/json"}


@pytest.fixture
def engine(tmp_path):
    engine = empty_engine(tmp_path)
    yield engine
    engine.dispose()


@pytest.fixture
async def page(engine: Engine) -> AsyncIterator[WebPlatform]:
    async with served(a_page(engine)) as page:
        yield page


@pytest.fixture
async def http(page: WebPlatform) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(page.url) as session:
        yield session


async def text_of(http: aiohttp.ClientSession, path: str = "/c/briefs") -> str:
    async with http.get(path) as response:
        assert response.status == 200
        return await response.text()


async def answer_to(http: aiohttp.ClientSession, line: str) -> str:
    async with http.post("/c/briefs", data={"line": line}, headers=SCRIPT) as response:
        assert response.status == 200
        return (await response.json())["answer"]


class TestPosts:
    async def test_it_shows_a_post_in_its_channel_only(self, page, http):
        await page.send(Post("briefs", digest, "k1"))
        assert digest.title in await text_of(http)
        assert digest.title not in await text_of(http, "/c/trade%20desk")

    async def test_it_posts_a_key_once_and_answers_with_the_same_id(self, page, http):
        first = await page.send(Post("briefs", digest, "k1"))
        assert await page.send(Post("briefs", listing, "k1")) == first
        assert (await text_of(http)).count('<article class="message"') == 1

    async def test_it_posts_a_key_once_when_sent_twice_at_the_same_time(self, page):
        ids = await asyncio.gather(*(page.send(Post("briefs", digest, "k1")) for _ in range(8)))
        assert len(set(ids)) == 1

    async def test_it_keeps_posts_over_a_restart(self, engine):
        async with served(a_page(engine)) as page:
            await page.send(Post("briefs", digest, "k1"))
        async with served(a_page(engine)) as page, aiohttp.ClientSession(page.url) as http:
            assert digest.title in await text_of(http)

    async def test_it_refuses_a_channel_that_it_has_not(self, page):
        with pytest.raises(RejectedError, match="no channel “sports”"):
            await page.send(Post("sports", digest, "k1"))

    async def test_it_asks_for_another_try_when_the_store_fails(self, page, engine):
        metadata.drop_all(engine)
        with pytest.raises(RetryError):
            await page.send(Post("briefs", digest, "k1"))

    async def test_it_shows_every_kind_of_card_and_escapes_each_text(self, page, http):
        for name, card in CARDS.items():
            await page.send(Post("briefs", card, name))
        html = await text_of(http)
        assert html.count('<article class="message"') == len(CARDS)
        assert "<script>&amp;" not in html
        assert html.count("&lt;script&gt;&amp;amp;") > 300
        assert "word1300" in html

    async def test_it_links_no_address_but_http(self, page, http):
        bad = type(digest)("digest", "A title", link="javascript:alert(1)")
        await page.send(Post("briefs", bad, "k1"))
        assert "javascript:" not in await text_of(http)

    async def test_it_shows_the_others_when_one_post_cannot_be_read(self, engine, page, http):
        await page.send(Post("briefs", digest, "k1"))
        row = {
            "key": "k2",
            "channel": "briefs",
            "at": "2026-11-23T08:00:00+00:00",
            "card": '{"kind": "opera"}',
        }
        with engine.begin() as connection:
            connection.execute(insert(web_post).values(row))
        html = await text_of(http)
        assert digest.title in html
        assert "written by another version" in html

    async def test_it_turns_to_earlier_posts(self, page, http):
        for n in range(53):
            await page.send(Post("briefs", type(digest)("list", f"Title {n};"), f"k{n}"))
        newest = await text_of(http)
        assert "Title 52;" in newest
        assert "Title 2;" not in newest
        [earlier] = re.findall(r'href="(/c/briefs\?before=\d+)"', newest)
        html = await text_of(http, earlier)
        assert "Title 2;" in html
        assert "Title 3;" not in html
        assert "data-newest" not in html


class TestCommands:
    @pytest.mark.parametrize("line", ["/brief stats", "brief stats", "stats", "/stats", "  /BRIEF stats  "])
    async def test_it_answers_a_command_however_it_is_begun(self, http, line):
        assert listing.title in await answer_to(http, line)

    async def test_it_answers_the_managers_commands_under_their_own_root(self, http):
        assert "What you can ask" in await answer_to(http, "/briefing run")
        assert "There is no command “run”" in await answer_to(http, "/brief run")

    async def test_it_passes_arguments_on(self, http):
        html = await answer_to(http, "/brief positions actor:Nobody Here")
        assert "Nobody called “Nobody Here”" in html
        assert 'value="positions actor:&#34;Ilse Varga&#34;"' in html

    async def test_it_marks_the_sentence_of_a_source(self, http):
        assert "<mark>“It is a tax on the tide,” Mayor Teo Brandl told the council" in await answer_to(
            http, "source fact:1"
        )

    async def test_it_tells_a_failure_in_one_sentence(self, http):
        html = await answer_to(http, "search break")
        assert "That did not work on our side" in html
        assert "Traceback" not in html

    async def test_it_answers_only_the_one_who_asked(self, http):
        await answer_to(http, "stats")
        assert listing.title not in await text_of(http)

    async def test_it_posts_to_the_channel_when_asked_to_share(self, http):
        async with http.post("/c/briefs", data={"line": "stats share:yes"}, headers=SCRIPT) as response:
            assert list(await response.json()) == ["post"]
        assert listing.title in await text_of(http)

    async def test_it_answers_within_the_page_to_a_browser_without_script(self, page, http):
        await page.send(Post("briefs", digest, "k1"))
        async with http.post("/c/briefs", data={"line": "stats"}, headers=SAME_ORIGIN) as response:
            html = await response.text()
        assert digest.title in html
        assert listing.title in html
        assert "Only you can see this" in html

    async def test_it_leads_a_browser_without_script_to_what_it_shared(self, http):
        form = {"line": "now share:yes"}
        async with http.post("/c/briefs", data=form, headers=SAME_ORIGIN, allow_redirects=False) as response:
            assert (response.status, response.headers["Location"]) == (303, "/c/briefs#post-1")

    async def test_it_takes_hostile_lines_as_text(self, http):
        html = await answer_to(http, HOSTILE)
        assert "<script>" not in html

    async def test_it_refuses_a_body_that_is_too_large(self, http):
        async with http.post("/c/briefs", data={"line": "x" * 20_000}, headers=SCRIPT) as response:
            assert response.status == 413

    async def test_it_knows_no_other_channel(self, http):
        async with http.get("/c/sports") as response:
            assert response.status == 404
            assert await response.text() == "There is no channel “sports” here."


class TestLivePosts:
    async def test_it_sends_posts_to_an_open_page_as_they_come(self, page, http):
        async with http.get("/events") as stream:
            assert stream.content_type == "text/event-stream"
            await page.send(Post("briefs", digest, "k1"))
            event = await next_event(stream)
        assert event["channel"] == "briefs"
        assert digest.title in event["html"]

    async def test_it_goes_on_after_the_last_event_that_arrived(self, page, http):
        for n in range(3):
            await page.send(Post("briefs", type(digest)("list", f"Title {n}"), f"k{n}"))
        async with http.get("/events?after=1", headers={"Last-Event-ID": "2"}) as stream:
            assert (await next_event(stream))["id"] == 3

    async def test_it_sends_what_was_posted_between_the_page_and_the_stream(self, page, http):
        [newest] = re.findall(r'data-newest="(\d+)"', await text_of(http))
        await page.send(Post("trade desk", digest, "k1"))
        async with http.get(f"/events?after={newest}") as stream:
            assert (await next_event(stream))["channel"] == "trade desk"

    async def test_it_sends_only_what_comes_when_the_number_makes_no_sense(self, page, http):
        await page.send(Post("briefs", digest, "k1"))
        async with http.get("/events", headers={"Last-Event-ID": "²x"}) as stream:
            await page.send(Post("briefs", listing, "k2"))
            assert (await next_event(stream))["id"] == 2


async def next_event(stream: aiohttp.ClientResponse) -> dict:
    async with asyncio.timeout(5):
        async for line in stream.content:
            if line.startswith(b"data: "):
                return json.loads(line.removeprefix(b"data: "))
    raise AssertionError("the stream ended")


class TestStartAndStop:
    async def test_it_stops_within_a_second_and_ends_open_streams(self, engine):
        page = a_page(engine)
        async with aiohttp.ClientSession() as http:
            async with served(page):
                stream = await http.get(f"{page.url}events")
                before = asyncio.get_running_loop().time()
            assert asyncio.get_running_loop().time() - before < 1
            assert not page.ready
            await stream.read()

    async def test_it_can_be_run_again(self, engine):
        page = a_page(engine)
        async with served(page):
            pass
        async with served(page), aiohttp.ClientSession(page.url) as http, http.get("/events") as stream:
            await page.send(Post("briefs", digest, "k1"))
            assert (await next_event(stream))["id"] == 1

    async def test_it_says_which_port_is_in_use_and_what_to_set(self, page, engine):
        expected = f"^port {page.port} is in use on 127.0.0.1: set PORT= or web.port$"
        with pytest.raises(StartError, match=expected):
            async with served(a_page(engine, port=page.port)):
                pass

    async def test_it_says_when_the_address_is_not_of_this_computer(self, engine):
        with pytest.raises(StartError, match=r"cannot be served on 192\.0\.2\.1:"):
            async with served(a_page(engine, host="192.0.2.1", port=8080, token="secret")):
                pass

    @pytest.mark.parametrize(("state", "status"), [({"ok": True, "store": "ok"}, 200), ({"ok": False}, 503)])
    async def test_it_tells_its_health(self, engine, state, status):
        async def health() -> dict:
            return state

        async with (
            served(a_page(engine, watch=Watch(health))) as page,
            aiohttp.ClientSession(page.url) as http,
        ):
            response = await http.get("/healthz")
            assert (response.status, await response.json()) == (status, state)

    async def test_it_tells_in_one_line_that_the_store_does_not_answer(self, engine, http):
        metadata.drop_all(engine)
        async with http.get("/c/briefs") as response:
            assert response.status == 503
            assert await response.text() == "The store does not answer. Please try again in a moment."

    async def test_it_opens_at_the_first_channel(self, http):
        async with http.get("/") as response:
            assert response.url.path == "/c/briefs"

    async def test_it_says_so_when_it_has_no_channel(self, engine):
        async with served(a_page(engine, channels=())) as page, aiohttp.ClientSession(page.url) as http:
            response = await http.get("/")
            assert response.status == 404
            assert await response.text() == "No channel of the page is in the configuration yet."
