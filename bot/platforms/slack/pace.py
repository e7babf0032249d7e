"""One message a second in a channel, as Slack asks, and some hundred a minute in a workspace."""

from bot.pace import Pace

WORKSPACE_GAP = 0.25
WORKSPACE_BURST = 100
"""340 in the first minute, then 240; Slack says “several hundred”."""


class SlackPace:
    """`interval` in seconds between two messages of one channel."""

    def __init__(self, interval: float = 1.0) -> None:
        self._channels = Pace(interval)
        self._workspaces = Pace(WORKSPACE_GAP, WORKSPACE_BURST)

    async def turn(self, workspace: str, channel: str) -> None:
        """Return when the next message may go; callers in one channel queue up."""
        await self._workspaces.turn(workspace)
        await self._channels.turn(channel)
