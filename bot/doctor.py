"""`onrecord doctor`: what is right with this installation, what is wrong, and what to do about it.

Nothing is changed, and no secret is printed. Only the platforms are asked, whether they know their tokens.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Engine

from bot.cards import phrase
from bot.config import Settings, load
from bot.environment import Environment, needed, secret
from bot.errors import BotError, ConfigError
from bot.inquiry import Ask, Reply
from bot.migrations import BOT
from bot.platforms.switchboard import slack_secrets
from bot.platforms.web.access import check_host
from bot.subscription import FOREVER, Subscription, Subscriptions
from bot.zone import zones
from briefs.errors import OnRecordError, StoreError
from briefs.sources.folder import SUFFIXES
from briefs.store import Store, open_engine
from briefs.store.backup import check_file, store_file
from briefs.store.engine import REMEDY
from briefs.store.failure import named
from briefs.store.migrate import standing
from briefs.store.migrations import BRIEFS

LEAST_ROOM = 100_000_000  # bytes
TARDY = timedelta(minutes=5)
RUNS_SHOWN = 5
"""Of those that are right; what is wrong is told of all."""
FORMS = {
    "DISCORD_TOKEN": (
        re.compile(r"[\w-]+\.[\w-]+\.[\w-]+"),
        "is not of three parts with dots between, as a bot's is",
    ),
    "SLACK_BOT_TOKEN": (re.compile(r"xoxb-\S+"), "does not begin with xoxb-"),
    "SLACK_APP_TOKEN": (re.compile(r"xapp-\S+"), "does not begin with xapp-"),
}
"""Tokens are told apart by this, and mistaken for one another without it."""
ASTRAY = timedelta(minutes=2)
"""More than that apart, and briefs are noticed to be late or early; both platforms' own clocks are right."""


class Wrong(str):
    """What is wrong, and what to do about it; any other text is what is right."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Finding:
    ok: bool
    said: str

    def __str__(self) -> str:
        return f"{'ok' if self.ok else 'wrong':6}{self.said}"


def examine(
    config: Path, environment: Environment, now: Callable[[], datetime], ask: Ask
) -> Iterator[Finding]:
    try:
        settings = load(config)
    except ConfigError as error:
        yield from (Finding(False, f"configuration: {line}") for line in str(error).splitlines())
        return
    yield Finding(True, f"configuration: {config}")
    yield from Doctor(settings, environment, now, ask).examine()


class Doctor:
    def __init__(
        self, settings: Settings, environment: Environment, now: Callable[[], datetime], ask: Ask
    ) -> None:
        self._settings = settings
        self._environment = environment
        self._now = now
        self._ask = ask
        self._apart: dict[str, timedelta] = {}
        """By how much our clock is ahead of a platform's."""
        self._file = store_file(settings.store)
        self._unread = False
        """Whether the store cannot be read: that is told once."""

    def examine(self) -> Iterator[Finding]:
        for check in (
            self._store,
            self._tables,
            self._tokens,
            self._clock,
            self._time_zones,
            self._folders,
            self._next_runs,
        ):
            name = check.__name__.strip("_").replace("_", " ")
            try:
                for said in check():
                    yield Finding(not isinstance(said, Wrong), f"{name}: {said}")
            except (BotError, OnRecordError) as error:
                self._unread |= isinstance(error, StoreError)
                yield Finding(False, f"{name}: {error}")

    # ---- a check says what is right and what is Wrong, or raises the one thing that is wrong

    def _store(self) -> Iterator[str]:
        if self._file is None:
            open_engine(self._settings.store).dispose()
            yield f"{named(self._settings.store)} answers"
            return
        folder = next(parent for parent in self._file.absolute().parents if parent.exists())
        shut = [wrong for place in (folder, self._file) if place.exists() for wrong in _writable(place)]
        yield from shut
        yield _room(folder)
        if not self._file.exists():
            yield f"{self._file} is not there yet: onrecord run makes it"
            return
        yield _soundness(self._file, "" if shut else f"; {REMEDY}")

    def _tables(self) -> Iterator[str]:
        if self._unread:
            return
        with self._engine() as engine:
            found = {standing(engine, room) for room in (BRIEFS, BOT)} if engine else {"none"}
        if "newer" in found:
            yield Wrong("a newer version of this program wrote the store: use that version")
        elif found == {"current"}:
            yield "as this version has them"
        else:
            yield "made or changed for this version when onrecord run starts"

    def _tokens(self) -> Iterator[str]:
        platforms = self._settings.platforms
        if not platforms.names:
            yield Wrong("no platform is switched on: name web, discord or slack under platforms")
        if platforms.web:
            check_host(platforms.web.host, secret(self._environment, "ONRECORD_WEB_TOKEN"))
            yield "the page is for this machine, or has its token"
        if platforms.discord:
            yield from self._token("discord", "DISCORD_TOKEN")
        if platforms.slack:
            for name in slack_secrets(platforms.slack, self._environment):
                yield from self._token("slack", name)

    def _token(self, platform: str, name: str) -> Iterator[str]:
        try:
            token = needed(self._environment, name, platform)
        except BotError as error:
            yield Wrong(str(error))
            return
        form, otherwise = FORMS.get(name, (None, ""))
        if form and not form.fullmatch(token):
            yield Wrong(f"{name} {otherwise}")
            return
        yield self._told(platform, name, self._ask(name, token))

    def _told(self, platform: str, name: str, reply: Reply) -> str:
        if reply.clock:
            self._apart[platform] = self._now() - reply.clock
        match reply.token:
            case "refused":
                return Wrong(f"{platform} refuses {name} ({reply.said}): make a new one and set it")
            case "known":
                return f"{platform} knows {name}" + (f", it is of {reply.said}" if reply.said else "")
        return f"{name} is set" + (f"; {platform} cannot be asked: {reply.said}" if reply.said else "")

    def _clock(self) -> Iterator[str]:
        """It cannot be before what was read by it."""
        now = self._now()
        with self._engine() as engine:
            latest = Store(engine, self._now).latest() if engine and _current(engine) else None
        shown = f"{now:%Y-%m-%d %H:%M} UTC"
        if latest and latest.read_at > now + TARDY:
            yield Wrong(f"it shows {shown}, but an article was read {latest.read_at:%Y-%m-%d %H:%M}: set it")
        else:
            yield shown
        for platform, apart in self._apart.items():
            seconds = apart.total_seconds()
            if abs(apart) > ASTRAY:
                way = "ahead of" if seconds > 0 else "behind"
                yield Wrong(f"it is {abs(seconds):.0f} s {way} {platform}'s: let the machine set it by NTP")
            else:
                yield f"it goes with {platform}'s"

    def _time_zones(self) -> Iterator[str]:
        known = len(zones())
        yield f"{known}, tzdata {version('tzdata')}" if known else Wrong("none: pip install tzdata")

    def _folders(self) -> Iterator[str]:
        for folder in self._settings.folders:
            yield _folder(folder)
        if not self._settings.sources:
            yield Wrong("nothing is read: name a folder or a feed under sources in config.yaml")

    def _next_runs(self) -> Iterator[str]:
        if self._unread:
            return
        with self._engine() as engine:
            held = Subscriptions(engine, self._now).all() if engine and _current(engine) else []
        taken = {each.name for each in held if each.owner == "file"}
        new = [s.name for s in self._settings.subscriptions if s.name not in taken]
        runs = [_run(each, self._now()) for each in sorted(held, key=lambda each: each.next_at or FOREVER)]
        runs += [f"{name} begins when onrecord run starts" for name in new]
        right = [said for said in runs if not isinstance(said, Wrong)]
        yield from (said for said in runs if isinstance(said, Wrong))
        yield from right[:RUNS_SHOWN]
        if len(right) > RUNS_SHOWN:
            yield f"and {len(right) - RUNS_SHOWN} more"
        if not runs:
            yield "nobody has subscribed"

    @contextmanager
    def _engine(self) -> Iterator[Engine | None]:
        """None where no store is yet, for looking for it must not make it, or where it cannot be read."""
        if self._unread or (self._file is not None and not self._file.exists()):
            yield None
            return
        engine = open_engine(self._settings.store)
        try:
            yield engine
        finally:
            engine.dispose()


