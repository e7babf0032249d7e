"""The guard: where it goes, where it does not, and how much it takes."""

import asyncio
import gzip
import socket
import zlib
from collections.abc import AsyncIterator
from ipaddress import ip_network

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.web import Request, Response

from briefs.address import is_public
from briefs.errors import OnRecordError, RefusedError, SourceError, UnreachableError
from briefs.fetch import FEED, LARGE, LARGE_AT_ONCE, PAGE, Fetcher
from briefs.politeness import Turns
from tests.briefs.loopback_web import ALLOWED, LoopbackWeb

NOT_PUBLIC = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 168.63.129.16
169.254.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1
198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1
::ffff:169.254.169.254 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b:1::1 100::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2
2001:db8::1 2002:7f00:1:: 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1 ff0e::1
""".split()
PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "100.63.255.255",
    "172.32.0.1",
    "192.167.1.1",
    "2606:4700::1111",
    "2a00:1450::1",
]

SPELLINGS = """
http://127.0.0.1:{port}/ http://localhost:{port}/ http://LOCALHOST:{port}/ http://localhost.:{port}/
http://127.1:{port}/ http://127.0.1:{port}/ http://2130706433:{port}/ http://0x7f000001:{port}/ http://0x7f.1:{port}/
http://0177.0.0.1:{port}/ http://017700000001:{port}/ http://0:{port}/ http://0.0.0.0:{port}/ http://127.0.0.1.:{port}/
http://[::1]:{port}/ http://[::]:{port}/ http://[::ffff:127.0.0.1]:{port}/ http://[::ffff:7f00:1]:{port}/
http://[0:0:0:0:0:ffff:7f00:0001]:{port}/ http://[64:ff9b::7f00:1]:{port}/ http://①②⑦.⓪.⓪.①:{port}/
http://１２７.0.0.1:{port}/ http://127。0。0。1:{port}/ http://me@127.0.0.1:{port}/ http://example.org@127.0.0.1:{port}/
http://127.0.0.1:{port}#@example.org/ http://%31%32%37.0.0.1:{port}/ //127.0.0.1:{port}/ file:///etc/passwd
ftp://127.0.0.1:{port}/ gopher://127.0.0.1:{port}/_x data:text/html,x javascript:alert(1) http:///x http://:{port}/
http:127.0.0.1:{port} http://[fe80::1%25lo]:{port}/ http://127.0.0.1\\@example.org:{port}/ HTTP://LocalHost:{port}/
""".split()  # fmt: skip


@pytest.fixture
async def web() -> AsyncIterator[LoopbackWeb]:
    async with LoopbackWeb() as server:
        yield server


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(ALLOWED, seconds=2) as one:
        yield one


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_that_is_not_public_is_known_as_such(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_known_as_such(address: str) -> None:
    assert is_public(address)


async def test_no_spelling_of_this_machine_is_reached() -> None:
    connections = 0

    async def count(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        writer.close()

    server = await asyncio.start_server(count, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, Fetcher(seconds=5) as fetcher:
        for spelling in SPELLINGS:
            with pytest.raises(SourceError) as told:
                await fetcher.get(spelling.format(port=port), PAGE)
            assert "\n" not in str(told.value)
            assert len(str(told.value)) < 100
    assert connections == 0


@pytest.mark.parametrize("address", [a for a in NOT_PUBLIC if "%" not in a])
async def test_no_address_that_is_not_public_is_asked(address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    async with Fetcher(seconds=5) as fetcher:
        with pytest.raises(RefusedError, match="not on the public web"):
            await fetcher.get(f"http://{host}/", PAGE)


class Fickle(AbstractResolver):
    """A name server that says something else each time it is asked."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host, host=self.answers.pop(0), port=port, family=socket.AF_INET, proto=0, flags=0
            )
        ]

    async def close(self) -> None: ...


async def test_a_name_that_changes_its_address_between_look_ups_is_not_followed_inside() -> None:
    """Each look-up is of a connection of its own: the second answer is this machine's, and is not asked."""
    resolver = Fickle("127.9.9.9", "127.0.0.1")
    async with LoopbackWeb() as web:
        port = web.url("/").rsplit(":", 1)[1]
        web.redirect("/", f"http://second.example:{port}")
        async with Fetcher([ip_network("127.9.9.9/32")], seconds=2, resolver=resolver) as fetcher:
            with pytest.raises((RefusedError, UnreachableError)):
                await fetcher.get(f"http://rebinding.example:{port}", PAGE)
            with pytest.raises(RefusedError, match="not on the public web"):
                await fetcher.get(f"http://other.example:{port}", PAGE)
        assert web.asked == []
    assert resolver.answers == []


