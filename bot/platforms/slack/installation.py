"""The workspaces that installed the app, in the stores of Slack's library on our database.

The library alone knows the shape of its tables, and who serves one workspace never needs them: so they
are made where they are missing when the platform starts, and are no migration of ours.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

import structlog
from slack_bolt.error import BoltError
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from bot.platforms.platform import GoneError, RejectedError
from bot.platforms.slack.library_log import library_logger
from bot.platforms.slack.manifest import NAME
from bot.platforms.slack.workspace import Workspace
from briefs.errors import StoreError

log = structlog.get_logger()
T = TypeVar("T")

NOT_INSTALLED = f"{NAME} is not installed in this workspace any more: an admin can install it again."
WHICH = (
    "config.yaml does not say which workspace its channels belong to, and the app is in several or none: "
    "schedule this brief there, with /briefing schedule set."
)
STATE_LIFE = 600
"""Seconds between /slack/install and the way back."""


class OrganisationError(Exception):
    """Somebody installed the app for a whole organisation (Enterprise Grid), with one token for all of it."""


class Installations(AsyncInstallationStore):
    """`engine` is shared; a transaction of ours that writes has to say so at its beginning."""

    def __init__(self, client_id: str, engine: Engine) -> None:
        writing = engine.execution_options(writes=True)
        self._held = SQLAlchemyInstallationStore(client_id, engine, logger=library_logger())
        self._kept = SQLAlchemyInstallationStore(client_id, writing, logger=library_logger())

    async def open(self) -> None:
        await _answered(self._kept.create_tables)

    async def of(self, team: str) -> Workspace:
        bot = await _answered(self._found, team)
        if bot is None:
            raise GoneError(NOT_INSTALLED) if team else RejectedError(WHICH)
        return Workspace(bot.team_id or "", bot.bot_token, NAME, NOT_INSTALLED, installed=True)

    async def async_save(self, installation: Installation) -> None:
        """Without the id of its enterprise: a team's says enough, and a post knows no other."""
        if not installation.team_id:
            raise OrganisationError
        if not installation.bot_token:
            raise BoltError("Slack gave no bot token")
        installation.enterprise_id = None
        await _answered(self._kept.save, installation)
        log.info("installed", platform="slack", workspace=installation.team_id)

    async def forget(self, team: str, at: float) -> None:
        """Unless it was installed since: Slack may tell of the end an hour later. `at` has no fractions."""
        bot = await _answered(self._found, team)
        if bot is None or bot.installed_at >= at + 1:
            return
        of_team: dict[str, Any] = {"enterprise_id": None, "team_id": team}
        await _answered(self._kept.delete_all, **of_team)
        log.info("uninstalled", platform="slack", workspace=team)

    def _found(self, team: str) -> Bot | None:
        team = team or self._only()
        return self._held.find_bot(enterprise_id=None, team_id=team) if team else None

    def _only(self) -> str:
        """The team of the only installation, else ""."""
        held = self._held.bots.c
        query = select(held.team_id).where(held.client_id == self._held.client_id).distinct().limit(2)
        with self._held.engine.connect() as connection:
            teams = connection.scalars(query).all()
        return str(teams[0]) if len(teams) == 1 else ""


class States(AsyncOAuthStateStore):
    """What proves that who comes back from Slack set out from here."""

    def __init__(self, engine: Engine) -> None:
        writing = engine.execution_options(writes=True)
        self._kept = SQLAlchemyOAuthStateStore(STATE_LIFE, writing, logger=library_logger())

    async def open(self) -> None:
        await _answered(self._kept.create_tables)

    async def async_issue(self, *args: Any, **kwargs: Any) -> str:
        await _answered(self._drop_expired)
        return await _answered(self._kept.issue)

    async def async_consume(self, state: str) -> bool:
        return await _answered(self._kept.consume, state)

    def _drop_expired(self) -> None:
        """Anybody may ask for a state, and few come back."""
        states = self._kept.oauth_states
        now = datetime.now(UTC).replace(tzinfo=None)
        with self._kept.engine.begin() as connection:
            connection.execute(states.delete().where(states.c.expire_at < now))


async def _answered(work: Callable[..., T], *arguments: object, **named: object) -> T:
    try:
        return await asyncio.to_thread(work, *arguments, **named)
    except SQLAlchemyError as error:
        raise StoreError(f"the store did not answer: {type(error).__name__}") from error
