"""Who may manage briefings in Slack: the workspace's admins, and those whom the configuration names."""

from collections.abc import Collection
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import AwayError
from bot.platforms.slack.refusal import FAILURES, told
from bot.platforms.slack.workspace import Workspaces

log = structlog.get_logger()


class Managers:
    """`named` holds ids of users. Slack is asked at every command: an admin may cease to be one."""

    def __init__(self, named: Collection[str], workspaces: Workspaces) -> None:
        self._named = frozenset(named)
        self._workspaces = workspaces

    async def include(self, user: str, place: str, client: AsyncWebClient) -> bool:
        """Raises AwayError when Slack does not say. `client` is of the workspace in which they ask.

        An admin of another workspace, who shares a channel with this one, is none here.
        """
        if user in self._named:
            return True
        home = (await self._workspaces.of(place)).team
        try:
            found = (await client.users_info(user=user))["user"]
        except FAILURES as error:
            log.warning("not known who manages", platform="slack", user=user, reason=told(error))
            raise AwayError("Slack did not say whether you manage briefings here.") from error
        return home in _teams(found) and bool(found.get("is_admin") or found.get("is_owner"))


def _teams(user: dict[str, Any]) -> list[str]:
    """Their own workspace, and all of their organisation's that they are in."""
    return [user.get("team_id", ""), *(user.get("enterprise_user") or {}).get("teams", [])]
