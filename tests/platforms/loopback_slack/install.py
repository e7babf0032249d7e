"""Installing an app: the page where somebody allows it, and the exchange of a code for a token."""

import base64
import itertools
from urllib.parse import parse_qs, urlsplit

import aiohttp

from tests.platforms.loopback_slack.refused import RefusedError
from tests.platforms.loopback_slack.workspace import SCOPES, Json, Workspace

CLIENT_ID, CLIENT_SECRET = "11.22", "hush"


class Installs:
    """The codes that were given out, each good for one token of a workspace."""

    def __init__(self) -> None:
        self.org_wide = False
        """Whether the app is installed for a whole organisation, which names no workspace."""
        self._codes: dict[str, Workspace] = {}
        self._numbers = itertools.count(1)

    def allow(self, workspace: Workspace) -> str:
        """The code with which Slack sends somebody back to the app."""
        code = f"code-{next(self._numbers)}"
        self._codes[code] = workspace
        return code

    def access(self, args: Json) -> Json:
        """oauth.v2.access: the app signs in with its own name and secret."""
        signed = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        if args.get("token") != f"Basic {signed}":
            raise RefusedError("bad_client_secret")
        workspace = self._codes.pop(args.get("code", ""), None)
        if workspace is None:
            raise RefusedError("invalid_code")
        workspace.bot_token = f"xoxb-{workspace.team}-{next(self._numbers)}"
        return {
            "access_token": workspace.bot_token,
            "token_type": "bot",
            "scope": ",".join(SCOPES),
            "bot_user_id": workspace.bot_user,
            "app_id": workspace.app,
            "team": None if self.org_wide else {"id": workspace.team, "name": "Loopback"},
            "enterprise": {"id": "E1", "name": "Loopback & Sons"},
            "authed_user": {"id": "U1"},
            "is_enterprise_install": self.org_wide,
        }


class Browser:
    """Somebody who installs the app whose addresses begin with `app`; cookies are kept as over https."""

    def __init__(self, app: str) -> None:
        self._app = app
        self._cookies = aiohttp.CookieJar(unsafe=True, treat_as_secure_origin=app)

    async def sent_to(self) -> Json:
        """Open /slack/install: the parameters with which it sends the browser to Slack."""
        async with self._session() as session, session.get("/slack/install", allow_redirects=False) as answer:
            to = urlsplit(answer.headers["Location"])
            return {
                "page": f"{to.scheme}://{to.netloc}{to.path}",
                **{k: v[0] for k, v in parse_qs(to.query).items()},
            }

    async def comes_back(self, **query: str) -> tuple[int, str]:
        """The status and the page at /slack/oauth_redirect."""
        async with self._session() as session, session.get("/slack/oauth_redirect", params=query) as answer:
            return answer.status, await answer.text()

    def _session(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(self._app, cookie_jar=self._cookies)
