"""A clock that a test sets."""

from datetime import datetime, timedelta


class Clock:
    def __init__(self, start: str) -> None:
        self.time = datetime.fromisoformat(start)

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **of: float) -> None:
        self.time += timedelta(**of)


class Seconds:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now
