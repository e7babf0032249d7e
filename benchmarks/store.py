"""How fast the store answers as it grows: `python -m benchmarks.store [ARTICLES ...]`.

Beside each question stands the same one put to sqlite3 directly in the same run, for the ids
alone, so that the last column says what the store adds: facts with their briefs.
"""

import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from briefs import Actor, Article, Brief, KeyPoint, Quote, Span, Statement, Statistic
from briefs.store import Query, Store, open_engine, open_store

SENTENCES = 40  # an article of some 500 words, with 85 findings
ROUNDS = 50
START = datetime(2026, 1, 1, tzinfo=UTC)
APART = timedelta(days=4)  # so that each tells another story: made-up words are much alike

FOUND = "SELECT rowid FROM finding_words WHERE finding_words MATCH '{}' ORDER BY rowid DESC LIMIT 11"
NARROWED = (
    "SELECT w.rowid FROM finding_words w JOIN finding f ON f.id = w.rowid "
    "WHERE finding_words MATCH '{}' AND {} ORDER BY w.rowid DESC LIMIT 11"
)


class Question(NamedTuple):
    name: str
    ask: Callable[[Store], object]
    sql: str


def questions(store: Store) -> Iterator[Question]:
    rare, common = _name(1999), _name(0)
    since = datetime.fromisoformat("2026-01-01T01:00:00+00:00")

    def find(name: str, sql: str, query: Query) -> Question:
        return Question(name, lambda store: store.find(query), sql)

    yield find("a common word", FOUND.format('"told"*'), Query(text="told", limit=11))
    word, rare_word = _word(10), _word(4990)
    yield find("a rare word", FOUND.format(f'"{rare_word}"*'), Query(text=rare_word, limit=11))
    yield find("one letter", FOUND.format('"b"*'), Query(text="b", limit=11))
    yield find("two words", FOUND.format(f'"told" "{word}"*'), Query(text=f"told {word}", limit=11))
    yield find(
        "a common word, a rare actor",
        NARROWED.format('"told"*', f"f.actor = '{rare}'"),
        Query(text="told", actor=rare, limit=11),
    )
    yield find(
        "a common word, a rare unit",
        NARROWED.format('"told"*', "f.unit = 'ells'"),
        Query(text="told", unit="ells", limit=11),
    )
    yield find(
        "a common word, the oldest article",
        NARROWED.format('"told"*', "f.article = 1"),
        Query(text="told", article=1, limit=11),
    )
    yield find(
        "positions of an actor",
        f"SELECT id FROM finding WHERE actor = '{common}' AND kind = 'statement' ORDER BY id DESC LIMIT 11",
        Query(kinds=("statement",), actor=common, limit=11),
    )
    yield find(
        "figures of a unit",
        "SELECT id FROM finding WHERE unit = 'percent' AND kind = 'statistic' ORDER BY id DESC LIMIT 11",
        Query(kinds=("statistic",), unit="percent", limit=11),
    )
    yield find(
        "quotes, the hundredth page",
        "SELECT id FROM finding WHERE kind = 'quote' ORDER BY id DESC LIMIT 11 OFFSET 1000",
        Query(kinds=("quote",), limit=11, offset=1000),
    )
    yield find(
        "figures since, none left",
        "SELECT id FROM finding JOIN article ON number = article WHERE kind = 'quote' AND read_at > '9' "
        "ORDER BY id DESC LIMIT 11",
        Query(kinds=("quote",), since=since + timedelta(days=9999), limit=11),
    )
    yield Question(
        "articles with a common word",
        lambda store: store.articles(text="told", limit=11),
        "SELECT number FROM article WHERE number IN (SELECT rowid FROM article_words WHERE article_words "
        "MATCH '\"told\"*') ORDER BY read_at DESC, number DESC LIMIT 11",
    )
    yield Question("the latest article", lambda store: store.latest(), "SELECT max(number) FROM article")
    yield Question("actors to choose from", lambda store: store.actor_names(), "SELECT max(id) FROM finding")
    yield Question(
        "actors, first time",
        _choose_anew,
        "SELECT actor, count(*) FROM (SELECT actor FROM finding WHERE kind = 'actor' ORDER BY id DESC "
        "LIMIT 20000) GROUP BY actor",
    )


