"""What goes when it is old. What a post refers to stays, for its buttons ask for it."""

from collections.abc import Collection

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from briefs.store.schema import article, finding, gone
from briefs.store.search import search_of
from briefs.store.turn import take_turn


def cite(connection: Connection, articles: Collection[int], facts: Collection[int]) -> None:
    """These articles, and those of these facts, are kept for good."""
    of_facts = select(finding.c.article).where(finding.c.id.in_(facts))
    meant = or_(article.c.number.in_(articles), article.c.number.in_(of_facts))
    connection.execute(update(article).where(meant, article.c.cited == 0).values(cited=1))


def prune(connection: Connection, before: str, most: int) -> int:
    """Removes the oldest of those read before then and cited by nobody; the newest article always stays.

    How many that were. That an article was read is remembered: the file that it came from may still be there.
    """
    take_turn(connection, "keep")
    newest = select(func.max(article.c.read_at)).scalar_subquery()
    old = select(article.c.number, article.c.key, article.c.digest).where(
        article.c.cited == 0, article.c.read_at < before, article.c.read_at < newest
    )
    rows = connection.execute(old.order_by(article.c.read_at).limit(most)).all()
    search = search_of(connection.dialect)
    for row in rows:
        search.drop_words(connection, row.number)
        connection.execute(delete(article).where(article.c.number == row.number))
    if rows:
        connection.execute(delete(gone).where(gone.c.key.in_([row.key for row in rows])))
        connection.execute(insert(gone), [{"key": row.key, "digest": row.digest} for row in rows])
    return len(rows)
