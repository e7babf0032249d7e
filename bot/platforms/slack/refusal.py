"""What Slack says instead of yes, as errors of the bot with a sentence saying what to do."""

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.platforms.platform import GoneError, RejectedError, RetryError, SendError, UnknownError
from bot.platforms.slack.workspace import Workspace

REJECTED = {
    "channel_not_found": (
        "Slack shows this app no channel “{channel}”: use the channel's id, "
        "and in a private one say “/invite @{bot}” first."
    ),
    "not_in_channel": "The app is not in the channel “{channel}”: say “/invite @{bot}” there.",
    "is_archived": "The channel “{channel}” is archived: unarchive it or choose another.",
    "restricted_action": "Only some may post in “{channel}”: ask an admin to let the app.",
    **dict.fromkeys(("invalid_auth", "not_authed", "token_revoked", "token_expired"), "{gone}"),
    "account_inactive": "{gone}",
    "missing_scope": "The app lacks a permission: update it from `onrecord manifest slack` and reinstall it.",
}
THROWN_OUT = {"token_revoked", "account_inactive", "invalid_auth"}
"""What Slack says of a workspace that installed the app once and has it no more."""

FAILURES = (SlackClientError, aiohttp.ClientError, TimeoutError, OSError)
"""All that a call of Slack may raise."""

UNSURE = {"internal_error", "fatal_error", "request_timeout", "service_unavailable"}
"""Part of the work may be done when Slack says one of these."""


def code(error: Exception) -> str:
    """Slack's name for the error, "" for one that is not Slack's."""
    data = getattr(getattr(error, "response", None), "data", None)
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def told(error: Exception) -> str:
    """The failure in a few words, for the log."""
    if isinstance(error, SlackApiError):
        return code(error) or f"HTTP {error.response.status_code}"
    return str(error) or type(error).__name__


def wait(error: SlackApiError) -> float | None:
    """The seconds Slack asks to wait, when it is for that alone that it refuses."""
    if code(error) != "ratelimited" and getattr(error.response, "status_code", 200) != 429:
        return None
    asked = getattr(error.response, "headers", {}).get("Retry-After", "")
    return float(asked) if str(asked).isdigit() else 1.0


def send_error(error: Exception, channel: str, workspace: Workspace) -> SendError:
    """The SendError for what a call of the Web API raised while posting."""
    if isinstance(error, aiohttp.ClientConnectorError):
        return RetryError("Slack cannot be reached from here.")
    if not isinstance(error, SlackApiError):
        return UnknownError("The connection broke before Slack answered.")
    if (after := wait(error)) is not None:
        return RetryError("Slack asks to wait before the next post.", after)
    reason = code(error)
    if reason in UNSURE or not reason:
        return UnknownError(f"Slack had a failure of its own ({reason or error.response.status_code}).")
    known = REJECTED.get(reason, "Slack refuses the post: {reason}.")
    gone = reason == "channel_not_found" or (workspace.installed and reason in THROWN_OUT)
    kind = GoneError if gone else RejectedError
    return kind(known.format(channel=channel, bot=workspace.bot, gone=workspace.gone, reason=reason))
