"""Installing the app in a workspace: to Slack and back, at /slack/install and /slack/oauth_redirect."""

from dataclasses import dataclass
from urllib.parse import urljoin

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Engine

from bot.platforms.slack.installation import Installations, OrganisationError, States
from bot.platforms.slack.library_log import library_logger
from bot.platforms.slack.manifest import NAME, SCOPES
from bot.platforms.slack.refusal import FAILURES, told
from briefs.errors import StoreError

log = structlog.get_logger()

NOT_NOW = "That did not work: Slack or the store did not answer. Please start again in a moment."
ORGANISATION = (
    f"{NAME} is installed in each workspace of an organisation, not in all of it at once: choose one."
)


@dataclass(frozen=True, slots=True)
class OAuth:
    """What many workspaces need: the app's credentials, and the database that keeps their tokens."""

    client_id: str
    client_secret: str
    engine: Engine


class Install:
    """`client` has no token of its own."""

    def __init__(self, oauth: OAuth, client: AsyncWebClient) -> None:
        self.installations = Installations(oauth.client_id, oauth.engine)
        self._states = States(oauth.engine)
        settings = AsyncOAuthSettings(
            client_id=oauth.client_id,
            client_secret=oauth.client_secret,
            scopes=list(SCOPES),
            user_scopes=[],
            authorization_url=urljoin(client.base_url, "../oauth/v2/authorize"),
            install_page_rendering_enabled=False,
            installation_store=self.installations,
            state_store=self._states,
            logger=library_logger(),
        )
        self.flow = AsyncOAuthFlow(client=client, logger=library_logger(), settings=settings)

    async def open(self) -> None:
        await self.installations.open()
        await self._states.open()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get(self.flow.install_path, self._handle),
            web.get(self.flow.redirect_uri_path, self._handle),
        ]

    async def _handle(self, request: web.Request) -> web.Response:
        asked = await to_bolt_request(request)
        begins = request.path == self.flow.install_path
        try:
            answer = await (self.flow.handle_installation if begins else self.flow.handle_callback)(asked)
        except OrganisationError:
            return web.Response(status=400, text=ORGANISATION)
        except (StoreError, *FAILURES) as error:
            log.warning("not installed", platform="slack", reason=told(error))
            return web.Response(status=503, text=NOT_NOW)
        return await to_aiohttp_response(answer)
