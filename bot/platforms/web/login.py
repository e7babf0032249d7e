"""The door: a form for the token, and the middlewares that every request passes."""

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.platforms.web.access import Access
from bot.platforms.web.view import View
from briefs.errors import StoreError

log = structlog.get_logger()

OPEN = ("/static/", "/login", "/healthz")
"""What is answered without the token."""
METRICS = "/metrics"
"""To a machine that brings the token as `Authorization: Bearer …`: it has no form and keeps no cookie."""


class Login:
    def __init__(self, access: Access, view: View) -> None:
        self._access = access
        self._view = view

    def routes(self) -> list[web.AbstractRouteDef]:
        return [web.post("/login", self.enter)]

    async def enter(self, request: web.Request) -> web.Response:
        form = await request.post()
        if not self._access.is_token(str(form.get("token", ""))):
            return self._ask("That is not the token.")
        return self._welcome(request)

    @web.middleware
    async def guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if (reason := self._access.refusal(request)) is not None:
            return web.Response(text=reason, status=403)
        if request.path.startswith(OPEN) or self._access.is_known(request):
            return await handler(request)
        if request.path == METRICS:
            return await self._scraped(request, handler)
        typed = request.query.get("token", "")
        if request.method == "GET" and self._access.is_token(typed):
            return self._welcome(request)
        return self._ask("That is not the token." if typed else "")

    async def _scraped(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        if kind.casefold() == "bearer" and self._access.is_token(token.strip()):
            return await handler(request)
        wanted = {"WWW-Authenticate": "Bearer"}
        return web.Response(text="The token is needed: Authorization: Bearer …", status=401, headers=wanted)

    def _ask(self, problem: str) -> web.Response:
        return web.Response(text=self._view.login(problem), content_type="text/html", status=401)

    def _welcome(self, request: web.Request) -> web.Response:
        # A page that goes on by itself, not a redirect: after a link in a mail or a chat, a browser
        # does not send a SameSite=Strict cookie along a redirect, and would be asked for the token again.
        response = web.Response(text=self._view.enter(), content_type="text/html")
        self._access.remember(response, secure=request.secure)
        return response


@web.middleware
async def tell_store_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except StoreError as error:
        log.error("the page could not be shown", path=request.path, reason=str(error))
        return web.Response(text="The store does not answer. Please try again in a moment.", status=503)
