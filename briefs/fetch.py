"""Guarded HTTP: what anybody may name is fetched from the public web only, and never more than fits.

The address is checked when its socket is made, at every redirect: a resolver is never asked about a
literal address, and may answer differently the second time it is asked about a name.
"""

import asyncio
import socket
import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self

import aiohttp
from yarl import URL

from briefs.address import Network, is_public
from briefs.errors import RefusedError, SourceError, UnreachableError

SECONDS = 15
MOST_REDIRECTS = 5
LONGEST_ADDRESS = 2000
CHUNK = 65_536
AT_ONCE, AT_ONCE_OF_A_HOST = 20, 2
TOLD = {
    401: "asks for a password",
    402: "asks for a payment",
    403: "does not let us in",
    404: "has no such page",
}
REDIRECTS, PERMANENT = (301, 302, 303, 307, 308), (301, 308)
AGENT = "OnRecord/0 (news briefing bot; feeds and single pages)"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is fetched: `most` bytes once decoded, and the content types that it may have."""

    name: str
    most: int
    types: tuple[str, ...]


PAGE = Wanted("page", 2_000_000, ("text/html", "application/xhtml+xml", "text/plain", "text/markdown"))
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


@dataclass(frozen=True, slots=True)
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
    not public and may be reached all the same."""

    def __init__(self, allowed: Collection[Network] = (), seconds: float = SECONDS) -> None:
        self._allowed = tuple(allowed)
        self._seconds = seconds

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=AT_ONCE, limit_per_host=AT_ONCE_OF_A_HOST, socket_factory=self._socket
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate"},
            timeout=aiohttp.ClientTimeout(total=None),
            trust_env=False,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def get(self, url: str, wanted: Wanted, *, etag: str = "", last_modified: str = "") -> Fetched:
        """Raises RefusedError, UnreachableError, or SourceError, each one sentence."""
        asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in asked.items() if value}
        try:
            async with asyncio.timeout(self._seconds):
                return await self._follow(url, wanted, headers)
        except TimeoutError:
            raise UnreachableError(f"{_host(url)} did not give it within {self._seconds:g} seconds") from None
        except aiohttp.ClientConnectorDNSError:
            raise UnreachableError(f"{_host(url)} is not known: is it spelt right?") from None
        except (aiohttp.ClientConnectorCertificateError, aiohttp.ClientSSLError):
            raise UnreachableError(f"{_host(url)} has no valid certificate") from None
        except aiohttp.ClientConnectorError as error:
            if isinstance(error.os_error, _NotPublicError):
                raise RefusedError(str(error.os_error)) from None
            raise UnreachableError(f"{_host(url)} does not answer") from None
        except aiohttp.InvalidURL:
            raise RefusedError("it is not an address of the web") from None
        except (aiohttp.ClientError, ValueError, OSError):
            raise UnreachableError(f"{_host(url)} answered with what is not HTTP, or broke off") from None

    async def _follow(self, url: str, wanted: Wanted, headers: Mapping[str, str]) -> Fetched:
        at, moved_to, for_good = checked(url), "", True
        for _ in range(MOST_REDIRECTS + 1):
            async with self._session.get(at, allow_redirects=False, headers=headers) as response:
                if response.status not in REDIRECTS or "Location" not in response.headers:
                    return await _taken(response, wanted, moved_to)
                at = checked(str(at.join(URL(response.headers["Location"]))))
                for_good = for_good and response.status in PERMANENT
                moved_to = str(at) if for_good else moved_to
        raise RefusedError(f"it redirects more than {MOST_REDIRECTS} times")

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


async def _taken(response: aiohttp.ClientResponse, wanted: Wanted, moved_to: str) -> Fetched:
    head = response.headers
    etag, last_modified = head.get("ETag", ""), head.get("Last-Modified", "")
    if response.status == 304:
        return Fetched(str(response.url), b"", "", "", etag, last_modified, moved_to, unchanged=True)
    _check_status(response)
    kind = response.content_type if "Content-Type" in head else ""
    if kind and kind not in wanted.types:
        raise SourceError(f"what is there is no {wanted.name} but {kind}")
    body = await _body(response, wanted)
    return Fetched(str(response.url), body, kind, response.charset or "", etag, last_modified, moved_to)


def _check_status(response: aiohttp.ClientResponse) -> None:
    status = response.status
    if status == 200:
        return
    host = response.url.host
    if status == 410:
        raise RefusedError("it is gone for good (410)")
    if status == 429 or status >= 500:
        waits = _seconds(response.headers.get("Retry-After", ""))
        raise UnreachableError(f"{host} asks to come back later ({status})", after=waits)
    raise SourceError(f"{host} {TOLD.get(status, 'does not give it')} ({status})")


def _seconds(retry_after: str) -> float:
    """ "120" or a date; 0 when it says nothing that can be read."""
    if retry_after.isascii() and retry_after.isdigit():
        return float(retry_after[:9])
    with suppress(ValueError, TypeError, OverflowError):
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    return 0.0


async def _body(response: aiohttp.ClientResponse, wanted: Wanted) -> bytes:
    """Decoded bytes are counted: what was sent says nothing about them."""
    taken = bytearray()
    most = f"{wanted.most // 1_000_000} MB"
    too_large = RefusedError(f"it is larger than the {most} that are read of a {wanted.name}")
    if (response.content_length or 0) > wanted.most:
        raise too_large
    async for chunk in response.content.iter_chunked(CHUNK):
        taken += chunk
        if len(taken) > wanted.most:
            raise too_large
    return bytes(taken)


def _host(url: str) -> str:
    with suppress(ValueError):
        return URL(url.strip()).host or "its server"
    return "its server"