def _current(engine: Engine) -> bool:
    return all(standing(engine, room) == "current" for room in (BRIEFS, BOT))


def _writable(place: Path) -> Iterator[str]:
    if not os.access(place, os.W_OK):
        yield Wrong(f"{place} cannot be written: give it to the user who runs this")


def _room(folder: Path) -> str:
    free = shutil.disk_usage(folder).free
    if free < LEAST_ROOM:
        return Wrong(f"only {free / 1e6:.0f} MB of the disk are free: make room")
    return f"{free / 1e9:.1f} GB of the disk are free"


def _soundness(file: Path, remedy: str) -> str:
    if file.is_dir():
        raise StoreError(f"{file} is a folder: give “store” the name of a file in it")
    try:
        check_file(file, str(file))
    except StoreError as error:
        raise StoreError(f"{error}{'' if error.temporary else remedy}") from error
    size = sum(part.stat().st_size for part in (file, Path(f"{file}-wal")) if part.exists())
    return f"{file} is sound, {size / 1e6:.1f} MB"


def _folder(folder: Path) -> str:
    if not folder.is_dir():
        return Wrong(f"there is no folder {folder}: make it, or name another under sources in config.yaml")
    unread = [f for f in folder.rglob("*") if f.suffix.lower() in SUFFIXES and not os.access(f, os.R_OK)]
    if not os.access(folder, os.R_OK | os.X_OK) or unread:
        return Wrong(f"{unread[0] if unread else folder} cannot be read: let the user who runs this read it")
    return f"{folder} is readable"


def _run(of: Subscription, now: datetime) -> str:
    where = f"{of.name} → {of.platform} {of.channel}"
    when = phrase.local(of.next_at, of.timezone) if of.next_at else None
    if of.paused(now):
        return f"{where} is paused, next {when}" if when else f"{where} is paused until it is resumed"
    if of.next_at is None:
        return Wrong(f"{where} has no next run: set its time again")
    if of.next_at < now - TARDY:
        return Wrong(f"{where} was due {when}: is onrecord run running?")
    return f"{where} {when}"
