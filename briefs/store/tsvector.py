"""Full text search of PostgreSQL.

Words are told apart and folded here, not by the server: so a search finds the same whatever its
locale and extensions are, and nothing that is typed is an operator. The rows of the indexes go
with those they belong to.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, cast, column, delete, insert, select, table
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from briefs.store.findable import INDEXES, MOST_WORDS, IndexName

WORD = re.compile(r"[^\W_]+")
LONGEST_WORD = 200  # letters; a lexeme has at most 2 kB
LAST_PLACE = 16_383  # a word after it has no place: it is found by itself, not beside another
MOST_PLACES = 255
MOST_BYTES = 1_000_000  # a tsvector has at most 1 MB; of a longer article the words after it are not found


def add_words(connection: Connection, number: int) -> None:
    for name, index in INDEXES.items():
        rows = connection.execute(select(index.key, *index.words).where(index.article == number)).all()
        values = [{"rowid": key, "words": vector("\n".join(filter(None, said)))} for key, *said in rows]
        if values:
            connection.execute(insert(_table(name)), values)


def drop_words(connection: Connection, number: int) -> None:
    for name, index in INDEXES.items():
        words = _table(name)
        own = select(index.key).where(index.article == number)
        connection.execute(delete(words).where(words.c.rowid.in_(own)))


def matches(index: IndexName, question: BindParameter[str]) -> Select[Any]:
    found = _table(index)
    return select(found.c.rowid).where(found.c.words.op("@@")(cast(question, TSQUERY)))


def vector(text: str) -> str:
    """A text's words and their places as the literal of a tsvector."""
    places: dict[str, list[int]] = {}
    room = MOST_BYTES
    for place, word in enumerate(fold(text), start=1):
        if word not in places:
            room -= len(word.encode()) + 4
            if room < 0:
                break
            places[word] = []
        if place <= LAST_PLACE and len(places[word]) < MOST_PLACES:
            places[word].append(place)
            room -= 2
    return " ".join(f"'{word}'" + ":" * bool(at) + ",".join(map(str, at)) for word, at in places.items())


def fold(text: str) -> list[str]:
    """Its words, without capitals and accents."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [word[:LONGEST_WORD] for word in WORD.findall(plain)]


def question(typed: str, *names: str | None) -> str:
    """In the language of tsquery, where "" finds nothing."""
    words = _phrases(typed.replace("\0", " ").split())[:MOST_WORDS]
    return " & ".join([*_phrases(name for name in names if name), *words]) + ":*" if words else ""


def _phrases(said: Iterable[str]) -> list[str]:
    """What is written together stands together: at&t is at, next to it t."""
    folded = (fold(each)[:MOST_WORDS] for each in said)
    return [" <-> ".join(f"'{word}'" for word in words) for words in folded if words]


def _table(name: IndexName) -> Any:
    return table(name, column("rowid"), column("words", TSVECTOR))
