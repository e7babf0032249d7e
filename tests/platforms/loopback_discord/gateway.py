"""The gateway: a websocket of numbered events, which a client that lost its line may take up again."""

import asyncio
import json
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.platforms.loopback_discord.packer import Packer, packer
from tests.platforms.loopback_discord.world import Json, World, snowflake

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11
BAD_TOKEN, RATE_LIMITED, TIMED_OUT, DISALLOWED_INTENTS = 4004, 4008, 4009, 4014


@dataclass
class Line:
    """One websocket; what goes over it is one compressed stream, where the client asked for one."""

    socket: web.WebSocketResponse
    request: web.Request
    pack: Packer | None

    async def send(
        self, op: int, data: object = None, number: int | None = None, event: str | None = None
    ) -> None:
        text = json.dumps({"op": op, "d": data, "s": number, "t": event})
        if self.socket.closed:
            return
        if self.pack is None:
            await self.socket.send_str(text)
        else:
            await self.socket.send_bytes(self.pack(text.encode()))

    def reset(self) -> None:
        if self.request.transport is not None:
            self.request.transport.abort()


@dataclass
class Session:
    """What one identified client is owed; it outlives its line."""

    shard: tuple[int, int]
    intents: int
    line: Line | None
    id: str = field(default_factory=snowflake)
    events: list[tuple[int, str, object]] = field(default_factory=list)

    async def dispatch(self, event: str, data: object) -> None:
        number = len(self.events) + 1
        self.events.append((number, event, data))
        if self.line is not None:
            await self.line.send(DISPATCH, data, number, event)

    async def replay(self, after: int) -> None:
        assert self.line is not None
        for number, event, data in self.events[after:]:
            await self.line.send(DISPATCH, data, number, event)


class Gateway:
    """`refuse` connections are answered 503; `deaf` acknowledges no heartbeat; `closing` is the code
    every identification is answered with."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.url = ""
        self.heartbeat = 41.25
        self.refuse = 0
        self.deaf = False
        self.closing: int | None = None
        self.compression = ""
        """What the newest client asked for: zlib-stream, zstd-stream or nothing."""
        self.identified = 0
        self.resumed = 0
        self.refused = 0
        self.sessions: dict[str, Session] = {}

    async def connect(self, request: web.Request) -> web.StreamResponse:
        if self.refuse:
            self.refuse -= 1
            self.refused += 1
            return web.Response(status=503)
        socket = web.WebSocketResponse(autoping=True)
        await socket.prepare(request)
        self.compression = request.query.get("compress", "")
        line = Line(socket, request, packer(self.compression))
        await line.send(HELLO, {"heartbeat_interval": int(self.heartbeat * 1000)})
        try:
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    await self._hear(line, json.loads(message.data))
        finally:
            self._hang_up(line)
        return socket

    def _hang_up(self, line: Line) -> None:
        for session in self.sessions.values():
            if session.line is line:
                session.line = None

    async def _hear(self, line: Line, message: Json) -> None:
        match message["op"]:
            case 1 if not self.deaf:
                await line.send(ACK)
            case 2:
                await self._identify(line, message["d"])
            case 6:
                await self._resume(line, message["d"])

    async def _identify(self, line: Line, data: Json) -> None:
        self.identified += 1
        if data["token"] != self.world.token:
            await line.socket.close(code=BAD_TOKEN, message=b"Authentication failed.")
            return
        if self.closing is not None:
            await line.socket.close(code=self.closing)
            return
        number, total = data.get("shard") or (0, 1)
        session = Session((number, total), data["intents"], line)
        self.sessions[session.id] = session
        mine = (int(self.world.guild) >> 22) % total == number
        await session.dispatch("READY", self._ready(session, mine))
        if mine:
            await session.dispatch("GUILD_CREATE", self.world.guild_json())

    def _ready(self, session: Session, mine: bool) -> Json:
        return {
            "v": 10,
            "user": {**self.world.bot.json(), "mfa_enabled": False, "verified": True},
            "guilds": [{"id": self.world.guild, "unavailable": True}] if mine else [],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "shard": list(session.shard),
            "application": {"id": self.world.application, "flags": 0},
        }

    async def _resume(self, line: Line, data: Json) -> None:
        session = self.sessions.get(data["session_id"] or "")
        if session is None or data["token"] != self.world.token:
            await line.send(INVALID, False)
            return
        self.resumed += 1
        session.line = line
        await session.replay(data["seq"] or 0)
        await session.dispatch("RESUMED", {})

    @property
    def connected(self) -> int:
        return sum(session.line is not None for session in self.sessions.values())

    def _lines(self) -> list[Line]:
        return [session.line for session in self.sessions.values() if session.line is not None]

    def _owner(self) -> Session:
        """The session of the shard that our guild belongs to: the last one, where there were several."""
        return [
            s for s in self.sessions.values() if (int(self.world.guild) >> 22) % s.shard[1] == s.shard[0]
        ][-1]

    async def dispatch(self, event: str, data: object) -> None:
        await self._owner().dispatch(event, data)

    async def ask_to_reconnect(self) -> None:
        for line in self._lines():
            await line.send(RECONNECT)

    async def invalidate(self, resumable: bool = False) -> None:
        """Op 9; a session that cannot be resumed is forgotten."""
        lines = self._lines()
        if not resumable:
            self.sessions.clear()
        for line in lines:
            await line.send(INVALID, resumable)

    async def close(self, code: int) -> None:
        await asyncio.gather(*(line.socket.close(code=code) for line in self._lines()))

    def reset(self) -> None:
        for line in self._lines():
            line.reset()
