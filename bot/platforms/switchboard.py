"""The platforms that the configuration switches on. Each is imported only when it is one of them."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.config import Settings, SlackSettings
from bot.environment import Environment, needed, secret
from bot.errors import ConfigError
from bot.platforms.platform import Platform
from bot.state import State

if TYPE_CHECKING:
    from bot.app import Desk

Health = Callable[[], Awaitable[dict[str, Any]]]


def build_platforms(
    settings: Settings,
    environment: Environment,
    desk: "Desk",
    state: State,
    now: Callable[[], datetime],
    health: Health,
) -> dict[str, Platform]:
    """Raises ConfigError when none is switched on, or the token of one is not there."""
    platforms: list[Platform] = []
    if settings.platforms.web:
        platforms.append(_web(settings, environment, desk, now, health))
    if settings.platforms.discord:
        platforms.append(_discord(environment, desk, state))
    if settings.platforms.slack:
        platforms.append(_slack(settings.platforms.slack, environment, desk, state))
    if not platforms:
        raise ConfigError("no platform is switched on: name web, discord or slack under platforms")
    return {platform.name: platform for platform in platforms}


def _web(
    settings: Settings, environment: Environment, desk: "Desk", now: Callable[[], datetime], health: Health
) -> Platform:
    from bot.platforms.web import WebPlatform

    web = settings.platforms.web
    assert web
    return WebPlatform(
        desk.dispatcher,
        desk.engine,
        host=web.host,
        port=_port(environment, web.port),
        channels=desk.subscriptions.channels("web") or ["briefs"],
        now=now,
        token=secret(environment, "ONRECORD_WEB_TOKEN"),
        health=health,
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
    return DiscordPlatform(token, desk.dispatcher, state, api=api, gateway=gateway)


def _slack(slack: SlackSettings, environment: Environment, desk: "Desk", state: State) -> Platform:
    """By Socket Mode, which needs an app token, or by signed HTTP, which needs the signing secret.

    With SLACK_CLIENT_ID, signed HTTP serves every workspace that installs the app.
    """
    client_id = secret(environment, "SLACK_CLIENT_ID") if slack.http else ""
    if client_id and secret(environment, "SLACK_BOT_TOKEN"):
        raise ConfigError(
            "slack: SLACK_BOT_TOKEN is for one workspace and SLACK_CLIENT_ID for many: give one of them"
        )
    bot_token = "" if client_id else needed(environment, "SLACK_BOT_TOKEN", "slack")
    app_token = "" if slack.http else needed(environment, "SLACK_APP_TOKEN", "slack")
    signing = needed(environment, "SLACK_SIGNING_SECRET", "slack") if slack.http else ""
    client_secret = needed(environment, "SLACK_CLIENT_SECRET", "slack") if client_id else ""
    from bot.platforms.slack import SlackPlatform
    from bot.platforms.slack.endpoint import HttpMode
    from bot.platforms.slack.install import OAuth

    oauth = OAuth(client_id, client_secret, desk.engine) if client_id else None
    return SlackPlatform(
        bot_token,
        app_token,
        desk.dispatcher,
        state,
        api=environment.get("ONRECORD_SLACK_API"),
        managers=slack.managers,
        http=HttpMode(slack.http.host, slack.http.port, signing, oauth) if slack.http else None,
    )
