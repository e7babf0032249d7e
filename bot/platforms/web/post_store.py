"""The posts of the page's channels, kept in the bot's own table."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError
from sqlalchemy import Engine, Row, Select, select

from bot.card import Card, Line, Section, from_json, to_json
from bot.schema import web_post
from bot.upsert import insert
from briefs.store import reading, writing

UNREADABLE = Card(
    "error", "On Record", sections=(Section((Line("This post was written by another version."),)),)
)


@dataclass(frozen=True, slots=True)
class KeptPost:
    number: int
    channel: str
    at: datetime
    card: Card


class PostStore:
    """Every method raises StoreError when the database does."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, channel: str, card: Card, key: str, at: datetime) -> int:
        """Keep the post and answer with its number; a key kept before answers with the number of then."""
        post = {"key": key, "channel": channel, "at": at.isoformat(), "card": to_json(card)}
        with writing(self._engine) as connection:
            new = insert(connection, web_post).values(post)
            connection.execute(new.on_conflict_do_nothing(index_elements=["key"]))
            number: int = connection.execute(select(web_post.c.id).where(web_post.c.key == key)).scalar_one()
        return number

    def latest(self, channel: str, before: int | None, count: int) -> list[KeptPost]:
        """The last `count` posts of the channel, oldest first; with `before` only those numbered lower."""
        posts = select(web_post).where(web_post.c.channel == channel)
        if before is not None:
            posts = posts.where(web_post.c.id < before)
        return self._read(posts.order_by(web_post.c.id.desc()).limit(count))[::-1]

    def after(self, number: int, count: int = 50) -> list[KeptPost]:
        """What was posted after the post `number`, in any channel, oldest first."""
        return self._read(select(web_post).where(web_post.c.id > number).order_by(web_post.c.id).limit(count))

    def newest(self) -> int:
        """The number of the newest post of any channel, 0 when there is none."""
        with reading(self._engine) as connection:
            return connection.scalar(select(web_post.c.id).order_by(web_post.c.id.desc()).limit(1)) or 0

    def _read(self, posts: Select[tuple[int, str, str, str, str]]) -> list[KeptPost]:
        with reading(self._engine) as connection:
            return [_post(row) for row in connection.execute(posts)]


def _post(row: Row[tuple[int, str, str, str, str]]) -> KeptPost:
    try:
        card = from_json(row.card)
    except ValidationError:
        card = UNREADABLE
    return KeptPost(row.id, row.channel, datetime.fromisoformat(row.at), card)
