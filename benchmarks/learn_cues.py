"""Learn briefs/extract/lexicon/cues.txt: which words attribute, in which frame, and how often.

    python benchmarks/learn_cues.py ANNOTATED.jsonl > briefs/extract/lexicon/cues.txt

ANNOTATED holds articles with their attributions, one JSON object a line: {"text", "attributions":
[{"source", "cue", "content"}]}, each a list of [start, end). First every word of an annotated cue
is reduced to its base form; then every candidate with such a word is made on every article and
compared with the annotation. The list holds single words, frames and counts, nothing of the texts.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from briefs.extract.candidate import Candidate, candidates
from briefs.extract.cue import readings_of
from briefs.extract.mention import ADVERBS, AUXILIARIES, DETERMINERS, LINKS, PRONOUNS, STOPS
from briefs.extract.unit import Unit, units_of
from briefs.extract.verb import forms, irregular
from briefs.text import parse

WORD = re.compile(r"\w+")
FUNCTION = ADVERBS | AUXILIARIES | DETERMINERS | LINKS | PRONOUNS | STOPS
ENDINGS = (("", ""), ("s", ""), ("es", ""), ("ies", "y"), ("d", ""), ("ed", ""), ("ied", "y"), ("ing", ""), ("ing", "e"))
MIN_CUES, MIN_SEEN = 3, 4


def base_of(word: str, vocabulary: Counter[str]) -> str:
    """The base form `word` is most likely a form of, by the base forms the articles use."""
    for base, pasts in irregular().items():
        if word in pasts:
            return base
    doubled = word[:-3] if word.endswith("ed") else word[:-4] if word.endswith("ing") else ""
    bases = {word[: len(word) - len(cut)] + put for cut, put in ENDINGS if word.endswith(cut)} | {doubled}
    fitting = [b for b in bases if len(b) > 1 and b in vocabulary and word in {form for form, _ in forms(b)}]
    return max(fitting, key=lambda b: (b != word and vocabulary[b] > 1, vocabulary[b]), default=word)


def cue_words(articles: Iterable[dict[str, Any]], vocabulary: Counter[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for article in articles:
        for attribution in article["attributions"]:
            printed = " ".join(article["text"][s:e] for s, e in attribution.get("cue") or [])
            words = [w.lower() for w in re.findall(r"[A-Za-z]+", printed)]
            counts.update({base_of(w, vocabulary) for w in words if w not in FUNCTION and len(w) > 2})
    return counts


def starts(text: str, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    return frozenset(m.start() for s, e in spans for m in WORD.finditer(text, s, e))


def hit(text: str, unit: Unit, candidate: Candidate, gold: list[tuple[frozenset[int], str]]) -> bool:
    spans = [unit.span(*r) for r in candidate.content]
    words = starts(text, [(s.start, s.end) for s in spans])
    for wanted, source in gold:
        if len(words & wanted) * 2 >= len(words | wanted):
            if not source:
                return True
            if candidate.mention is not None:
                printed = unit.span(*candidate.mention).of(text)
                return head(printed) in {w.lower() for w in re.findall(r"\w+", source)}
            return False
    return False


def head(printed: str) -> str:
    words = re.findall(r"\w+", re.sub(r"['’]s?$", "", printed))
    capitals = [w for w in words if w[0].isupper() and w.lower() not in FUNCTION]
    return (capitals or words or [""])[-1].lower()


def observed(articles: Iterable[dict[str, Any]], lemmas: Iterable[str]) -> Iterator[tuple[str, str, bool]]:
    readings = readings_of(lemmas)
    for article in articles:
        raw = article["text"]
        contents = [
            (starts(raw, a["content"]), " ".join(raw[s:e] for s, e in a.get("source") or []))
            for a in article["attributions"]
        ]
        inside = [(s, e) for a in article["attributions"] for s, e in a["content"]]
        for unit in units_of(parse(raw)):
            lo, hi = unit.sentence.start, unit.sentence.end
            near = [(s, e) for s, e in inside if s < hi and e > lo]
            gold = [c for c in contents if c[0] and min(c[0]) < hi and max(c[0]) >= lo]
            for candidate in candidates(unit, readings):
                cue = unit.span(*candidate.cue)
                right = hit(raw, unit, candidate, gold)
                if right or not any(s <= cue.start and cue.end <= e for s, e in near):
                    yield candidate.lemma, candidate.frame, right


def main(path: str) -> None:
    with open(path, encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    vocabulary = Counter(w for a in articles for w in re.findall(r"[a-z]+", a["text"]))
    lemmas = [w for w, n in cue_words(articles, vocabulary).items() if n >= MIN_CUES]
    hits, seen = defaultdict(Counter), defaultdict(Counter)  # type: ignore[var-annotated]
    for lemma, frame, right in observed(articles, lemmas):
        for key in (lemma, "*"):
            seen[key][frame] += 1
            hits[key][frame] += right
    print("# Words that attribute: word, then for each frame how often it attributed and how often it stood so.")
    print("# Counted by benchmarks/learn_cues.py over 840 annotated political news articles; '*' is any of them.")
    for lemma in sorted(seen):
        rows = [(f, hits[lemma][f], n) for f, n in sorted(seen[lemma].items()) if n >= MIN_SEEN]
        if any(h for _, h, _ in rows):
            print(lemma, *(f"{frame} {h}/{n}" for frame, h, n in rows), sep="\t")


if __name__ == "__main__":
    main(sys.argv[1])
