"""Guarded HTTP: what anybody may name is fetched from the public web only, and never more than fits.

The address is checked when its socket is made, at every redirect: a resolver is never asked about a
literal address, and may answer differently the second time it is asked about a name.
"""

import asyncio
import socket
import time
import weakref
from collections.abc import Collection, Mapping
from contextlib import AsyncExitStack, nullcontext, suppress
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from briefs.address import Network, is_public
from briefs.errors import GoneError, RefusedError, SourceError, UnreachableError
from briefs.politeness import Turns
from briefs.resolver import Resolver

SECONDS = 15
MOST_REDIRECTS = 5
LONGEST_ADDRESS = 2000
CHUNK = 65_536
AT_ONCE, AT_ONCE_OF_A_HOST = 100, 3
PACKED = ("gzip", "deflate")
LARGE, LARGE_AT_ONCE = 1_000_000, 4
"""Bytes of a body from which on few are held at a time, whoever waits to read them."""
TOLD = {
    401: "asks for a password",
    402: "asks for a payment",
    403: "does not let us in",
    404: "has no such page",
}
BUSY = (429, 503)
REDIRECTS, PERMANENT = (301, 302, 303, 307, 308), (301, 308)
AGENT = "OnRecord/0 (news briefing bot; feeds and single pages)"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is fetched: `most` bytes once decoded, or those `most_of` its type, and the content types that
    it may have."""

    name: str
    most: int
    types: tuple[str, ...]
    most_of: Mapping[str, int] = field(default_factory=dict)


PDF = "application/pdf"
TYPES = {".pdf": PDF, ".md": "text/markdown", ".txt": "text/plain", ".html": "text/html", ".htm": "text/html"}
"""What the end of a file's name says of it."""
PAGE = Wanted(
    "page",
    2_000_000,
    ("text/html", "application/xhtml+xml", "text/plain", "text/markdown", PDF),
    {PDF: 10_000_000},
)
FILE = replace(PAGE, name="file that can be read")
MARKUP = ("application/xml", "text/xml", "text/plain", "application/octet-stream", "text/html")
FEED = Wanted(
    "feed",
    15_000_000,
    (
        *(*MARKUP, "application/xhtml+xml", "application/json", "application/feed+json"),
        *(f"{top}/{form}+xml" for top in ("application", "text") for form in ("rss", "atom", "rdf")),
    ),
)
OPML = Wanted("list of feeds", 2_000_000, (*MARKUP, "text/x-opml", "application/opml+xml", "text/opml+xml"))


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Fetched:
    """`url` is where it came from in the end, `moved_to` where it has moved for good, if it has.

    `type` and `charset` are what the server says, "" when it does not. `body` is empty when the server
    answers that it is `unchanged`.
    """

    url: str
    body: bytes
    type: str = ""
    charset: str = ""
    etag: str = ""
    last_modified: str = ""
    moved_to: str = ""
    unchanged: bool = False


class _NotPublicError(OSError):
    """What a socket of an address that is not public fails with."""


