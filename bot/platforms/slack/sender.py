"""Who did something in Slack, and where."""

from typing import Any


def sender(body: dict[str, Any]) -> dict[str, Any]:
    """What a request says of who asks; commands, interactions and events say it each in their own way."""
    return {
        "platform": "slack",
        "channel": body.get("channel_id") or (body.get("channel") or {}).get("id", ""),
        "user": body.get("user_id") or (body.get("user") or {}).get("id") or body["event"]["user"],
        "place": body.get("team_id") or (body.get("team") or {}).get("id", ""),
    }