def _choose_anew(store: Store) -> None:
    store._choices = None
    store.actor_names()


def main(sizes: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "store.db")
        store = open_store(open_engine(str(place)), _clock())
        for size in sizes:
            seconds = _fill(store, size)
            _report(store, place, seconds)
        store.close()


def _fill(store: Store, size: int) -> float:
    """The seconds that adding the last articles took, each."""
    held = store.count()
    begin = time.perf_counter()
    for number in range(held, size):
        store.add(example(number))
    return (time.perf_counter() - begin) / max(1, size - held)


def _report(store: Store, place: Path, seconds: float) -> None:
    with sqlite3.connect(place) as plain:
        facts = plain.execute("SELECT count(*) FROM finding").fetchone()[0]
        megabytes = place.stat().st_size / 1e6
        held = f"{store.count():,} articles, {facts:,} facts, {megabytes:,.0f} MB"
        print(f"\n{held}, added in {1000 * seconds:.1f} ms each")
        begin = time.perf_counter()
        open_store(open_engine(str(place)), _clock()).close()
        print(f"opened in {1000 * (time.perf_counter() - begin):.1f} ms")
        print(f"{'ms':36}{'store':>9}{'slowest':>9}{'sqlite3':>9}{'times':>7}")
        for question in questions(store):
            ours, slowest = _measure(lambda ask=question.ask: ask(store))
            bare, _ = _measure(lambda sql=question.sql: plain.execute(sql).fetchall())
            print(f"{question.name:36}{ours:9.2f}{slowest:9.2f}{bare:9.2f}{ours / bare:7.1f}")
    plain.close()


def _measure(ask: Callable[[], object]) -> tuple[float, float]:
    """The middle one and the slowest, in milliseconds."""
    taken = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        ask()
        taken.append(1000 * (time.perf_counter() - begin))
    return sorted(taken)[ROUNDS // 2], max(taken)


# ---- articles of made-up words


def _clock() -> Callable[[], datetime]:
    seconds = iter(range(10**9))
    return lambda: START + timedelta(seconds=next(seconds))


def _name(number: int) -> str:
    return f"Person{number} Surname{number}"


def _word(number: int) -> str:
    """As unlike one another as the words of a language: rowo, bilu."""
    letters = ""
    while number:
        number, rest = divmod(number, 65)
        letters += "bdfghklmnprst"[rest % 13] + "aeiou"[rest // 13]
    return letters


def example(number: int) -> Brief:
    chance = random.Random(number)
    text, sentences, actors, figures = "", [], [], []
    for _ in range(SENTENCES):
        speaker = _name(min(int(chance.paretovariate(0.7)) - 1, 1999))
        words = " ".join(_word(min(int(chance.paretovariate(0.5)), 5000)) for _ in range(9))
        sentence = f"{speaker} told {chance.randrange(100)} that {words}. "
        sentences.append(Span(len(text), len(text) + len(sentence) - 1))
        actors.append(speaker)
        text += sentence
    statements = tuple(_statement(span, name) for span, name in zip(sentences, actors, strict=True))
    unit = "ells" if number == 0 else chance.choice(["percent", "USD", "people"])
    figures = [Statistic(Span(s.start, s.start + 9), Decimal(5), s, unit=unit) for s in sentences[::4]]
    return Brief(
        Article(f"article-{number}", text, title=f"Title {number}", published=START - APART * number),
        f"Title {number}",
        tuple(KeyPoint(span) for span in sentences[:5]),
        tuple(figures),
        statements,
        tuple(Quote(Span(s.end - 9, s.end), i, actors[i]) for i, s in enumerate(sentences) if i % 4 == 0),
        tuple(Actor(name, "person", (name.split()[1],), (sentences[0],)) for name in dict.fromkeys(actors)),
    )


def _statement(span: Span, name: str) -> Statement:
    mention = Span(span.start, span.start + len(name))
    cue = Span(mention.end + 1, mention.end + 5)
    return Statement((Span(cue.end + 1, span.end),), (cue,), (mention,), name, "indirect", span)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [100, 1000, 5000])