class Fetcher:
    """Everything in it belongs to the event loop that it was entered on. `allowed` are networks that are
    not public and may be reached all the same; a request has `seconds`, from when it is its turn."""

    def __init__(
        self,
        allowed: Collection[Network] = (),
        seconds: float = SECONDS,
        turns: Turns | None = None,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._allowed = tuple(allowed)
        self._seconds = seconds
        self._turns = turns or Turns()
        self._resolver = resolver
        self._room = asyncio.Semaphore(LARGE_AT_ONCE)

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=AT_ONCE,
                limit_per_host=AT_ONCE_OF_A_HOST,
                socket_factory=self._socket,
                resolver=self._resolver or Resolver(),
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": AGENT, "Accept-Encoding": ", ".join(PACKED)},
            timeout=aiohttp.ClientTimeout(total=None),
            trust_env=False,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def get(
        self, url: str, wanted: Wanted, *, etag: str = "", last_modified: str = "", patient: bool = False
    ) -> Fetched:
        """`patient` requests wait for their turn at the host; one that a person waits for does not.

        Raises RefusedError, UnreachableError, or SourceError, each one sentence.
        """
        asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in asked.items() if value}
        at, moved_to, for_good, left = checked(url), "", True, self._seconds
        for _ in range(MOST_REDIRECTS + 1):
            async with self._turns.of(at.host or "") if patient else nullcontext():
                begin = time.monotonic()
                got = await self._hop(at, wanted, headers, left, moved_to)
                left -= time.monotonic() - begin
            if isinstance(got, Fetched):
                return got
            at, permanent = got
            for_good = for_good and permanent
            moved_to = str(at) if for_good else moved_to
        raise RefusedError(f"it redirects more than {MOST_REDIRECTS} times")

    async def _hop(
        self, at: URL, wanted: Wanted, headers: Mapping[str, str], seconds: float, moved_to: str
    ) -> Fetched | tuple[URL, bool]:
        """What is there, or where it redirects to and whether for good."""
        try:
            async with (
                asyncio.timeout(seconds),
                self._session.get(at, allow_redirects=False, headers=headers) as response,
            ):
                if response.status not in REDIRECTS or "Location" not in response.headers:
                    return await self._taken(response, wanted, moved_to)
                to = checked(str(at.join(URL(response.headers["Location"]))))
                return to, response.status in PERMANENT
        except TimeoutError:
            told = f"{at.host} did not give it within {self._seconds:g} seconds"
            raise UnreachableError(told, of_host=True) from None
        except aiohttp.ClientConnectorDNSError:
            raise UnreachableError(f"{at.host} is not known: is it spelt right?", of_host=True) from None
        except (aiohttp.ClientConnectorCertificateError, aiohttp.ClientSSLError):
            raise UnreachableError(f"{at.host} has no valid certificate", of_host=True) from None
        except aiohttp.ClientConnectorError as error:
            if isinstance(error.os_error, _NotPublicError):
                raise RefusedError(str(error.os_error)) from None
            raise UnreachableError(f"{at.host} does not answer", of_host=True) from None
        except aiohttp.InvalidURL:
            raise RefusedError("it is not an address of the web") from None
        except aiohttp.ClientResponseError as error:
            if "content-encoding" in error.message:  # what aiohttp says of brotli and zstd
                raise SourceError(f"{at.host} packs it in a way that we did not ask for") from None
            raise UnreachableError(f"{at.host} answered with what is not HTTP, or broke off") from None
        except (aiohttp.ClientError, ValueError, OSError):
            raise UnreachableError(f"{at.host} answered with what is not HTTP, or broke off") from None

    async def _taken(self, response: aiohttp.ClientResponse, wanted: Wanted, moved_to: str) -> Fetched:
        head = response.headers
        url, etag, last_modified = str(response.url), head.get("ETag", ""), head.get("Last-Modified", "")
        if response.status == 304:
            return Fetched(url, b"", "", "", etag, last_modified, moved_to, unchanged=True)
        kind = _checked_kind(response, wanted)
        async with AsyncExitStack() as room:
            body = await self._body(response, wanted.most_of.get(kind, wanted.most), wanted.name, room)
            fetched = Fetched(url, body, kind, response.charset or "", etag, last_modified, moved_to)
            if len(body) > LARGE:
                room.pop_all()
                weakref.finalize(fetched, self._room.release).atexit = False
        return fetched

    async def _body(
        self, response: aiohttp.ClientResponse, most: int, name: str, room: AsyncExitStack
    ) -> bytes:
        """Decoded bytes are counted: what was sent says nothing about them. There is room for few large
        bodies at a time; it is given back when nobody holds the body any more."""
        taken = bytearray()
        too_large = RefusedError(f"it is larger than the {most // 1_000_000} MB that are read of a {name}")
        if (response.content_length or 0) > most:
            raise too_large
        async for chunk in response.content.iter_chunked(CHUNK):
            if len(taken) <= LARGE < len(taken) + len(chunk):
                await room.enter_async_context(self._room)
            taken += chunk
            if len(taken) > most:
                raise too_large
        return bytes(taken)

    def _socket(self, info: aiohttp.AddrInfoType) -> socket.socket:
        family, kind, protocol, _, address = info
        if not is_public(str(address[0]), self._allowed):
            raise _NotPublicError("its address is not on the public web")
        return socket.socket(family, kind, protocol)


def checked(url: str) -> URL:
    """Raises RefusedError for what is not an address of the web that may be asked."""
    try:
        address = URL(url.strip())
    except ValueError:
        raise RefusedError("it is not an address of the web") from None
    if address.scheme not in ("http", "https"):
        raise RefusedError("an address begins with http:// or https://")
    if not address.host or len(url) > LONGEST_ADDRESS:
        raise RefusedError("it is not an address of the web")
    if address.user is not None or address.password is not None:
        raise RefusedError("an address that holds a name or password is not kept: leave them out")
    return address


def _checked_kind(response: aiohttp.ClientResponse, wanted: Wanted) -> str:
    """Its content type, when that is one of those wanted. Raises SourceError."""
    _check_status(response)
    kind = _kind(response)
    if kind and kind not in wanted.types:
        raise SourceError(f"what is there is no {wanted.name} but {kind}")
    packed = response.headers.get("Content-Encoding", "").casefold() or "identity"
    if packed not in (*PACKED, "identity"):
        raise SourceError(f"{response.url.host} packs it in a way that we did not ask for")
    return kind


def _kind(response: aiohttp.ClientResponse) -> str:
    """The content type as the server says it; where that says little, as the file's name does."""
    said = response.content_type if "Content-Type" in response.headers else ""
    if said in ("", "text/plain", "application/octet-stream"):
        return TYPES.get(response.url.suffix.casefold(), said)
    return said


def _check_status(response: aiohttp.ClientResponse) -> None:
    status = response.status
    if status == 200:
        return
    host = response.url.host
    if status == 410:
        raise GoneError("it is gone for good (410)")
    if status == 429 or status >= 500:
        waits = response.headers.get("Retry-After", "")
        asks = waits or status in BUSY
        told = f"{host} {'asks to come back later' if asks else 'has a fault of its own'} ({status})"
        raise UnreachableError(told, after=_seconds(waits), of_host=status in BUSY)
    raise SourceError(f"{host} {TOLD.get(status, 'does not give it')} ({status})")


def _seconds(retry_after: str) -> float:
    """ "120" or a date; 0 when it says nothing that can be read."""
    if retry_after.isascii() and retry_after.isdigit():
        return float(retry_after[:9])
    with suppress(ValueError, TypeError, OverflowError):
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    return 0.0
