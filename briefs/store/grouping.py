"""Which story an article belongs to, kept as articles come, change and go.

Two articles are alike or not whatever else is held, and a story is all that hangs together by such pairs:
so the stories are the same in whichever order the articles come. Only their numbers depend on it. An
edited article is compared anew, and leaves its story when it tells another one now.

What an article costs does not grow with those held: of a name that very many share, those told nearest in
time are looked at, and of all found that way the few that share most names are compared. Two articles of
which all names are flooded may be left apart.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import MAXYEAR, UTC, datetime
from functools import cache
from heapq import nlargest
from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Connection,
    Select,
    bindparam,
    delete,
    func,
    insert,
    literal,
    select,
    union_all,
    update,
)

from briefs.store.row import instant
from briefs.store.schema import article, likeness, profile, profile_name
from briefs.story import LEAST_NAMES, WINDOW, Profile, from_json, same_story, to_json

EARLIEST = 1900  # what was published before that was not: the date is a mistake
MOST_NAMED = 100
"""Articles of one name, on either side in time."""
MOST_COMPARED = 50
ASKED_AT_ONCE = 50

NUMBERS: BindParameter[Any] = bindparam("numbers", expanding=True)
STORY = select(article.c.story).where(article.c.number == bindparam("number"))
TOLD_AT = select(profile.c.told_at).where(profile.c.article == bindparam("number"))
PROFILES = select(profile.c.article, profile.c.data).where(profile.c.article.in_(NUMBERS))
ALIKE = select(likeness.c.other).where(likeness.c.article.in_(NUMBERS)).distinct()
STORIES = select(article.c.number, article.c.story).where(article.c.number.in_(NUMBERS))
LARGEST = (
    select(article.c.story)
    .where(article.c.story.in_(bindparam("stories", expanding=True)))
    .group_by(article.c.story)
    .order_by(func.count().desc(), article.c.story)
    .limit(1)
)
LOWEST = select(func.min(article.c.story))
NAMED = update(article).where(article.c.number == bindparam("member")).values(story=bindparam("named"))
HAS = profile_name.c
LAST_BEFORE = (
    HAS.told_at.between(bindparam("since"), bindparam("at")),
    (HAS.told_at.desc(), HAS.article.desc()),
)
FIRST_AFTER = (
    (HAS.told_at > bindparam("at")) & (HAS.told_at <= bindparam("until")),
    (HAS.told_at, HAS.article),
)


def group(connection: Connection, number: int, one: Profile, published: str | None, read_at: str) -> None:
    """Finds the story of an article that was kept just now, new or in place of an earlier text."""
    old = connection.scalar(STORY, {"number": number})
    told_at = _told_at(connection, number, published, read_at)
    was_like = _forget(connection, number) if old is not None else set()
    alike = _alike(connection, one, told_at)
    _keep(connection, number, one, told_at, alike)
    if old is not None:
        _tell_apart(connection, old, number, was_like, alike)
    _merge(connection, [number, *alike])


def _forget(connection: Connection, number: int) -> set[int]:
    """What was known of the article's earlier text; which others it was like."""
    was_like = set(connection.scalars(ALIKE, {"numbers": [number]}))
    connection.execute(delete(profile).where(profile.c.article == number))
    return was_like


def _told_at(connection: Connection, number: int, published: str | None, read_at: str) -> str:
    """When it was published, or first read: what was edited was told before."""
    said = datetime.fromisoformat(published) if published else None
    if said and EARLIEST <= said.year < MAXYEAR:
        return min(instant(said if said.tzinfo else said.replace(tzinfo=UTC)), read_at)
    return connection.scalar(TOLD_AT, {"number": number}) or read_at


def _alike(connection: Connection, one: Profile, told_at: str) -> list[int]:
    numbers = _candidates(connection, sorted(one.names), told_at) if one.names else []
    rows = connection.execute(PROFILES, {"numbers": numbers}).all() if numbers else []
    return sorted(row.article for row in rows if same_story(one, from_json(row.data)))


