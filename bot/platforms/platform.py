"""What the rest of the bot knows of a platform: it runs, and it sends."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from bot.card import Card
from bot.errors import BotError


@dataclass(frozen=True, slots=True)
class Post:
    """A card on its way to a channel.

    `key` is the same at every try of the same delivery (at most 25 characters), so that a platform
    which can recognise it posts once; `again` says that an earlier try may have arrived. `mention` is
    a role or group to be told, by its id. `place` is the server or workspace that the channel must belong
    to, for nobody may post into another one's; "" where the host chose the channel.
    """

    channel: str
    card: Card
    key: str
    silent: bool = False
    mention: str = ""
    again: bool = False
    place: str = ""


class SendError(BotError):
    """A post that did not arrive. Its text is for the owner of the channel."""


class RejectedError(SendError):
    """It will not arrive however often it is sent, until somebody mends it: a permission lost, an
    archived channel, a revoked token."""


class GoneError(RejectedError):
    """Nobody can mend it: the channel is gone, or the app was thrown out."""


class RetryError(SendError):
    """Nothing was posted; a later try may succeed. `after` is the wait asked for, in seconds."""

    def __init__(self, message: str, after: float = 0.0) -> None:
        super().__init__(message)
        self.after = after


class UnknownError(SendError):
    """The answer was lost: it may have been posted or not."""


class Platform(Protocol):
    name: str

    @property
    def ready(self) -> bool:
        """Whether it is connected and can post now."""

    async def run(self) -> None:
        """Connect and serve until cancelled; raises bot.errors.StartError when it cannot start."""

    async def send(self, post: Post) -> str:
        """Post the card, answer with the id of its (first) message; raises SendError."""


@runtime_checkable
class Direct(Protocol):
    """A platform on which people can be written to."""

    async def direct(self, user: str, place: str) -> str:
        """The channel that this user of a place alone reads, "" where that is nobody; raises SendError."""