async def test_a_redirect_to_this_machine_is_not_followed(web: LoopbackWeb, fetcher: Fetcher) -> None:
    for target in ("http://169.254.169.254/latest/meta-data", "http://[::1]/", "http://10.0.0.1/"):
        with pytest.raises(RefusedError, match="not on the public web"):
            await fetcher.get(web.redirect("/away", target), PAGE)
    with pytest.raises(RefusedError, match="begins with http"):
        await fetcher.get(web.redirect("/away", "file:///etc/passwd"), PAGE)


async def test_a_page_comes_with_what_the_server_says_of_it(web: LoopbackWeb, fetcher: Fetcher) -> None:
    web.put("/b/page", "Hello", "text/html; charset=windows-1252", etag='"1"', last_modified="Mon")
    got = await fetcher.get(web.redirect("/a", "b/page"), PAGE)
    assert (got.url, got.body, got.type, got.charset) == (
        web.url("/b/page"),
        b"Hello",
        "text/html",
        "windows-1252",
    )
    assert (got.etag, got.last_modified, got.moved_to, got.unchanged) == ('"1"', "Mon", "", False)


async def test_what_is_unchanged_is_not_sent_again(web: LoopbackWeb, fetcher: Fetcher) -> None:
    url = web.put("/feed", "<rss/>", "text/xml", etag='"1"')
    first = await fetcher.get(url, FEED)
    again = await fetcher.get(url, FEED, etag=first.etag, last_modified="Mon")
    assert (again.unchanged, again.body, again.etag) == (True, b"", '"1"')
    assert web.asked[-1].headers["If-Modified-Since"] == "Mon"


async def test_what_moved_for_good_says_where_to(web: LoopbackWeb, fetcher: Fetcher) -> None:
    new = web.put("/new", "x")
    web.redirect("/old", "/new", 301)
    web.redirect("/older", "/old", 308)
    assert (await fetcher.get(web.url("/older"), PAGE)).moved_to == new
    web.redirect("/for-now", "/old", 302)
    assert (await fetcher.get(web.url("/for-now"), PAGE)).moved_to == ""


async def test_five_redirects_are_followed_and_no_more(web: LoopbackWeb, fetcher: Fetcher) -> None:
    web.put("/0", "here")
    for hop in range(1, 7):
        web.redirect(f"/{hop}", f"/{hop - 1}")
    assert (await fetcher.get(web.url("/5"), PAGE)).body == b"here"
    with pytest.raises(RefusedError, match="redirects more than 5 times"):
        await fetcher.get(web.url("/6"), PAGE)
    with pytest.raises(RefusedError, match="redirects more than 5 times"):
        await fetcher.get(web.redirect("/round", "/round"), PAGE)


async def test_a_slow_drip_ends_in_time() -> None:
    async with LoopbackWeb() as web, Fetcher(ALLOWED, seconds=0.3) as fetcher:
        with pytest.raises(UnreachableError, match=r"127\.0\.0\.1 did not give it within 0\.3 seconds"):
            await fetcher.get(web.drip("/drip"), PAGE)


@pytest.mark.parametrize("how", ["plain", "gzip", "deflate"])
async def test_what_is_too_large_once_decoded_is_left(web: LoopbackWeb, fetcher: Fetcher, how: str) -> None:
    body = b" " * 20_000_000
    packed = {
        "plain": lambda: body,
        "gzip": lambda: gzip.compress(body),
        "deflate": lambda: zlib.compress(body),
    }
    said = {} if how == "plain" else {"content_encoding": how}
    with pytest.raises(RefusedError, match="larger than the 2 MB that are read of a page"):
        await fetcher.get(web.put("/bomb", packed[how](), **said), PAGE)


@pytest.mark.parametrize(
    ("status", "told", "error"),
    [
        (404, "has no such page", SourceError),
        (403, "does not let us in", SourceError),
        (410, "gone for good", RefusedError),
        (418, "does not give it", SourceError),
        (500, "has a fault of its own", UnreachableError),
        (502, "has a fault of its own", UnreachableError),
        (503, "asks to come back later", UnreachableError),
    ],
)
async def test_a_refusal_is_told_in_words(
    web: LoopbackWeb, fetcher: Fetcher, status: int, told: str, error: type[OnRecordError]
) -> None:
    with pytest.raises(error, match=told):
        await fetcher.get(web.put("/x", "", status=status), PAGE)


