"""What keeping an article costs when thousands of the same days are alike.

`python -m benchmarks.crowds [ARTICLES ...]`. The articles of each crowd are read one after the other and
kept as the program keeps them, all within the hours in which they are compared. Printed is the processor
time of one `store.add`, of the last ones before each size, and of one that comes edited in the end.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from statistics import median

from sqlalchemy import func, select

from briefs import Article, Brief, read
from briefs.store import Store, open_engine, open_store
from briefs.store.engine import reading
from briefs.store.schema import article

SIZES = [200, 1000, 3000, 10_000]
LAST, EDITED = 100, 20
START = datetime(2026, 11, 20, tzinfo=UTC)
HOURS = 48
NAMES, WORDS = 20_000, 5_000
FREQUENT = list(accumulate(1 / (rank + 10) for rank in range(NAMES)))
"""After Zipf and Mandelbrot: the first stands in one of some ten articles, most are rare."""


def word(number: int) -> str:
    """As unlike one another as the words of a language: rowo, bilu."""
    letters = ""
    while number:
        number, rest = divmod(number, 65)
        letters += "bdfghklmnprst"[rest % 13] + "aeiou"[rest // 13]
    return letters


def words(chance: random.Random, count: int) -> str:
    return " ".join(word(chance.randrange(100, WORDS)) for _ in range(count))


def same_names(number: int) -> Article:
    """Each tells something else of the same two people and the same sum."""
    chance = random.Random(number)
    text = (
        f"Ada Quill told {words(chance, 12)} on Monday. She asked for 4,200 tonnes of {words(chance, 4)}.\n\n"
        f"“We {words(chance, 8)},” said Bela Tarn. The {words(chance, 20)}.\n\nIt {words(chance, 30)}."
    )
    return Article(str(number), text, title=f"Quill and Tarn: {words(chance, 4)}")


def one_word(number: int) -> Article:
    """All but a word is the same."""
    return replace(same_names(0), id=str(number), text=f"{same_names(0).text} It was {word(number + 100)}.")


def ordinary(number: int) -> Article:
    """Names as news has them."""
    chance = random.Random(number)
    drawn = chance.choices(range(NAMES), cum_weights=FREQUENT, k=chance.randint(4, 14))
    names = [word(one + 100).capitalize() for one in drawn]
    first, *others = names
    said = " ".join(
        f"The {words(chance, 8)} of {name} cost {chance.randrange(10, 999)} marks." for name in others
    )
    text = f"{first} {words(chance, 12)} on Monday.\n\n{said}\n\n“They {words(chance, 8)},” {first} said."
    return Article(str(number), text, title=f"{first}: {words(chance, 4)}")


CROWDS: dict[str, Callable[[int], Article]] = {
    "the same two names and figure": same_names,
    "the same text but for a word": one_word,
    "ordinary news": ordinary,
}


def main(sizes: list[int]) -> None:
    print(f"| ms an article | {' | '.join(f'{size:,}' for size in sizes)} | an edit | stories | MB |")
    print(f"|---|{'---:|' * (len(sizes) + 3)}")
    for name, crowd in CROWDS.items():
        print(f"| {name} | {' | '.join(_costs(crowd, sizes))} |", flush=True)


def _costs(crowd: Callable[[int], Article], sizes: list[int]) -> Iterator[str]:
    now = [START]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "crowd.db")
        store = open_store(open_engine(str(place)), lambda: now[0])
        taken = []
        for number in range(sizes[-1]):
            now[0] = START + timedelta(hours=HOURS) * (number / sizes[-1])
            taken.append(_keep(store, read(crowd(number))))
            if number + 1 in sizes:
                yield f"{median(taken[-LAST:]):.1f}"
        edited = [replace(one, text=f"{one.text}\n\nMore follows.") for one in map(crowd, range(EDITED))]
        yield f"{median([_keep(store, read(one)) for one in edited]):.1f}"
        with reading(store._engine) as connection:
            yield f"{connection.scalar(select(func.count(article.c.story.distinct()))):,}"
        yield f"{place.stat().st_size / 1e6:,.0f}"
        store.close()


def _keep(store: Store, brief: Brief) -> float:
    """Milliseconds."""
    begin = time.process_time()
    store.add(brief)
    return 1000 * (time.process_time() - begin)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or SIZES)
