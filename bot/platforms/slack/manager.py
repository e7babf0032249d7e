"""Who may manage briefings in Slack: the workspace's admins, and those whom the configuration names."""

from collections.abc import Collection

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.slack.refusal import FAILURES, told

log = structlog.get_logger()


class Managers:
    """`named` holds ids of users. Slack is asked at every command: an admin may cease to be one."""

    def __init__(self, client: AsyncWebClient, named: Collection[str]) -> None:
        self._client = client
        self._named = frozenset(named)

    async def include(self, user: str) -> bool:
        if user in self._named:
            return True
        try:
            found = (await self._client.users_info(user=user))["user"]
        except FAILURES as error:
            log.warning("not known who manages", platform="slack", user=user, reason=told(error))
            return False
        return bool(found.get("is_admin") or found.get("is_owner"))
