"""The platforms that the configuration switches on. Each is imported only when it is one of them."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from bot.config import Settings, SlackHttpSettings, SlackSettings
from bot.environment import Environment, needed, secret
from bot.errors import ConfigError
from bot.lease import Lease, fingerprint
from bot.platforms.platform import Platform
from bot.sender import OneSender
from bot.state import State

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.platforms.slack.endpoint import HttpMode
    from bot.platforms.web.watch import Watch


def build_platforms(
    settings: Settings,
    environment: Environment,
    desk: "Desk",
    state: State,
    now: Callable[[], datetime],
    watch: "Watch",
) -> dict[str, Platform]:
    """Raises ConfigError when none is switched on, or the token of one is not there."""
    platforms: list[Platform] = []
    if settings.platforms.web:
        platforms.append(_web(settings, environment, desk, now, watch))
    if settings.platforms.discord:
        platforms.append(_discord(environment, desk, state))
    if settings.platforms.slack:
        platforms.append(_slack(settings.platforms.slack, environment, desk, state))
    if not platforms:
        raise ConfigError("no platform is switched on: name web, discord or slack under platforms")
    return {platform.name: platform for platform in platforms}


def _web(
    settings: Settings, environment: Environment, desk: "Desk", now: Callable[[], datetime], watch: "Watch"
) -> Platform:
    from bot.platforms.web import WebPlatform

    web = settings.platforms.web
    assert web
    return WebPlatform(
        desk.dispatcher,
        desk.engine,
        host=web.host,
        port=_port(environment, web.port),
        channels=desk.running.channels,
        now=now,
        token=secret(environment, "ONRECORD_WEB_TOKEN"),
        watch=watch,
    )


def _port(environment: Environment, configured: int) -> int:
    given = environment.get("PORT", "")
    if not given:
        return configured
    if not given.isdecimal() or int(given) > 65535:
        raise ConfigError(f"PORT={given} is not a port: a number from 0 to 65535")
    return int(given)


def _discord(environment: Environment, desk: "Desk", state: State) -> Platform:
    token = needed(environment, "DISCORD_TOKEN", "discord")
    from bot.platforms.discord import DiscordPlatform

    api, gateway = environment.get("ONRECORD_DISCORD_API"), environment.get("ONRECORD_DISCORD_GATEWAY")
    count = partial(desk.metrics.rejected, "discord")
    platform = DiscordPlatform(token, desk.dispatcher, state, api=api, gateway=gateway, count=count)
    return OneSender(platform, Lease(desk.engine, fingerprint("discord", token)))


def slack_secrets(slack: SlackSettings, environment: Environment) -> tuple[str, ...]:
    """The names of those that it needs. With SLACK_CLIENT_ID signed HTTP is for many workspaces."""
    if slack.http is None:
        return "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"
    if not secret(environment, "SLACK_CLIENT_ID"):
        return "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"
    if secret(environment, "SLACK_BOT_TOKEN"):
        raise ConfigError(
            "slack: SLACK_BOT_TOKEN is for one workspace and SLACK_CLIENT_ID for many: give one of them"
        )
    return "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_SIGNING_SECRET"


def _slack(slack: SlackSettings, environment: Environment, desk: "Desk", state: State) -> Platform:
    held = {name: needed(environment, name, "slack") for name in slack_secrets(slack, environment)}
    from bot.platforms.slack import SlackPlatform

    platform = SlackPlatform(
        held.get("SLACK_BOT_TOKEN", ""),
        held.get("SLACK_APP_TOKEN", ""),
        desk.dispatcher,
        state,
        api=environment.get("ONRECORD_SLACK_API"),
        managers=slack.managers,
        http=_slack_http(slack.http, held, desk) if slack.http else None,
        count=partial(desk.metrics.rejected, "slack"),
    )
    app = held.get("SLACK_BOT_TOKEN") or held["SLACK_CLIENT_ID"]
    return OneSender(platform, Lease(desk.engine, fingerprint("slack", app)), beside=slack.http is not None)


def _slack_http(http: SlackHttpSettings, held: dict[str, str], desk: "Desk") -> "HttpMode":
    from bot.platforms.slack.endpoint import HttpMode
    from bot.platforms.slack.install import OAuth

    many = "SLACK_CLIENT_ID" in held
    oauth = OAuth(held["SLACK_CLIENT_ID"], held["SLACK_CLIENT_SECRET"], desk.engine) if many else None
    return HttpMode(http.host, http.port, held["SLACK_SIGNING_SECRET"], oauth)
