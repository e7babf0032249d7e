"""Whose token answers a delivery of Slack's."""

import structlog
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize

from bot.platforms.platform import RejectedError
from bot.platforms.slack.workspace import Workspaces
from briefs.errors import StoreError

log = structlog.get_logger()


class Authorize(AsyncAuthorize):
    """That of the workspace it comes from, without asking Slack about it at each delivery."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces

    async def __call__(
        self, *, enterprise_id: str | None, team_id: str | None, **_: object
    ) -> AuthorizeResult | None:
        """None where the app is not installed, which bolt tells who asked."""
        try:
            token = (await self._workspaces.of(team_id or "")).token
        except RejectedError:
            return None
        except StoreError as error:
            # A command's answer needs no token, and will say that the store is away.
            log.error("token not found", platform="slack", reason=str(error))
            token = None
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=token)
