"""The Web API: /api/{method}, reads by GET, writes by form or JSON, errors with status 200."""

import asyncio
import json
from collections.abc import Callable, Mapping

from aiohttp import web

from tests.platforms.loopback_slack.fault import Faults
from tests.platforms.loopback_slack.install import Installs
from tests.platforms.loopback_slack.method import Method
from tests.platforms.loopback_slack.refused import RefusedError
from tests.platforms.loopback_slack.workspace import Json, Workspace


class WebApi:
    def __init__(
        self,
        workspace: Workspace,
        faults: Faults,
        open_socket: Callable[[], str],
        methods: Mapping[str, Method],
    ) -> None:
        self._workspace = workspace
        self._faults = faults
        self.beside: list[WebApi] = []
        """Those of other workspaces, at the same address; the token tells which is meant."""
        self.installs = Installs()
        self.calls: list[tuple[str, Json]] = []
        self._methods: dict[str, Method] = {
            "auth.test": self._auth_test,
            "auth.revoke": self._revoke,
            "team.info": lambda _: {"team": {"id": workspace.team, "name": "Loopback", "domain": "loopback"}},
            "oauth.v2.access": self.installs.access,
            "apps.connections.open": lambda _: {"url": open_socket()},
            **methods,
        }

    async def handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        args = await arguments(request)
        meant = (api for api in self.beside if api.knows(args.get("token", "")))
        return await next(meant, self).answer(request, method, args)

    def knows(self, token: str) -> bool:
        return token == self._workspace.bot_token or token in self._workspace.revoked

    async def answer(self, request: web.Request, method: str, args: Json) -> web.StreamResponse:
        self.calls.append((method, args))
        fault = self._faults.take(method)
        if fault is None:
            return _response(self._answer(method, args))
        done = self._answer(method, args) if fault.done else None
        await asyncio.sleep(fault.slow)
        if fault.status == 429:
            return _response({"ok": False, "error": "ratelimited"}, fault.retry_after)
        if fault.status:
            return web.Response(
                status=fault.status, text="<html>Server Error</html>", content_type="text/html"
            )
        if fault.error:
            return web.json_response({"ok": False, "error": fault.error})
        answer = {} if fault.drop == "before" else done or self._answer(method, args)
        if fault.drop:
            assert request.transport is not None
            request.transport.abort()
        return _response(answer)

    def called(self, method: str) -> list[Json]:
        return [args for name, args in self.calls if name == method]

    def _answer(self, method: str, args: Json) -> Json:
        try:
            self._authorize(method, args.get("token", ""))
            if method not in self._methods:
                raise RefusedError("unknown_method")
            answer = {"ok": True, **self._methods[method](args)}
            self._workspace.changes.ring()
            return answer
        except RefusedError as refused:
            return refused.answer

    def _authorize(self, method: str, token: str) -> None:
        workspace = self._workspace
        if method == "oauth.v2.access":
            return
        if not token:
            raise RefusedError("not_authed")
        if token in workspace.revoked:
            raise RefusedError("token_revoked")
        if token not in (workspace.bot_token, workspace.app_token):
            raise RefusedError("invalid_auth")
        if (token == workspace.app_token) != (method == "apps.connections.open"):
            raise RefusedError("not_allowed_token_type")

    def _revoke(self, args: Json) -> Json:
        self._workspace.revoked.add(args["token"])
        return {"revoked": True}

    def _auth_test(self, _: Json) -> Json:
        workspace = self._workspace
        return {
            "team_id": workspace.team,
            "user_id": workspace.bot_user,
            "user": workspace.bot_name,
            "bot_id": "B1",
        }


async def arguments(request: web.Request) -> Json:
    """From the address, a form (nested values as JSON texts) or a JSON body; the token from the header."""
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        args |= await request.json()
    elif request.can_read_body:
        args |= {name: str(value) for name, value in (await request.post()).items()}
    for name in ("blocks", "metadata", "view"):
        if isinstance(args.get(name), str):
            args[name] = json.loads(args[name])
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return {"token": bearer, **args} if bearer else args


def _response(answer: Json, retry_after: int = 1) -> web.Response:
    """Errors come with status 200, but for the one that asks to wait."""
    if answer.get("error") == "ratelimited":
        return web.json_response(answer, status=429, headers={"Retry-After": str(retry_after)})
    return web.json_response(answer)