async def test_how_long_a_busy_server_asks_to_wait_is_kept(web: LoopbackWeb, fetcher: Fetcher) -> None:
    for said, least, most in (("120", 120, 120), ("Fri, 31 Dec 2100 23:59:59 GMT", 1e9, 9e9), ("soon", 0, 0)):
        with pytest.raises(UnreachableError) as told:
            await fetcher.get(web.put("/busy", "", status=429, retry_after=said), PAGE)
        assert least <= told.value.after <= most
    with pytest.raises(UnreachableError, match="asks to come back later") as told:
        await fetcher.get(web.put("/down", "", status=500, retry_after="60"), PAGE)
    assert told.value.after == 60


@pytest.mark.parametrize("kind", ["image/png", "application/octet-stream", "video/mp4", "application/zip"])
async def test_what_is_no_page_is_named(web: LoopbackWeb, fetcher: Fetcher, kind: str) -> None:
    with pytest.raises(SourceError, match=f"no page but {kind}"):
        await fetcher.get(web.put("/x", b"\0", kind), PAGE)


async def test_who_does_not_answer_or_speaks_no_http_is_named(fetcher: Fetcher) -> None:
    async def babble(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"SSH-2.0-OpenSSH\r\n")
        writer.close()

    server = await asyncio.start_server(babble, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        with pytest.raises(UnreachableError, match="is not HTTP"):
            await fetcher.get(f"http://127.0.0.1:{port}/", PAGE)
    with pytest.raises(UnreachableError, match="does not answer"):
        await fetcher.get(f"http://127.0.0.1:{port}/", PAGE)


async def test_what_is_packed_as_nobody_asked_is_said(web: LoopbackWeb, fetcher: Fetcher) -> None:
    for packed in ("br", "zstd", "rot13"):
        with pytest.raises(SourceError, match="packs it in a way that we did not ask for"):
            await fetcher.get(web.put("/odd", b"\x8b\x02\x80hello\x03", content_encoding=packed), PAGE)


async def test_the_name_of_a_file_says_what_the_server_does_not(web: LoopbackWeb, fetcher: Fetcher) -> None:
    for path, kind, known in (
        ("/a.md", "text/plain", "text/markdown"),
        ("/a.PDF", "application/octet-stream", "application/pdf"),
        ("/a.txt", "", "text/plain"),
        ("/a", "text/plain", "text/plain"),
    ):
        assert (await fetcher.get(web.put(path, b"x", kind), PAGE)).type == known


class Watched:
    """A clock and a sleep that remember how long was slept."""

    def __init__(self) -> None:
        self.time = 0.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds
        await asyncio.sleep(0)


async def test_a_host_gets_one_patient_request_at_a_time_and_a_pause(web: LoopbackWeb) -> None:
    watched, at_once, most = Watched(), 0, 0

    async def slow(_: Request) -> Response:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0.01)
        at_once -= 1
        return Response(text="x", content_type="text/html")

    url = web.handle("/slow", slow)
    turns = Turns(1.0, watched.clock, watched.sleep)
    async with Fetcher(ALLOWED, turns=turns) as fetcher:
        await asyncio.gather(*(fetcher.get(url, PAGE, patient=True) for _ in range(4)))
        assert (most, watched.slept) == (1, [1.0, 1.0, 1.0])
        await asyncio.gather(*(fetcher.get(url, PAGE) for _ in range(3)))
        assert (most, len(watched.slept)) == (3, 3)  # people do not wait for it


async def test_who_waited_while_a_host_failed_is_told_the_same_and_does_not_ask(web: LoopbackWeb) -> None:
    url = web.put("/busy", "", status=503, retry_after="60")
    async with Fetcher(ALLOWED, turns=Turns(0)) as fetcher:
        told = await asyncio.gather(
            *(fetcher.get(url, PAGE, patient=True) for _ in range(5)), return_exceptions=True
        )
        assert [getattr(error, "after", None) for error in told] == [60.0] * 5
        assert len(web.asked) == 1
        with pytest.raises(UnreachableError):
            await fetcher.get(url, PAGE, patient=True)
        assert len(web.asked) == 2


async def test_few_large_bodies_are_held_at_a_time(web: LoopbackWeb, fetcher: Fetcher) -> None:
    url = web.put("/large", b" " * (LARGE + 1), "text/xml")
    held = [await fetcher.get(url, FEED) for _ in range(LARGE_AT_ONCE)]
    assert (await fetcher.get(web.put("/small", b" ", "text/xml"), FEED)).body == b" "
    waiting = asyncio.create_task(fetcher.get(url, FEED))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    held.pop()
    assert len((await waiting).body) == LARGE + 1
    held.clear()
    for _ in range(2 * LARGE_AT_ONCE):
        with pytest.raises(RefusedError):
            await fetcher.get(
                web.put("/larger", gzip.compress(b" " * 20_000_000), content_encoding="gzip"), FEED
            )
