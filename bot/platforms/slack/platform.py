"""Slack, as the rest of the bot knows it: it runs, and it sends."""

import re
from collections.abc import Callable, Collection

import aiohttp
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.dispatcher import Dispatcher
from bot.platforms.platform import Post, RetryError
from bot.platforms.slack.answer import Answers
from bot.platforms.slack.authorize import Authorize
from bot.platforms.slack.connection import (
    Connection,
    open_ticket,
    patiently,
    waits,
)
from bot.platforms.slack.endpoint import Endpoint, HttpMode
from bot.platforms.slack.install import Install
from bot.platforms.slack.installation import NOT_INSTALLED
from bot.platforms.slack.library_log import library_logger
from bot.platforms.slack.listener import Listeners
from bot.platforms.slack.manager import Managers
from bot.platforms.slack.pace import SlackPace
from bot.platforms.slack.post import Poster
from bot.platforms.slack.wire import Refusals
from bot.platforms.slack.workspace import OneWorkspace, Workspace, Workspaces
from bot.state import State
from briefs.errors import StoreError

BAD_BOT = (
    "SLACK_BOT_TOKEN is refused by Slack ({reason}): copy the “Bot User OAuth Token” (xoxb-…) "
    "from “OAuth & Permissions” of your app."
)
BAD_APP = (
    "SLACK_APP_TOKEN is refused by Slack ({reason}): make an app-level token (xapp-…) with the scope "
    "connections:write under “Basic Information” of your app."
)
USER = re.compile(r"[UW][A-Z0-9]+")
ANSWER_WITHIN = aiohttp.ClientTimeout(total=30)


class SlackPlatform:
    """`api` is the address of a compatible server, in place of Slack's own; `managers` are ids of users;
    `count` is called for each request that it refuses.

    With `http` Slack delivers there, and no app token is needed; without it by Socket Mode. Many
    workspaces (`http.oauth`) have a bot token each, and there is none to give.
    """

    name = "slack"
    ping_interval = 5.0
    """Seconds; a dead connection is noticed after two of them."""
    interval = 1.0
    """Seconds between two messages of a channel."""

    def __init__(
        self,
        bot_token: str,
        app_token: str,
        dispatcher: Dispatcher,
        state: State,
        *,
        api: str | None = None,
        managers: Collection[str] = (),
        http: HttpMode | None = None,
        count: Callable[[], None] = lambda: None,
    ) -> None:
        self._bot_token = bot_token
        self._app_token = app_token
        self._dispatcher = dispatcher
        self._state = state
        self._managers = managers
        self._http = http
        self._api = f"{api.rstrip('/')}/" if api else AsyncWebClient.BASE_URL
        self._inlet: Connection | Endpoint | None = None
        self._session: aiohttp.ClientSession | None = None
        self._workspaces: Workspaces | None = None
        self._pace = SlackPace()
        self._refusals = Refusals(count)

    @property
    def ready(self) -> bool:
        return self._workspaces is not None and self._inlet is not None and self._inlet.up

    async def run(self) -> None:
        """Connect and serve until cancelled; raises StartError when Slack refuses a token."""
        self._pace = SlackPace(self.interval)
        async with aiohttp.ClientSession(timeout=ANSWER_WITHIN) as self._session:
            install = await self._install()
            workspaces = install.installations if install else await self._one_workspace()
            managers = Managers(self._managers, workspaces)
            listeners = Listeners(self._dispatcher, self._state, self._answers, managers, workspaces)
            app = self._app(workspaces, install)
            listeners.listen(app)
            self._workspaces = workspaces
            try:
                await self._deliveries(app, install)
            finally:
                await listeners.finish(within=1.0)
                self._workspaces = None

    async def send(self, post: Post) -> str:
        return await (await self._poster(post.place)).send(post)

    async def direct(self, user: str, place: str) -> str:
        return await (await self._poster(place)).direct(user) if USER.fullmatch(user) else ""

    async def posted(self, post: Post) -> str | None:
        """The id of the post's first message when an earlier try has arrived; raises SendError."""
        return await (await self._poster(post.place)).posted(post)

    async def _install(self) -> Install | None:
        """The way for many workspaces to come in, when it is open to them."""
        if self._http is None or self._http.oauth is None:
            return None
        install = Install(self._http.oauth, self._asking(None))
        await install.open()
        return install

    async def _one_workspace(self) -> OneWorkspace:
        me = await patiently(self._asking(self._bot_token).auth_test, waits(), BAD_BOT)
        return OneWorkspace(Workspace(str(me["team_id"]), self._bot_token, str(me["user"])))

    async def _deliveries(self, app: AsyncApp, install: Install | None) -> None:
        """Take what Slack delivers, until cancelled."""
        if self._http:
            self._inlet = endpoint = Endpoint(app, self._http, install)
            await endpoint.run()
            return
        opening = self._client(self._app_token)
        ticket = await patiently(lambda: open_ticket(opening), waits(), BAD_APP)
        self._inlet = connection = Connection(app, opening, self.ping_interval)
        await connection.run(ticket)

    def _app(self, workspaces: Workspaces, install: Install | None) -> AsyncApp:
        """Its listeners only acknowledge: run before the response, they spare bolt's wait of 10 ms.

        For one without a name bolt reads the source of all that is being run, which takes 0.3 s.
        """
        return AsyncApp(
            name="onrecord",
            client=self._asking(None),
            signing_secret=self._http.secret if self._http else None,
            authorize=Authorize(workspaces),  # type: ignore[arg-type]  # it takes one of these too
            oauth_flow=install.flow if install else None,
            user_facing_authorize_error_message=NOT_INSTALLED,
            logger=library_logger(),
            process_before_response=True,
        )

    async def _poster(self, place: str) -> Poster:
        """For a workspace; raises SendError."""
        if self._workspaces is None:
            raise RetryError("Slack is not connected.")
        try:
            workspace = await self._workspaces.of(place)
        except StoreError as error:
            raise RetryError("The store does not answer.") from error
        return Poster(self._client(workspace.token), workspace, self._state.keep_line, self._pace)

    def _answers(self, token: str) -> Answers:
        return Answers(self._asking(token), self._state.keep_line)

    def _asking(self, token: str | None) -> AsyncWebClient:
        """It waits when it is asked to; a post is never sent again behind the ledger's back."""
        return self._client(token, AsyncRateLimitErrorRetryHandler(max_retry_count=2))

    def _client(self, token: str | None, *retry: AsyncRetryHandler) -> AsyncWebClient:
        return AsyncWebClient(
            token,
            self._api,
            session=self._session,
            retry_handlers=[self._refusals, *retry],
            logger=library_logger(),
        )
