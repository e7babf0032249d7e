"""Slack, as the rest of the bot knows it: it runs, and it sends."""

from collections.abc import Collection

import aiohttp
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.dispatcher import Dispatcher
from bot.platforms.platform import Post, RetryError
from bot.platforms.slack.answer import Answers
from bot.platforms.slack.connection import (
    Connection,
    open_ticket,
    patiently,
    waits,
)
from bot.platforms.slack.endpoint import Endpoint, HttpMode
from bot.platforms.slack.library_log import library_logger
from bot.platforms.slack.listener import Listeners
from bot.platforms.slack.manager import Managers
from bot.platforms.slack.pace import Pace
from bot.platforms.slack.post import Poster
from bot.state import State

BAD_BOT = (
    "SLACK_BOT_TOKEN is refused by Slack ({reason}): copy the “Bot User OAuth Token” (xoxb-…) "
    "from “OAuth & Permissions” of your app."
)
BAD_APP = (
    "SLACK_APP_TOKEN is refused by Slack ({reason}): make an app-level token (xapp-…) with the scope "
    "connections:write under “Basic Information” of your app."
)
ANSWER_WITHIN = aiohttp.ClientTimeout(total=30)


class SlackPlatform:
    """`api` is the address of a compatible server, in place of Slack's own; `managers` are ids of users.

    With `http` Slack delivers there, and no app token is needed; without it by Socket Mode.
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
    ) -> None:
        self._bot_token = bot_token
        self._app_token = app_token
        self._dispatcher = dispatcher
        self._state = state
        self._managers = managers
        self._http = http
        self._api = f"{api.rstrip('/')}/" if api else AsyncWebClient.BASE_URL
        self._inlet: Connection | Endpoint | None = None
        self._poster: Poster | None = None

    @property
    def ready(self) -> bool:
        return self._poster is not None and self._inlet is not None and self._inlet.up

    async def run(self) -> None:
        """Connect and serve until cancelled; raises StartError when Slack refuses a token."""
        async with aiohttp.ClientSession(timeout=ANSWER_WITHIN) as session:
            # A post is never sent again behind the ledger's back; the other calls may wait when asked to.
            posting = self._client(session, self._bot_token)
            asking = self._client(
                session, self._bot_token, AsyncRateLimitErrorRetryHandler(max_retry_count=2)
            )
            me = await patiently(asking.auth_test, waits(), BAD_BOT)
            answers = Answers(asking, session, self._state.keep_line)
            managers = Managers(asking, self._managers)
            listeners = Listeners(self._dispatcher, self._state, answers, managers)
            app = self._app(asking)
            listeners.listen(app)
            self._poster = Poster(
                posting, str(me["user"]), str(me["team_id"]), self._state.keep_line, Pace(self.interval)
            )
            try:
                await self._deliveries(app, session)
            finally:
                await listeners.finish(within=1.0)
                self._poster = None

    async def send(self, post: Post) -> str:
        return await self._posting().send(post)

    async def posted(self, post: Post) -> str | None:
        """The id of the post's first message when an earlier try has arrived; raises SendError."""
        return await self._posting().posted(post)

    async def _deliveries(self, app: AsyncApp, session: aiohttp.ClientSession) -> None:
        """Take what Slack delivers, until cancelled."""
        if self._http:
            self._inlet = endpoint = Endpoint(app, self._http)
            await endpoint.run()
            return
        opening = self._client(session, self._app_token)
        ticket = await patiently(lambda: open_ticket(opening), waits(), BAD_APP)
        self._inlet = connection = Connection(app, opening, self.ping_interval)
        await connection.run(ticket)

    def _app(self, client: AsyncWebClient) -> AsyncApp:
        """Its listeners only acknowledge: run before the response, they spare bolt's wait of 10 ms."""
        secret = self._http.secret if self._http else None
        return AsyncApp(
            client=client, signing_secret=secret, logger=library_logger(), process_before_response=True
        )

    def _posting(self) -> Poster:
        if self._poster is None:
            raise RetryError("Slack is not connected.")
        return self._poster

    def _client(
        self, session: aiohttp.ClientSession, token: str, *retry: AsyncRetryHandler
    ) -> AsyncWebClient:
        return AsyncWebClient(
            token, self._api, session=session, retry_handlers=list(retry), logger=library_logger()
        )
