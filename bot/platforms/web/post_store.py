"""The posts of the page's channels, kept in the bot's own table."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError
from sqlalchemy import Engine, Row, Select, insert, select
from sqlalchemy.exc import IntegrityError

from bot.card import Card, Line, Section, from_json, to_json
from bot.schema import web_post

UNREADABLE = Card("error", "On Record", sections=(Section((Line("This post was written by another version."),)),))


@dataclass(frozen=True, slots=True)
class KeptPost:
    id: int
    channel: str
    at: datetime
    card: Card


class PostStore:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, channel: str, card: Card, key: str, at: datetime) -> int:
        """Keep the post and answer with its id; a key that was kept before answers with the id of then."""
        post = {"key": key, "channel": channel, "at": at.isoformat(), "card": to_json(card)}
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(web_post).values(post))
        except IntegrityError:
            pass
        with self._engine.connect() as connection:
            return connection.execute(select(web_post.c.id).where(web_post.c.key == key)).scalar_one()

    def latest(self, channel: str, before: int | None, count: int) -> list[KeptPost]:
        """The last `count` posts of the channel, oldest first; only those before the id `before`, if given."""
        posts = select(web_post).where(web_post.c.channel == channel).order_by(web_post.c.id.desc()).limit(count)
        return self._read(posts if before is None else posts.where(web_post.c.id < before))[::-1]

    def after(self, id: int, count: int = 50) -> list[KeptPost]:
        """What was posted after the post `id`, in any channel, oldest first."""
        return self._read(select(web_post).where(web_post.c.id > id).order_by(web_post.c.id).limit(count))

    def newest(self) -> int:
        """The id of the newest post of any channel, 0 when there is none."""
        with self._engine.connect() as connection:
            return connection.scalar(select(web_post.c.id).order_by(web_post.c.id.desc()).limit(1)) or 0

    def _read(self, posts: Select[tuple[int, str, str, str, str]]) -> list[KeptPost]:
        with self._engine.connect() as connection:
            return [_post(row) for row in connection.execute(posts)]


def _post(row: Row[tuple[int, str, str, str, str]]) -> KeptPost:
    try:
        card = from_json(row.card)
    except ValidationError:
        card = UNREADABLE
    return KeptPost(row.id, row.channel, datetime.fromisoformat(row.at), card)
