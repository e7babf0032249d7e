"""Which process sends for a token: a row of the database says it, and grows for as long as that one lives.

Who waits takes over when it saw the same number for eight seconds by its own clock. No two clocks are
compared, so one that is wrong, or set, changes nothing; who holds the lease stops by its own before that.
A holder of this machine that is dead need not be waited for.
"""

import hashlib
import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import ColumnElement, Engine, Row, and_, select

from bot.schema import sender
from bot.upsert import insert
from briefs.errors import StoreError
from briefs.store.engine import reading, writing

LEASE = 8.0
"""Seconds without a sign of life after which another may send."""
FRESH = 6.0
"""Seconds after its last sign of life for which a holder sends."""


def fingerprint(platform: str, token: str) -> str:
    return f"{platform} {hashlib.sha256(token.encode()).hexdigest()[:16]}"


def awake() -> float:
    """Seconds that no setting of the clock moves, those of a suspended machine included."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class Lease:
    """Of one token, for one process. `seize`, `renew` and `release` block for a moment on the database."""

    def __init__(self, engine: Engine, token: str, clock: Callable[[], float] = awake) -> None:
        self._engine = engine
        self._mine = sender.c.token == token
        self._token = token
        self._clock = clock
        self._me = f"{_machine()} {os.getpid()} {secrets.token_hex(8)}"
        self._seen: tuple[str, int] = ("", -1)
        self._seen_at = clock()
        self._written = self._read = float("-inf")
        """When we last said that it is ours, and when the database last said so."""

    def held(self) -> bool:
        """Whether nobody else can have it. A store that takes nothing gives it to nobody either."""
        return self._clock() - max(self._written, self._read) < LEASE

    def fresh(self) -> bool:
        """Whether we may send."""
        return self._clock() - self._written < FRESH

    def seize(self) -> bool:
        """Take it, if it is nobody's. Raises StoreError."""
        begun = self._clock()
        with reading(self._engine) as connection:
            row = connection.execute(select(sender).where(self._mine)).first()
        if row is not None and not self._free(row):
            return False
        with writing(self._engine) as connection:
            if row is None:
                new = insert(connection, sender).values(token=self._token, holder=self._me, beat=0)
                first = new.on_conflict_do_nothing().returning(sender.c.token)
                took = connection.scalar(first) is not None
            else:
                unchanged = and_(self._mine, sender.c.holder == row.holder, sender.c.beat == row.beat)
                beat = sender.update().where(unchanged).values(holder=self._me, beat=row.beat + 1)
                took = connection.execute(beat).rowcount == 1
        self._written = begun if took else self._written
        return took

    def renew(self) -> None:
        """Say that we live. Where that cannot be written it is read whether it is still ours.

        Raises StoreError.
        """
        begun = self._clock()
        ours = and_(self._mine, sender.c.holder == self._me)
        try:
            with writing(self._engine) as connection:
                beat = sender.update().where(ours).values(beat=sender.c.beat + 1)
                still = connection.execute(beat).rowcount == 1
        except StoreError:
            begun = self._clock()
            self._keep(read=begun if self._found(ours) else None)
            raise
        self._keep(written=begun if still else None)

    def release(self) -> None:
        """Another need not wait for it."""
        ours = and_(self._mine, sender.c.holder == self._me)
        self._written = self._read = float("-inf")
        with writing(self._engine) as connection:
            connection.execute(sender.update().where(ours).values(holder=""))

    def _keep(self, *, written: float | None = None, read: float | None = None) -> None:
        """What is neither is lost."""
        if written is None and read is None:
            self._written = self._read = float("-inf")
        self._written = self._written if written is None else written
        self._read = self._read if read is None else read

    def _found(self, ours: ColumnElement[bool]) -> bool:
        with reading(self._engine) as connection:
            return connection.execute(select(sender.c.token).where(ours)).first() is not None

    def _free(self, row: Row[tuple[str, str, int]]) -> bool:
        now, seen = self._clock(), (row.holder, row.beat)
        if seen != self._seen:
            self._seen, self._seen_at = seen, now
        return row.holder in ("", self._me) or _dead(row.holder) or now - self._seen_at >= LEASE


def _dead(holder: str) -> bool:
    """Whether it was a process of this machine that is no more."""
    machine, pid, _ = holder.split()
    if machine != _machine() or machine == UNKNOWN:
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return False


UNKNOWN = "?"


def _machine() -> str:
    """This boot and this room for process numbers: containers of one machine have their own."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{boot}/{Path('/proc/self/ns/pid').stat().st_ino}"
    except OSError:
        return UNKNOWN