def _candidates(connection: Connection, names: list[str], told_at: str) -> list[int]:
    """Those that may share most names: same_story asks for their cosine first, and here it is, squared.

    Not all who have a name of very many are seen under it. It is taken as shared by everybody, so that rarer
    names decide.
    """
    at = datetime.fromisoformat(told_at)
    window = {"since": instant(at - WINDOW), "at": told_at, "until": instant(at + WINDOW)}
    given = {f"name{i}": name for i, name in enumerate(names)} | window
    seen = [tuple(row) for row in connection.execute(_told_near(len(names)), given)]
    of_many = {side[0] for side, count in Counter(row[:2] for row in seen).items() if count == MOST_NAMED}
    shared = Counter({row[2:]: 0 for row in seen})
    shared.update(row[2:] for row in seen if row[0] not in of_many)
    may_share = [
        (min(few + len(of_many), count) ** 2 / count, number) for (number, count), few in shared.items()
    ]
    least = LEAST_NAMES**2 * len(names) - 1e-9  # as cosines are rounded
    return [number for cosine, number in nlargest(MOST_COMPARED, may_share) if cosine >= least]


@cache
def _told_near(names: int) -> CompoundSelect[Any]:
    """Of each of so many names the articles told last until `at`, and those told first after it."""
    return union_all(*(_nearest(name, side) for name in range(names) for side in range(2)))


def _nearest(name: int, side: int) -> Select[Any]:
    within, order = (LAST_BEFORE, FIRST_AFTER)[side]
    found = select(literal(name).label("of"), literal(side).label("side"), HAS.article, HAS.names)
    found = found.where(HAS.name == bindparam(f"name{name}"), within).order_by(*order).limit(MOST_NAMED)
    return select(found.subquery())


def _keep(connection: Connection, number: int, one: Profile, told_at: str, alike: Iterable[int]) -> None:
    connection.execute(insert(profile), {"article": number, "told_at": told_at, "data": to_json(one)})
    named = {"article": number, "told_at": told_at, "names": len(one.names)}
    if one.names:
        connection.execute(insert(profile_name), [{**named, "name": name} for name in sorted(one.names)])
    pairs = [pair for other in alike for pair in ((number, other), (other, number))]
    if pairs:
        connection.execute(insert(likeness), [{"article": a, "other": b} for a, b in pairs])


def _tell_apart(
    connection: Connection, story: int, number: int, was_like: set[int], alike: Iterable[int]
) -> None:
    """After an edit: what does not hang together with the rest of its story any more is its own story.

    Whatever did, did so by the edited article or by one that it was like.
    """
    elsewhere = {other for other, its in _stories(connection, alike).items() if its != story}
    first, waiting = number, {number, *was_like}
    while waiting := waiting - (piece := _hangs_together(connection, first, waiting, elsewhere)):
        _name(connection, piece, min(0, connection.scalar(LOWEST) or 0) - 1)
        first = min(waiting)


def _hangs_together(connection: Connection, first: int, wanted: set[int], elsewhere: set[int]) -> set[int]:
    """All that does with the first; it is not walked further once all that is wanted was met."""
    met, waiting = {first}, [first]
    while waiting and not wanted <= met:
        asked, waiting = waiting[:ASKED_AT_ONCE], waiting[ASKED_AT_ONCE:]
        new = set(connection.scalars(ALIKE, {"numbers": asked})) - met - elsewhere
        met |= new
        waiting += sorted(new)
    return met


def _merge(connection: Connection, members: Sequence[int]) -> None:
    """The first and those it is like are one story now, under the number of the largest: a row is written
    whole, with its long texts."""
    named = _stories(connection, members)
    stories = {story for story in named.values() if story is not None}
    story = min(stories, default=members[0])
    if len(stories) > 1:
        story = connection.scalars(LARGEST, {"stories": stories}).one()
    if named[members[0]] is None:
        _name(connection, members[:1], story)
    if others := stories - {story}:
        connection.execute(update(article).where(article.c.story.in_(others)).values(story=story))


def _stories(connection: Connection, numbers: Iterable[int]) -> dict[int, int | None]:
    rows = connection.execute(STORIES, {"numbers": list(numbers)})
    return {row.number: row.story for row in rows}


def _name(connection: Connection, members: Collection[int], story: int) -> None:
    connection.execute(NAMED, [{"member": member, "named": story} for member in sorted(members)])
