"""Which story an article belongs to, kept as articles come, change and go.

Two articles are alike or not whatever else is held, and a story is all that hangs together by such pairs:
so the stories are the same in whichever order the articles come. Only their numbers depend on it. An
edited article is compared anew, and leaves its story when it tells another one now.
"""

from collections.abc import Iterable, Sequence
from datetime import MAXYEAR, UTC, datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from briefs.store.row import instant
from briefs.store.schema import article, likeness, profile, profile_name
from briefs.story import LEAST_NAMES, WINDOW, Profile, from_json, same_story, to_json

EARLIEST = 1900  # what was published before that was not: the date is a mistake

CANDIDATES = (
    select(profile_name.c.article)
    .where(
        profile_name.c.name.in_(bindparam("shared", expanding=True)),
        profile_name.c.told_at.between(bindparam("since"), bindparam("until")),
    )
    .group_by(profile_name.c.article, profile_name.c.names)
    .having(func.count() * func.count() >= bindparam("least") * profile_name.c.names)
)
"""Those that share enough names: same_story asks for their cosine first, and here it is, squared."""


STORY = select(article.c.story).where(article.c.number == bindparam("number"))
TOLD_AT = select(profile.c.told_at).where(profile.c.article == bindparam("number"))
PROFILES = select(profile.c.article, profile.c.data).where(
    profile.c.article.in_(bindparam("numbers", expanding=True))
)
STORIES = select(article.c.story).where(article.c.number.in_(bindparam("numbers", expanding=True))).distinct()
MEMBERS = select(article.c.number).where(article.c.story == bindparam("story"))
NAMED = update(article).where(article.c.number.in_(bindparam("numbers", expanding=True)))


def group(connection: Connection, number: int, one: Profile, published: str | None, read_at: str) -> None:
    """Finds the story of an article that was kept just now, new or in place of an earlier text."""
    old = connection.scalar(STORY, {"number": number})
    told_at = _told_at(connection, number, published, read_at)
    if old is not None:
        connection.execute(delete(profile).where(profile.c.article == number))
    alike = _alike(connection, one, told_at)
    _keep(connection, number, one, told_at, alike)
    if old is not None:
        _tell_apart(connection, old)
    _merge(connection, number, alike)


def _told_at(connection: Connection, number: int, published: str | None, read_at: str) -> str:
    """When it was published, or first read: what was edited was told before."""
    said = datetime.fromisoformat(published) if published else None
    if said and EARLIEST <= said.year < MAXYEAR:
        return min(instant(said if said.tzinfo else said.replace(tzinfo=UTC)), read_at)
    return connection.scalar(TOLD_AT, {"number": number}) or read_at


def _alike(connection: Connection, one: Profile, told_at: str) -> list[int]:
    if not one.names:
        return []
    at = datetime.fromisoformat(told_at)
    least = LEAST_NAMES**2 * len(one.names) - 1e-9  # as cosines are rounded
    window = {"since": instant(at - WINDOW), "until": instant(at + WINDOW)}
    numbers = connection.scalars(CANDIDATES, {"shared": sorted(one.names), "least": least, **window}).all()
    rows = connection.execute(PROFILES, {"numbers": numbers}).all() if numbers else []
    return sorted(row.article for row in rows if same_story(one, from_json(row.data)))


def _keep(connection: Connection, number: int, one: Profile, told_at: str, alike: Iterable[int]) -> None:
    connection.execute(insert(profile), {"article": number, "told_at": told_at, "data": to_json(one)})
    named = {"article": number, "told_at": told_at, "names": len(one.names)}
    if one.names:
        connection.execute(insert(profile_name), [{**named, "name": name} for name in sorted(one.names)])
    pairs = [pair for other in alike for pair in ((number, other), (other, number))]
    if pairs:
        connection.execute(insert(likeness), [{"article": a, "other": b} for a, b in pairs])


def _merge(connection: Connection, number: int, alike: Sequence[int]) -> None:
    """All of these are one story now, under the lowest number."""
    stories = set(connection.scalars(STORIES, {"numbers": [number, *alike]})) - {None} if alike else set()
    story = min([number, *stories])
    connection.execute(NAMED.values(story=story), {"numbers": [number]})
    if stories - {story}:
        connection.execute(update(article).where(article.c.story.in_(stories - {story})).values(story=story))


def _tell_apart(connection: Connection, story: int) -> None:
    """After one of its articles was edited: what does not hang together any more becomes its own story."""
    members = set(connection.scalars(MEMBERS, {"story": story}))
    inside = likeness.c.article.in_(members), likeness.c.other.in_(members)
    pairs = connection.execute(select(likeness).where(*inside)).all()
    while members:
        reached = {min(members)}
        while more := {b for a, b in pairs if a in reached} - reached:
            reached |= more
        connection.execute(NAMED.values(story=min(reached)), {"numbers": sorted(reached)})
        members -= reached
