"""What every kind of source can do."""

from collections.abc import AsyncIterator
from typing import Protocol

from briefs.model import Article


class Source(Protocol):
    name: str
    """As the store remembers where an article came from."""

    def articles(self) -> AsyncIterator[Article]:
        """What the source has that is new or changed since it was given, oldest first.

        An article that cannot be read is told in one line and costs itself alone. Raises
        SourceError when the source itself does not answer. Never holds the event loop.
        """
        ...
