"""Who may manage briefings in Slack: the workspace's admins, and those whom the configuration names."""

from collections.abc import Collection

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import UserError
from bot.platforms.slack.refusal import FAILURES, told

log = structlog.get_logger()


class Managers:
    """`named` holds ids of users. Slack is asked at every command: an admin may cease to be one."""

    def __init__(self, named: Collection[str]) -> None:
        self._named = frozenset(named)

    async def include(self, user: str, client: AsyncWebClient) -> bool:
        """Raises UserError when Slack does not say. `client` is of the workspace in which they ask."""
        if user in self._named:
            return True
        try:
            found = (await client.users_info(user=user))["user"]
        except FAILURES as error:
            log.warning("not known who manages", platform="slack", user=user, reason=told(error))
            raise UserError(
                "Slack did not say whether you manage briefings here. Nothing was changed: "
                "please try again in a moment."
            ) from error
        return bool(found.get("is_admin") or found.get("is_owner"))
