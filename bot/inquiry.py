"""Whether a platform knows a token, asked of the platform itself. Its answer tells the time as well."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from bot.environment import Environment

PATIENCE = 5.0  # seconds
DISCORD = ("ONRECORD_DISCORD_API", "https://discord.com/api/v10")
SLACK = ("ONRECORD_SLACK_API", "https://slack.com/api")
QUESTIONS = {
    "DISCORD_TOKEN": (DISCORD, "GET", "users/@me", "Bot"),
    "SLACK_BOT_TOKEN": (SLACK, "POST", "auth.test", "Bearer"),
    "SLACK_APP_TOKEN": (SLACK, "POST", "apps.connections.open", "Bearer"),
}
"""Where, how, what is asked, and by which kind of token. None of it changes anything."""


@dataclass(frozen=True, slots=True)
class Reply:
    """`said` is whose token it is, why it is refused, or why there was no answer; "" where none is given."""

    token: Literal["known", "refused", "unknown"]
    said: str
    clock: datetime | None = None
    """The platform's, to the second."""


Ask = Callable[[str, str], Reply]
"""By the name of a token and the token."""


def asker(environment: Environment) -> Ask:
    """Blocks for some seconds at most."""

    def ask(name: str, token: str) -> Reply:
        if name not in QUESTIONS:
            return Reply("unknown", "")
        (variable, usual), method, path, kind = QUESTIONS[name]
        address = f"{(environment.get(variable) or usual).rstrip('/')}/{path}"
        return asyncio.run(_asked(method, address, f"{kind} {token}"))

    return ask


async def _asked(method: str, address: str, authorization: str) -> Reply:
    import aiohttp

    headers = {"Authorization": authorization}
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(PATIENCE), headers=headers) as session,
            session.request(method, address, allow_redirects=False) as answer,
        ):
            told = json.loads(await answer.text())
            return _reply(answer.status, told, _date(answer.headers.get("Date", "")))
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        return Reply("unknown", f"no answer ({type(error).__name__})")


def _reply(status: int, told: Any, clock: datetime | None) -> Reply:
    """Discord says by its status whether it knows the token, Slack by "ok" and "error"."""
    if not isinstance(told, dict) or status >= 500 or status == 429:
        return Reply("unknown", f"no answer (status {status})", clock)
    if status == 401 or told.get("ok") is False:
        return Reply("refused", str(told.get("error") or told.get("message") or "unauthorized"), clock)
    return Reply("known", str(told.get("team") or told.get("username") or ""), clock)


def _date(header: str) -> datetime | None:
    try:
        return parsedate_to_datetime(header)
    except ValueError:
        return None
