"""How well articles are put together into stories, and what it costs.

`python -m benchmarks.stories [ARTICLES ...]`.

The first part measures our own articles (tests/quality/stories), pair by pair. The second keeps articles
of made-up names in a store that holds so many of the last 90 days already, and prints what of the time
goes to the comparison itself and what to the store's questions.
"""

import random
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from itertools import accumulate, combinations
from pathlib import Path
from statistics import median

from sqlalchemy import insert

from briefs import read
from briefs.store import Store, open_engine, open_store
from briefs.store.engine import writing
from briefs.store.grouping import group
from briefs.store.row import instant
from briefs.store.schema import article, profile, profile_name
from briefs.story import Profile, profile_of, same_story, to_json
from tests.quality.stories import PARTS, Part, grouped, scores, told

END = datetime(2026, 11, 23, tzinfo=UTC)
DAYS = 90
NAMES, FEW, MANY = 20_000, 6, 24
FREQUENT = list(accumulate(1 / (rank + 10) for rank in range(NAMES)))
"""After Zipf and Mandelbrot."""
ROUNDS = 200


def main(sizes: list[int]) -> None:
    print("\nPairs of our own articles\n")
    print("| part | articles | stories | precision | recall |\n|---|---|---|---|---|")
    figures = scores()
    for part in PARTS:
        stories = {one.story for one in told(part)} - {None}
        both = " | ".join(f"{figures[f'{part} {name}']:.1f}" for name in ("precision", "recall"))
        print(f"| {part} | {len(told(part))} | {len(stories)} | {both} |")
        _mistakes(part)
    _compare()
    for size in sizes:
        _keep(size)


def _mistakes(part: Part) -> None:
    articles = told(part)
    found = grouped([one.article for one in articles])
    for a, b in combinations(range(len(articles)), 2):
        together = articles[a].story is not None and articles[a].story == articles[b].story
        if together != (found[a] == found[b]):
            titles = f"“{articles[a].article.title}” and “{articles[b].article.title}”"
            print(f"  {'not found together' if together else 'put together'}: {titles}", file=sys.stderr)


def _compare() -> None:
    briefs = [read(one.article) for one in told("development")]
    profile_of(briefs[0])
    begin = time.process_time()
    profiles = [profile_of(brief) for brief in briefs]
    middle = time.process_time()
    pairs = [same_story(one, other) for one, other in combinations(profiles, 2)]
    end = time.process_time()
    print(f"\na profile {1e3 * (middle - begin) / len(briefs):.2f} ms", end=", ")
    print(f"a comparison {1e6 * (end - middle) / len(pairs):.1f} µs")


def _keep(size: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(open_engine(str(Path(folder, "held.db"))), lambda: END)
        _fill(store, size)
        taken = []
        with writing(store._engine) as connection:
            for number in range(size + 1, size + ROUNDS + 1):
                connection.execute(insert(article), _article(number, size))
                one = _profile(number)
                begin = time.process_time()
                group(connection, number, one, None, instant(END))
                taken.append(1000 * (time.process_time() - begin))
        store.close()
    print(f"grouping one more of {size:,}: {median(taken):.2f} ms, slowest {max(taken):.2f} ms")


def _fill(store: Store, size: int) -> None:
    with writing(store._engine) as connection:
        for start in range(1, size + 1, 1000):
            numbers = range(start, min(start + 1000, size + 1))
            profiles = {number: _profile(number) for number in numbers}
            connection.execute(insert(article), [_article(number, size) for number in numbers])
            rows = [
                {"article": number, "told_at": _told_at(number, size), "data": to_json(one)}
                for number, one in profiles.items()
            ]
            connection.execute(insert(profile), rows)
            names = [
                {"article": n, "name": name, "told_at": _told_at(n, size), "names": len(one.names)}
                for n, one in profiles.items()
                for name in one.names
            ]
            connection.execute(insert(profile_name), names)


def _article(number: int, size: int) -> dict[str, object]:
    empty = dict.fromkeys(("digest", "headline", "language", "text", "brief"), "")
    key = {"number": number, "key": str(number), "story": number if number <= size else None}
    return {**empty, **key, "read_at": _told_at(number, size)}


def _told_at(number: int, size: int) -> str:
    return instant(END - timedelta(days=DAYS) * max(0, size - number) / size)


def _profile(number: int) -> Profile:
    """Names as news has them: the first stands in one of six articles, most are rare."""
    chance = random.Random(number)
    drawn = chance.choices(range(NAMES), cum_weights=FREQUENT, k=chance.randint(FEW, MANY))
    names = {f"name{one}" for one in drawn}
    words = {f"word{chance.randrange(3000)}": 0.1 for _ in range(100)}
    return Profile(words, frozenset(names), frozenset(), frozenset())


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1000, 10_000])
