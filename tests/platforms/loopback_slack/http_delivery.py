"""Signed HTTP: what Slack posts to an app's address, and how often."""

import asyncio
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from urllib.parse import urlencode

import aiohttp

from tests.platforms.loopback_slack.socket_mode import ACK_WITHIN, Ack
from tests.platforms.loopback_slack.workspace import Json


@dataclass
class HttpDelivery:
    """Commands and interactions come as forms, events as JSON; `age` in seconds makes them stale."""

    url: str
    secret: str
    age: int = 0
    ack_within: float = ACK_WITHIN
    sent: int = 0
    """Requests made in all."""
    no_retry: bool = False
    """Whether the last answer said so."""

    async def deliver(self, kind: str, payload: Json, *, copies: int = 1, **retry: object) -> Ack | None:
        """The answer to the first copy; None when there is none in time, or another status than 200."""
        acks = await asyncio.gather(*(self._post(kind, payload, retry) for _ in range(copies)))
        return acks[0]

    async def event(self, payload: Json) -> Ack | None:
        """Sent again up to three times, unless the app says X-Slack-No-Retry."""
        for attempt in range(4):
            retry = {"retry_attempt": attempt, "retry_reason": "http_timeout"} if attempt else {}
            if ack := await self.deliver("events_api", payload, **retry):
                return ack
            if self.no_retry:
                return None
        return None

    async def status(self, kind: str, payload: Json) -> int:
        async with aiohttp.ClientSession() as session, self._request(session, kind, payload, {}) as response:
            return response.status

    async def _post(self, kind: str, payload: Json, retry: Json) -> Ack | None:
        self.sent += 1
        start = time.perf_counter()
        timeout = aiohttp.ClientTimeout(total=self.ack_within)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as session,
                self._request(session, kind, payload, retry) as response,
            ):
                body = await response.text()
                taken = time.perf_counter() - start
                self.no_retry = response.headers.get("X-Slack-No-Retry") == "1"
                shown = json.loads(body) if body.startswith("{") else None
                return Ack(taken, shown) if response.status == 200 else None
        except TimeoutError:
            self.no_retry = False
            return None

    def _request(
        self, session: aiohttp.ClientSession, kind: str, payload: Json, retry: Json
    ) -> "aiohttp.client._RequestContextManager":
        body, content_type = _body(kind, payload)
        stamp = str(int(time.time()) - self.age)
        signature = hmac.new(self.secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={signature}",
        }
        if retry:
            headers["X-Slack-Retry-Num"] = str(retry["retry_attempt"])
            headers["X-Slack-Retry-Reason"] = str(retry["retry_reason"])
        return session.post(self.url, data=body.encode(), headers=headers)


def _body(kind: str, payload: Json) -> tuple[str, str]:
    if kind == "events_api":
        return json.dumps(payload), "application/json"
    fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    flat = {name: value for name, value in fields.items() if isinstance(value, str)}
    return urlencode(flat), "application/x-www-form-urlencoded"
