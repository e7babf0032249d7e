"""The error tree of the bot.

BotError
├── UserError            what a reader is told: one sentence, and what would help
│   ├── NotAllowedError      this is for managers
│   └── AwayError            what the answer needs is not there now: the same line may work in a moment
├── ConfigError          the configuration is wrong; the program ends with status 78
├── StartError           something the program needs is not there (a port, a token); status 78
└── SendError            platforms/platform.py: a post that did not arrive
"""

CONFIG_STATUS = 78
"""The exit status for "fix the configuration", EX_CONFIG of sysexits.h."""
TEMPORARY_STATUS = 75
"""The exit status for "try again", EX_TEMPFAIL: the store is locked, its server away, the disk full."""


def sentence(reason: str) -> str:
    """A reason with its full stop; one that asks ("is it spelt right?") has its mark already."""
    return reason if reason.endswith("?") else f"{reason}."


class BotError(Exception):
    status = 1
    """The exit status when it ends the program."""


class UserError(BotError):
    """`suggestions` are command lines that would work, shown as buttons."""

    def __init__(self, message: str, suggestions: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(message)
        self.suggestions = suggestions
        """(label, command line) pairs."""


WHO_MAY = {
    "discord": "Briefings are managed by those who have the permission Manage Server here.",
    "slack": "Briefings are managed by this workspace's admins, and by those whom config.yaml names.",
}


class NotAllowedError(UserError):
    """It says who may, in the words of the platform."""

    def __init__(self, platform: str) -> None:
        super().__init__(WHO_MAY.get(platform, WHO_MAY["discord"]))


class AwayError(UserError):
    """Nothing was changed; whoever asked gets a button to ask again."""

    def __init__(self, message: str) -> None:
        super().__init__(f"{message} Nothing is lost: please try again in a moment.")


class ConfigError(BotError):
    status = CONFIG_STATUS


class StartError(BotError):
    status = CONFIG_STATUS
