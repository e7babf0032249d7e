"""Who may see the page, and that no other site acts on their behalf."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.errors import StartError
from bot.platforms.platform import Post
from bot.platforms.web import WebPlatform
from tests.bot.example_cards import digest
from tests.platforms.web_room import a_page, empty_engine, served

TOKEN = "a long tökén"
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def engine(tmp_path):
    engine = empty_engine(tmp_path)
    yield engine
    engine.dispose()


@pytest.fixture
async def open_page(engine) -> AsyncIterator[WebPlatform]:
    async with served(a_page(engine)) as page:
        yield page


@pytest.fixture
async def locked_page(engine) -> AsyncIterator[WebPlatform]:
    async with served(a_page(engine, token=TOKEN)) as page:
        await page.send(Post("briefs", digest, "k1"))
        yield page


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    jar = aiohttp.CookieJar(unsafe=True)  # keeps cookies of an address of numbers too
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        yield session


async def status(http: aiohttp.ClientSession, method: str, address: str, **given) -> int:
    async with http.request(method, address, **given) as response:
        await response.read()
        return response.status


class TestWithoutToken:
    @pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "news.example", ""])
    async def test_it_does_not_start_where_others_can_reach_it(self, engine, host):
        with pytest.raises(StartError, match=r"set ONRECORD_WEB_TOKEN or use 127\.0\.0\.1") as caught:
            async with served(a_page(engine, host=host)):
                pass
        assert "\n" not in str(caught.value)

    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
    async def test_it_is_served_to_this_computer(self, engine, http, host):
        async with served(a_page(engine, host=host)) as page:
            assert await status(http, "GET", page.url) == 200

    @pytest.mark.parametrize("host", ["news.example", "127.0.0.1.news.example:80", "", "[", "0.0.0.0"])
    async def test_it_answers_to_no_other_name_of_this_computer(self, open_page, http, host):
        async with http.get(open_page.url, headers={"Host": host}) as response:
            assert response.status == 403
            assert await response.text() == "This page answers to 127.0.0.1 and localhost only."

    @pytest.mark.parametrize(
        ("headers", "expected"),
        [
            ({"Sec-Fetch-Site": "same-origin"}, 200),
            ({"Sec-Fetch-Site": "same-site"}, 403),
            ({"Sec-Fetch-Site": "cross-site"}, 403),
            ({"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:PORT"}, 403),
            ({"Origin": "http://127.0.0.1:PORT"}, 200),
            ({"Origin": "http://127.0.0.1:1"}, 403),
            ({"Origin": "https://news.example"}, 403),
            ({"Origin": "null"}, 403),
            ({"Origin": "http://["}, 403),
            ({}, 403),
        ],
    )
    async def test_it_takes_commands_from_its_own_page_only(self, open_page, http, headers, expected):
        headers = {name: value.replace("PORT", str(open_page.port)) for name, value in headers.items()}
        address = f"{open_page.url}c/briefs"
        assert await status(http, "POST", address, data={"line": "stats"}, headers=headers) == expected

    async def test_it_has_no_door_to_open(self, open_page, http):
        form = {"token": ""}
        assert await status(http, "POST", f"{open_page.url}login", data=form, headers=SAME_ORIGIN) == 401


class TestWithToken:
    @pytest.mark.parametrize(
        "path", ["", "c/briefs", "events", "complete?line=st", "?token=", "?token=wrong"]
    )
    async def test_it_shows_nothing_to_a_stranger(self, locked_page, http, path):
        async with http.get(locked_page.url + path) as response:
            assert response.status == 401
            assert digest.title not in await response.text()
            assert "Set-Cookie" not in response.headers

    async def test_it_answers_no_command_of_a_stranger(self, locked_page, http):
        address = f"{locked_page.url}c/briefs"
        assert await status(http, "POST", address, data={"line": "stats"}, headers=SAME_ORIGIN) == 401

    async def test_it_lets_in_who_brings_the_token_in_the_address(self, locked_page, http):
        async with http.get(locked_page.url, params={"token": TOKEN}) as response:
            assert response.status == 200
            html = await response.text()
        assert TOKEN not in html
        assert 'content="0; url=/"' in html
        assert await status(http, "GET", f"{locked_page.url}c/briefs") == 200

    async def test_it_lets_in_who_types_the_token(self, locked_page, http):
        form = {"token": TOKEN}
        assert await status(http, "POST", f"{locked_page.url}login", data=form, headers=SAME_ORIGIN) == 200
        assert await status(http, "GET", f"{locked_page.url}c/briefs") == 200

    async def test_it_says_so_when_it_is_not_the_token(self, locked_page, http):
        form = {"token": TOKEN[:-1]}
        async with http.post(f"{locked_page.url}login", data=form, headers=SAME_ORIGIN) as response:
            assert response.status == 401
            assert "That is not the token." in await response.text()

    async def test_it_keeps_a_cookie_that_scripts_and_other_sites_cannot_use(self, locked_page, http):
        async with http.get(locked_page.url, params={"token": TOKEN}) as response:
            cookie = response.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert "tökén" not in cookie

    async def test_it_is_not_opened_by_a_made_up_cookie(self, locked_page, http):
        cookies = {"onrecord": "0" * 64}
        assert await status(http, "GET", f"{locked_page.url}c/briefs", cookies=cookies) == 401

    async def test_it_may_stand_behind_another_name(self, locked_page, http):
        """A proxy passes its own name on; the cookie, which belongs to one name, keeps strangers out."""
        await status(http, "GET", locked_page.url, params={"token": TOKEN})
        cookies = {cookie.key: cookie.value for cookie in http.cookie_jar}
        headers = {"Host": "news.example"}
        assert (
            await status(http, "GET", f"{locked_page.url}c/briefs", headers=headers, cookies=cookies) == 200
        )

    async def test_it_tells_its_health_to_a_watcher_without_the_token(self, locked_page, http):
        assert await status(http, "GET", f"{locked_page.url}healthz") == 200

    async def test_it_gives_its_numbers_to_a_watcher_who_brings_the_token(self, locked_page, http):
        url = f"{locked_page.url}metrics"
        assert await status(http, "GET", url) == 401
        for wrong in ("Bearer", "Bearer no", f"Basic {TOKEN}"):
            assert await status(http, "GET", url, headers={"Authorization": wrong}) == 401
        right = {"Authorization": f"Bearer {TOKEN}"}
        assert await status(http, "GET", url, headers=right) == 200
        assert await status(http, "GET", f"{locked_page.url}c/briefs", headers=right) == 401


class TestHeaders:
    @pytest.mark.parametrize(
        "path", ["c/briefs", "c/sports", "static/page.js", "nothing/here", "events", "healthz", "metrics"]
    )
    async def test_it_sends_them_with_every_answer(self, open_page, http, path):
        async with http.get(open_page.url + path) as response:
            policy = response.headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'; script-src 'self';")
            assert "unsafe" not in policy
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert response.headers["X-Frame-Options"] == "DENY"
            assert "aiohttp" not in response.headers["Server"]

    async def test_it_leaves_no_page_in_a_cache(self, open_page, http):
        async with http.get(f"{open_page.url}c/briefs") as response:
            assert response.headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize(
        "path", ["static/../access.py", "static/%2e%2e/access.py", "static/..%2faccess.py", "static/"]
    )
    async def test_it_serves_no_file_beside_its_own(self, open_page, http, path):
        from yarl import URL

        assert await status(http, "GET", URL(open_page.url + path, encoded=True)) in (403, 404)
