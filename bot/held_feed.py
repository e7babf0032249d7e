"""A feed as it is held: whose it is, what its server is asked with, and when."""

from datetime import datetime, timedelta
from typing import Literal, NamedTuple

GONE = "it is gone for good (410) and was taken out of what is read"


class HeldFeed(NamedTuple):
    id: int
    owner: str
    platform: str
    place: str
    url: str
    title: str
    etag: str
    last_modified: str
    interval: timedelta
    next_at: datetime | None
    """None: paused, for the reason."""
    failures: int
    reason: str
    read_at: datetime | None
    lease: str = ""
    """What `next_at` says in the table while this process asks it."""

    @property
    def gone(self) -> bool:
        """Removed from what is read, for its server said so; it is listed until somebody removes it."""
        return self.next_at is None and self.reason == GONE

    @property
    def standing(self) -> Literal["answering", "failing", "paused"]:
        if self.next_at is None:
            return "paused"
        return "failing" if self.failures else "answering"
