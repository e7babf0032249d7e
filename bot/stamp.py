"""Moments as the tables hold them: UTC, of one width, so that texts compare as times do."""

from datetime import UTC, datetime


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp)


def micros(moment: datetime) -> int:
    """Microseconds since 1970, to reckon with in the database."""
    return int(moment.timestamp() * 1_000_000)
