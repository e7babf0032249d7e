"""Writes briefs/extract/lexicon/common_words.txt: words that news writes in lower case.

    python tests/quality/make_common_words.py articles.jsonl > common_words.txt

A word counts as common when it is printed in lower case at least four times and more often than it
is capitalised inside a sentence. Only single words and no counts are kept.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

LEAST = 4
HEADER = "# Words that news articles write in lower case: counted in the PolNeAR training articles; made by make_common_words.py."
LOWER = re.compile(r"(?<![\w@#/.’'-])[a-z]{2,}(?![\w@’'-])")
CAPITALISED = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+\b")


def common_words(texts: Iterable[str]) -> list[str]:
    lower: Counter[str] = Counter()
    capitalised: Counter[str] = Counter()
    for text in texts:
        lower.update(LOWER.findall(text))
        capitalised.update(word.lower() for word in CAPITALISED.findall(text))
    return sorted(word for word, n in lower.items() if n >= LEAST and n > capitalised[word])


def main(path: str) -> None:
    with Path(path).open(encoding="utf-8") as lines:
        words = common_words(json.loads(line)["text"] for line in lines)
    print(HEADER)
    print("\n".join(words))


if __name__ == "__main__":
    main(sys.argv[1])
