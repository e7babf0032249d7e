"""Socket Mode: tickets good for one connection, envelopes, acknowledgements, and ways to fail."""

import asyncio
import itertools
import time
from dataclasses import dataclass

from aiohttp import WSMsgType, web

from tests.platforms.loopback_slack.workspace import Changes, Json

ACK_WITHIN = 3.0


@dataclass
class Ack:
    """`after` in seconds since the envelope was sent; `payload` is what came with it."""

    after: float
    payload: Json | None


class SocketMode:
    """`events` are sent again up to three times when they are not acknowledged, the rest is not."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self.sockets: list[web.WebSocketResponse] = []
        self.refusing = 0
        """So many of the next connections are answered 503."""
        self.spoil_tickets = 0
        """So many of the next tickets are used up when they come."""
        self.connections = 0
        self.ack_within = ACK_WITHIN
        self._tickets: set[str] = set()
        self._numbers = itertools.count(1)
        self._acks: dict[str, asyncio.Future[Json]] = {}

    def ticket(self) -> str:
        ticket = f"t{next(self._numbers)}"
        if self.spoil_tickets:
            self.spoil_tickets -= 1
        else:
            self._tickets.add(ticket)
        return ticket

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if self.refusing:
            self.refusing -= 1
            return web.Response(status=503)
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=401, text="ticket used or unknown")
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        await socket.send_json(
            {"type": "hello", "num_connections": len(self.sockets) + 1, "connection_info": {"app_id": "A1"}}
        )
        self.connections += 1
        self.sockets.append(socket)
        self._changes.ring()
        try:
            await self._listen(socket)
        finally:
            self.sockets.remove(socket)
            self._changes.ring()
        return socket

    async def _listen(self, socket: web.WebSocketResponse) -> None:
        async for message in socket:
            if message.type == WSMsgType.PING:
                await socket.pong(message.data)
            elif message.type == WSMsgType.TEXT:
                ack = message.json()
                waiting = self._acks.get(ack.get("envelope_id", ""))
                if waiting and not waiting.done():
                    waiting.set_result(ack)

    async def connected(self, count: int = 1, within: float = 10.0) -> None:
        """Wait until that many connections have been made in all and one is open."""
        await self._changes.until(lambda: self.connections >= count and self.sockets, within)

    async def deliver(
        self, kind: str, payload: Json, *, copies: int = 1, envelope: str = "", **more: object
    ) -> Ack | None:
        """Send an envelope on the newest socket; with `copies` the same one several times.

        None when it is not acknowledged in time.
        """
        envelope = envelope or f"e{next(self._numbers)}"
        waiting = self._acks[envelope] = asyncio.get_running_loop().create_future()
        sent = {
            "type": kind,
            "envelope_id": envelope,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        start = time.perf_counter()
        for _ in range(copies):
            await self.sockets[-1].send_json({**sent, **more})
        try:
            ack = await asyncio.wait_for(waiting, self.ack_within)
        except TimeoutError:
            return None
        finally:
            del self._acks[envelope]
        return Ack(time.perf_counter() - start, ack.get("payload"))

    async def event(self, payload: Json) -> Ack | None:
        """An event, sent again when it is not acknowledged: at once, and as often as Slack does."""
        for attempt in range(4):
            more: Json = {"retry_attempt": attempt, "retry_reason": "timeout" if attempt else ""}
            if ack := await self.deliver("events_api", payload, **more):
                return ack
        return None

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask the client to come back on a new socket, and close this one."""
        socket = self.sockets[-1]
        await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "loopback"}})
        if reason != "warning":
            await socket.close()

    def reset(self) -> None:
        """Break all connections without a farewell."""
        for transport in self._transports():
            transport.abort()

    def freeze(self) -> None:
        """Leave all connections half open: nothing of what comes is read, not even a farewell."""
        for transport in self._transports():
            transport.pause_reading()

    def _transports(self) -> list[asyncio.Transport]:
        requests = [socket._req for socket in self.sockets]
        return [r.transport for r in requests if r and isinstance(r.transport, asyncio.Transport)]
