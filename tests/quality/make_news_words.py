"""Writes briefs/story/news_words.txt: in how many of a thousand news articles a word stands.

    python tests/quality/make_news_words.py articles.jsonl > news_words.txt

Words are counted as stories compare them, by their first letters and where they are printed in lower
case, and only those of at least ten articles in a thousand are kept: how rare the others are makes no
difference.
"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from briefs.story.word import stems

LEAST = 10
HEADER = "# How many of 1,000 articles hold a word, by its first six letters: counted in the PolNeAR training articles; made by make_news_words.py."


def frequencies(texts: Sequence[str]) -> dict[str, int]:
    articles = Counter(stem for text in texts for stem in set(stems(text)))
    shares = {stem: round(1000 * count / len(texts)) for stem, count in articles.items()}
    return {stem: share for stem, share in sorted(shares.items()) if share >= LEAST}


def main(path: str) -> None:
    with Path(path).open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    print(HEADER)
    print("\n".join(f"{stem} {share}" for stem, share in frequencies(texts).items()))


if __name__ == "__main__":
    main(sys.argv[1])
