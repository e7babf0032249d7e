"""Learn briefs/extract/lexicon/finite.txt: printed verb forms that seldom are anything but a verb.

    python benchmarks/learn_verbs.py ARTICLES.jsonl > briefs/extract/lexicon/finite.txt

A word that often follows "will" or "to" and is printed with -ing and -ed as well is a verb; of its
forms those are kept (says, said) that seldom follow an article, a possessive or a preposition.
"""

import json
import re
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

from briefs.extract.attribution.verb import forms, irregular

MODALS = frozenset(
    "will would can could should must might may cannot to can't don't doesn't didn't won't wouldn't "
    "couldn't can’t don’t doesn’t didn’t won’t wouldn’t couldn’t".split()
)
NOMINAL = frozenset(
    "the a an his her their its our my your this that these those of for in on at with some any no "
    "many several more most such new other 's ’s from by about".split()
)
WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?|['’]s\b|[^\s\w]|\w+")
MIN_MODAL, MIN_INFLECTED, MIN_SHARE = 2, 2, 0.08
MAX_NOMINAL = {"s": 0.25, "past": 0.35}  # a plural noun is taken for a verb more easily than a past form


def main(path: str) -> None:
    seen: Counter[str] = Counter()
    after_modal: Counter[str] = Counter()
    after_nominal: Counter[str] = Counter()
    with Path(path).open(encoding="utf-8") as lines:
        for line in lines:
            words = WORD.findall(json.loads(line)["text"])
            for before, word in pairwise(words):
                seen[word] += 1
                after_modal[word] += before in MODALS
                after_nominal[word] += before in NOMINAL
    verbs = {
        w
        for w, n in after_modal.items()
        if w.isalpha() and len(w) > 1 and n >= MIN_MODAL and n >= MIN_SHARE * seen[w]
    }
    verbs |= irregular().keys() - {"be", "have", "do"}
    found = set()
    for verb in verbs:
        inflected = sum(seen[w] for w, form in forms(verb) if form in ("past", "ing"))
        for word, form in forms(verb):
            limit = MAX_NOMINAL.get(form, 0) * seen[word]
            if inflected >= MIN_INFLECTED and word != verb and after_nominal[word] < limit:
                found.add(word)
    print("# Verb forms that seldom are anything but a verb, one a line.")
    print("# Made by benchmarks/learn_verbs.py from the texts of 840 political news articles.")
    print("\n".join(sorted(found)))


if __name__ == "__main__":
    main(sys.argv[1])
