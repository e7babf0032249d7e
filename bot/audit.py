"""Who changed what, when and where: a row beside every change, in its transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, and_, select, true

from bot.schema import audit
from bot.stamp import moment, stamp
from briefs.store.engine import reading


@dataclass(frozen=True, slots=True)
class Author:
    """Who makes a change, and from where."""

    user: str
    platform: str
    place: str


@dataclass(frozen=True, slots=True)
class Change:
    at: datetime
    user: str
    what: str


def record(connection: Connection, author: Author, what: str, at: datetime) -> None:
    connection.execute(
        audit.insert().values(
            at=stamp(at), platform=author.platform, place=author.place, user=author.user, what=what
        )
    )


def last_change(engine: Engine, platform: str = "", place: str = "") -> Change | None:
    """The newest change made in a place of a platform, or anywhere when none is named."""
    here = and_(audit.c.platform == platform, audit.c.place == place) if platform else true()
    with reading(engine) as connection:
        row = connection.execute(select(audit).where(here).order_by(audit.c.id.desc()).limit(1)).first()
    return Change(moment(row.at), row.user, row.what) if row else None
