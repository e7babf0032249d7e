"""The workspaces that the app is in: one, whose token the host gave, or those that installed it."""

from dataclasses import dataclass
from typing import Protocol

GONE = "Slack no longer accepts SLACK_BOT_TOKEN: reinstall the app and copy its new token (xoxb-…)."


@dataclass(frozen=True, slots=True)
class Workspace:
    """`bot` is the app's name there, `gone` what to say when its token is accepted no more.

    `installed` by themselves: then nobody here can give another token.
    """

    team: str
    token: str
    bot: str
    gone: str = GONE
    installed: bool = False


class Workspaces(Protocol):
    async def of(self, team: str) -> Workspace:
        """That of a team; for "" the only one. Raises RejectedError when there is none, or StoreError."""

    async def forget(self, team: str, at: float) -> None:
        """It has thrown the app out, at that Unix time."""


class OneWorkspace:
    """Slack delivers nothing but what its token is for, so a team's id is not looked at."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def of(self, team: str) -> Workspace:
        return self._workspace

    async def forget(self, team: str, at: float) -> None:
        """Its next post is refused, and says so."""
