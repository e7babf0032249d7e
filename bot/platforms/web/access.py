"""Who may see the page: this computer, or who knows the token; and never another site on their behalf."""

import hashlib
import hmac
import ipaddress

from aiohttp import web
from yarl import URL

from bot.errors import StartError

COOKIE = "onrecord"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # Not `no-referrer`: with it a form of our own page would be posted with `Origin: null`.
    "Referrer-Policy": "same-origin",
    "Server": "On Record",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def check_host(host: str, token: str) -> None:
    if not token and not is_loopback(host):
        raise StartError(
            f"web.host {host} can be reached from other computers: set ONRECORD_WEB_TOKEN or use 127.0.0.1"
        )


class Access:
    """Without a token only this computer is served, and only by its own name; with one, who knows it."""

    def __init__(self, token: str) -> None:
        self._token = token
        # The cookie is not the token: what a browser keeps does not open another door.
        self._session = hmac.new(token.encode(), b"onrecord page", hashlib.sha256).hexdigest()

    @property
    def needs_token(self) -> bool:
        return bool(self._token)

    def is_token(self, typed: str) -> bool:
        return self.needs_token and hmac.compare_digest(typed.encode(), self._token.encode())

    def is_known(self, request: web.BaseRequest) -> bool:
        cookie = request.cookies.get(COOKIE, "")
        return not self.needs_token or hmac.compare_digest(cookie.encode(), self._session.encode())

    def remember(self, response: web.StreamResponse, *, secure: bool) -> None:
        month = 30 * 24 * 3600
        response.set_cookie(
            COOKIE, self._session, max_age=month, httponly=True, samesite="Strict", secure=secure
        )

    def refusal(self, request: web.BaseRequest) -> str | None:
        """Why the request is refused whoever sends it, in one line, or None."""
        if not self.needs_token and not is_loopback(_host(request)):
            # Another site's name that was made to point at this computer (DNS rebinding).
            return "This page answers to 127.0.0.1 and localhost only."
        if request.method not in ("GET", "HEAD") and not _same_origin(request):
            return "Only this page itself may send that."
        return None


def _host(request: web.BaseRequest) -> str:
    try:
        return URL(f"http://{request.headers.get('Host', '')}").host or ""
    except ValueError:
        return ""


def _same_origin(request: web.BaseRequest) -> bool:
    """Browsers say where a POST comes from; over plain HTTP from another computer only by `Origin`."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    try:
        return URL(request.headers.get("Origin", "")).authority == request.headers.get("Host", "") != ""
    except ValueError:
        return False


async def add_headers(request: web.BaseRequest, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)
    response.headers["Cache-Control"] = "no-cache" if request.path.startswith("/static/") else "no-store"
