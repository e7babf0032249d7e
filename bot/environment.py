"""What comes from the environment: secrets (never from a file that gets pushed) and addresses."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from bot.errors import ConfigError

Environment = Mapping[str, str]


SECRETS = (
    "DISCORD_TOKEN",
    "ONRECORD_WEB_TOKEN",
    "PGPASSWORD",
    "SLACK_APP_TOKEN",
    "SLACK_BOT_TOKEN",
    "SLACK_CLIENT_SECRET",
    "SLACK_SIGNING_SECRET",
)
TELLING = 6
"""Characters: what is shorter is a word as well, and hiding it would spoil the log."""


def known_secrets(environment: Environment) -> list[str]:
    """The values of those that are set, the longest first. Who reads them tells of a file that cannot be."""
    found = []
    for name in SECRETS:
        with suppress(ConfigError):
            found.append(secret(environment, name))
    return sorted((value for value in found if len(value) >= TELLING), key=len, reverse=True)


def secret(environment: Environment, name: str) -> str:
    """The value of NAME, or of the file that NAME_FILE names; "" when there is neither."""
    if value := environment.get(name, "").strip():
        return value
    place = environment.get(f"{name}_FILE", "")
    if not place:
        return ""
    try:
        return Path(place).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ConfigError(f"{name}_FILE: {place} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{name}_FILE: {place} is not UTF-8 text") from error


def needed(environment: Environment, name: str, platform: str) -> str:
    """Raises ConfigError when the platform is configured and its token is not there."""
    value = secret(environment, name)
    if not value:
        raise ConfigError(f"{platform} is configured, but its token is not set: give {name} or {name}_FILE")
    return value
