"""Learn briefs/extract/lexicon/cues.txt: which words attribute, in which frame, and how often.

    python benchmarks/learn_cues.py ANNOTATED.jsonl > briefs/extract/lexicon/cues.txt

ANNOTATED holds articles with their attributions, one JSON object a line: {"text", "attributions":
[{"source", "cue", "content"}]}, each a list of [start, end). First every word of an annotated cue
is reduced to its base form; then every candidate with such a word is made on every article and
compared with the annotation. The list holds single words, frames and counts, nothing of the texts.
It depends on the list learn_verbs.py makes: run that one first.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from briefs.extract.attribution.candidate import Candidate, candidates
from briefs.extract.attribution.unit import Unit, units_of
from briefs.extract.attribution.verb import forms, irregular, readings_of
from briefs.extract.attribution.word_class import (
    ADVERBS,
    DETERMINERS,
    HELPERS,
    LINKS,
    PREPOSITIONS,
    PRONOUNS,
    STOPS,
    is_adverb,
)
from briefs.text import parse

Gold = tuple[frozenset[int], frozenset[str]]  # where the content's words start, the words of the source

WORD = re.compile(r"\w+")
LETTERS = re.compile(r"[a-z]+")
FUNCTION = ADVERBS | HELPERS | DETERMINERS | LINKS | PRONOUNS | PREPOSITIONS | STOPS | {"according"}
ENDINGS = (
    ("", ""),
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("d", ""),
    ("ed", ""),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
)
HEADER = """\
# Words that attribute: the word, then for each frame how often it attributed and how often it stood so.
# Counted by benchmarks/learn_cues.py over 840 annotated political news articles; "*" is any word."""
MIN_CUES, MIN_SHARE, MIN_SEEN = 3, 0.1, 3


def bases_of(seen: Counter[str]) -> dict[str, str]:
    """For every word the base form it is most likely a form of, by the base forms that are used."""
    irregular_forms = {form: base for base, pasts in irregular().items() for form in pasts}
    return {word: irregular_forms.get(word) or _base(word, seen) for word in seen}


def _base(word: str, seen: Counter[str]) -> str:
    bases = {word.removesuffix(cut) + put for cut, put in ENDINGS if word.endswith(cut)}
    bases |= {word[:-3] if word.endswith("ed") else word[:-4] if word.endswith("ing") else word}
    fitting = [b for b in bases if len(b) > 1 and seen[b] > 1 and word in {form for form, _ in forms(b)}]
    return max(fitting, key=lambda b: (b != word, seen[b]), default=word)


def cue_words(articles: Iterable[dict[str, Any]]) -> Counter[str]:
    """How many annotated cues have the word in them, by printed form."""
    counts: Counter[str] = Counter()
    for article in articles:
        for attribution in article["attributions"]:
            printed = " ".join(article["text"][s:e] for s, e in attribution.get("cue") or []).lower()
            counts.update(
                {w for w in LETTERS.findall(printed) if w not in FUNCTION and len(w) > 2 and not is_adverb(w)}
            )
    return counts


def cue_lemmas(articles: Iterable[dict[str, Any]]) -> set[str]:
    """The base forms of words that are often enough in a cue, in one of their forms at least."""
    seen = Counter(w for a in articles for w in LETTERS.findall(a["text"].lower()))
    bases, in_cue = bases_of(seen), cue_words(articles)
    total: Counter[str] = Counter()
    share: defaultdict[str, float] = defaultdict(float)
    for word, n in in_cue.items():
        if word in bases:
            total[bases[word]] += n
            share[bases[word]] = max(share[bases[word]], n / seen[word] if n > 1 else 0)
    return {w for w, n in total.items() if n >= MIN_CUES and share[w] >= MIN_SHARE} - {"be", "have", "do"}


def starts(text: str, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    return frozenset(m.start() for s, e in spans for m in WORD.finditer(text, s, e))


def is_right(text: str, unit: Unit, candidate: Candidate, gold: list[Gold]) -> bool:
    """Whether an annotation has half of all its words in common and is of the same source, if of any."""
    words = starts(text, [(s.start, s.end) for s in candidate.spans(unit)])
    for wanted, source in gold:
        if len(words & wanted) * 2 >= len(words | wanted):
            if not source:
                return True
            return candidate.mention is not None and head(unit.span(*candidate.mention).of(text)) in source
    return False


def head(printed: str) -> str:
    words = [w for w in WORD.findall(printed) if w != "s"]
    capitals = [w for w in words if w[0].isupper() and w.lower() not in FUNCTION]
    return str((capitals or words or [""])[-1]).lower()


def observed(articles: Iterable[dict[str, Any]], lemmas: Iterable[str]) -> Iterator[tuple[str, str, bool]]:
    """(word, frame, whether right) of every candidate whose cue is not inside somebody's words."""
    readings = readings_of({lemma: lemma for lemma in lemmas})
    for article in articles:
        raw, found = article["text"], article["attributions"]
        gold = [(starts(raw, a["content"]), sources(raw, a)) for a in found if a["content"]]
        contents = [(s, e) for a in found for s, e in a["content"]]
        for unit in units_of(parse(raw)):
            here = [g for g in gold if any(unit.sentence.start <= at < unit.sentence.end for at in g[0])]
            near = [(s, e) for s, e in contents if s < unit.sentence.end and e > unit.sentence.start]
            for candidate in candidates(unit, readings, lambda lemma, frame: True):
                cue = unit.span(*candidate.cue)
                right = is_right(raw, unit, candidate, here)
                if right or not any(s <= cue.start and cue.end <= e for s, e in near):
                    yield candidate.lemma, candidate.frame, right


def sources(raw: str, attribution: dict[str, Any]) -> frozenset[str]:
    return frozenset(w.lower() for s, e in attribution.get("source") or [] for w in WORD.findall(raw[s:e]))


def main(path: str) -> None:
    with Path(path).open(encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    hits: defaultdict[str, Counter[str]] = defaultdict(Counter)
    made: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for lemma, frame, right in observed(articles, cue_lemmas(articles)):
        for key in (lemma, "*"):
            made[key][frame] += 1
            hits[key][frame] += right
    print(HEADER)
    for lemma in sorted(made):
        rows = [(f, hits[lemma][f], n) for f, n in sorted(made[lemma].items()) if n >= MIN_SEEN]
        if any(h for _, h, _ in rows):
            print(lemma, *(f"{frame} {h}/{n}" for frame, h, n in rows), sep="\t")


if __name__ == "__main__":
    main(sys.argv[1])
