"""What was posted where: of each article on a card, what it told when the card was made.

It counts once the card is sent; while that is unknown, or when it failed, the channel has not seen it. A
card counts with all the facts of its stories, those behind its buttons too: an update says what came after.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, bindparam, delete, func, select

from bot.schema import delivery, edition, posted
from bot.stamp import moment
from bot.subscription import Subscription
from bot.upsert import insert
from briefs.store import HeldArticle
from briefs.store.engine import reading, writing
from briefs.store.row import digest_of
from briefs.story.gist import Gist, from_json, gist_of, to_json

EDITIONS = (
    select(edition.c.article, edition.c.digest, edition.c.gist)
    .join(posted, posted.c.edition == edition.c.id)
    .join(delivery, delivery.c.id == posted.c.delivery)
    .where(
        edition.c.article.in_(bindparam("articles", expanding=True)),
        delivery.c.platform == bindparam("platform"),
        posted.c.channel == bindparam("channel"),
        delivery.c.state == "sent",
    )
    .distinct()
    .order_by(edition.c.article, edition.c.digest)
)

NOTED = select(edition.c.id, edition.c.article, edition.c.digest).where(
    edition.c.article.in_(bindparam("articles", expanding=True))
)


@dataclass(frozen=True)
class Edition:
    digest: str
    gist: Gist


class Posted:
    """All methods block for a moment on the database: call them off the event loop."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, of: int, to: Subscription, articles: Collection[HeldArticle]) -> None:
        """These are on the card of that delivery, in place of what an earlier try to make it kept."""
        with writing(self._engine) as connection:
            connection.execute(delete(posted).where(posted.c.delivery == of))
            numbers = _editions(
                connection, {(held.number, digest_of(held.brief.article)): held for held in articles}
            )
            rows = [{"delivery": of, "edition": number, "channel": to.channel} for number in sorted(numbers)]
            if rows:
                connection.execute(insert(connection, posted), rows)

    def last_brief(self, of: Subscription) -> datetime | None:
        """When the card of the last brief that was sent was made."""
        brief = delivery.c
        query = select(func.max(brief.made_at)).where(brief.subscription == of.id, brief.state == "sent")
        with reading(self._engine) as connection:
            made_at = connection.scalar(query)
        return moment(made_at) if made_at else None

    def told(self, to: Subscription, articles: Collection[int]) -> Mapping[int, list[Edition]]:
        """What of these articles was posted in its channel, by whichever of the channel's schedules."""
        where = {"articles": sorted(articles), "platform": to.platform, "channel": to.channel}
        found: dict[int, list[Edition]] = defaultdict(list)
        with reading(self._engine) as connection:
            for row in connection.execute(EDITIONS, where) if articles else ():
                found[row.article].append(Edition(row.digest, from_json(row.gist)))
        return found


def _editions(connection: Connection, wanted: Mapping[tuple[int, str], HeldArticle]) -> list[int]:
    """Their numbers; what is not noted yet is noted."""
    asked = {"articles": sorted(number for number, _ in wanted)}
    known = {(row.article, row.digest) for row in connection.execute(NOTED, asked)}
    rows = [
        {"article": number, "digest": digest, "gist": to_json(gist_of(held.brief))}
        for (number, digest), held in wanted.items()
        if (number, digest) not in known
    ]
    if rows:
        connection.execute(insert(connection, edition).on_conflict_do_nothing(), rows)
    return [row.id for row in connection.execute(NOTED, asked) if (row.article, row.digest) in wanted]
