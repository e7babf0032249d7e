"""Our figures beside those of others, as tables: `make quality`.

quantulum3, Recognizers-Text and sumy are run here, in an environment of their own (benchmarks/peers.txt)
for they want old packages and ours wants none; whichever is missing says so. Published figures are
quoted with their source. All of it needs the shared sets in ../shared/eval.
"""

import importlib
import importlib.util
import json
import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks import quantities
from briefs.extract.lexicon import words
from briefs.text import parse
from tests.quality.floors import SHARED, Figures, available, measured, yardstick

Row = tuple[str, ...]

# eval/README.md of the shared sets: PolNeAR's kept-aside test part, so beside our dev figures with care.
PUBLISHED_ATTRIBUTION: list[Row] = [
    ("one speech verb and the nearest name †", "23.5", "", "", "33.9"),
    ("textacy direct quotations, gold parses †", "24.0", "", "", "58.5"),
    ("Gender Gap Tracker rules, gold parses †", "37.0", "", "", "35.8"),
    ("a published CRF †", "44.9", "", "", "58.0"),
    ("fine-tuned BERT, on a GPU †", "69.5", "", "", "75.6"),
    ("one human annotator against another †", "75.4", "", "", "96.6"),
]
SUMMARISERS = (
    "lex_rank.LexRank",
    "text_rank.TextRank",
    "lsa.Lsa",
    "luhn.Luhn",
    "sum_basic.SumBasic",
    "kl.KL",
)
ORACLE: Row = ("the best two sentences there are †", "49.6", "28.8", "34.6")


def main() -> None:
    if not SHARED.is_dir():
        sys.exit(f"the shared sets are not at {SHARED}")
    figures = {name: measured(name) for name in available()}
    _table(
        "Who said what: PolNeAR dev, 84 articles", ("", "e2e F1", "e2e P", "speaker right", "direct e2e F1")
    )
    _row("On Record", *_picked(figures["polnear_dev"], "e2e F1", "e2e P", "source_accuracy", "direct_e2e F1"))
    for row in PUBLISHED_ATTRIBUTION:
        _row(*row)
    print("\nQuantities")
    quantities.main()
    _table("Key points: GUM news dev, two sentences", ("", "ROUGE-1", "ROUGE-2", "ROUGE-L"))
    _row("On Record", *_picked(figures["gum_news_dev"], "ROUGE-1", "ROUGE-2", "ROUGE-L"))
    for row in _summarisers():
        _row(*row)
    _row(*ORACLE)
    _table("Actors: GUM news dev", ("", "names found", "alias pairs F1", "he, she"))
    _row(
        "On Record",
        *_picked(figures["gum_news_dev"], "person_names_found", "alias_pairs F1", "he_she_accuracy"),
    )
    _row("same last word; most recent name; gold mentions †", "given", "91.6", "79.5")
    _table("The seed article and our own twelve", ("", "figure"))
    for name in ("seed", "own"):
        for key, value in figures[name].items():
            _row(f"{name}: {key}", f"{value:.1f}")
    print("\n† quoted from ../shared/eval/README.md, the others run here")


def _table(title: str, columns: Row) -> None:
    print(f"\n{title}\n")
    _row(*columns)
    _row(*("---" for _ in columns))


def _row(*cells: str) -> None:
    print("| " + " | ".join(cells) + " |")


def _picked(figures: Figures, *keys: str) -> Iterator[str]:
    return (f"{figures[key]:.1f}" for key in keys)


# ---- key points


def _summarisers() -> Iterator[Row]:
    gold = [
        json.loads(line) for line in (SHARED / "gum_news_dev.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    stories = {row["id"]: _story(row["text"]) for row in gold}
    yield "the first two sentences", *_rouge(gold, {name: range(2) for name in stories}, stories)
    if importlib.util.find_spec("sumy") is None:
        yield "sumy (not installed)", "", "", ""
        return
    texts = {row["id"]: row["text"] for row in gold}
    for summariser in SUMMARISERS:
        picked = {
            name: _sumy(summariser, [texts[name][s:e] for s, e in story]) for name, story in stories.items()
        }
        yield f"sumy {summariser.split('.')[1]}", *_rouge(gold, picked, stories)


def _sumy(summariser: str, sentences: list[str]) -> list[int]:
    """Which two it picks. It is given sentences and words, so that it needs no NLTK data."""
    dom = importlib.import_module("sumy.models.dom")
    module, name = summariser.split(".")
    summarise = getattr(importlib.import_module(f"sumy.summarizers.{module}"), f"{name}Summarizer")()
    summarise.stop_words = words("function_words")
    lines = [dom.Sentence(sentence, Words) for sentence in sentences]
    chosen = summarise(dom.ObjectDocumentModel([dom.Paragraph(lines)]), 2)
    return [next(i for i, line in enumerate(lines) if line is one) for one in chosen]


class Words:
    """A tokeniser as sumy wants one."""

    @staticmethod
    def to_words(sentence: str) -> tuple[str, ...]:
        return tuple(re.findall(r"\w+", sentence))


def _story(raw: str) -> list[tuple[int, int]]:
    """The sentences of the story, without headline and date: what the others are given too."""
    text = parse(raw)
    lines = ((s, text.blocks[s.block]) for s in text.sentences)
    return [(s.span.start, s.span.end) for s, block in lines if block.kind == "paragraph"]


def _rouge(
    gold: list[Any], picked: dict[str, Iterable[int]], stories: dict[str, list[tuple[int, int]]]
) -> Iterator[str]:
    briefs = {
        name: {"key_points": [{"span": stories[name][i]} for i in chosen]} for name, chosen in picked.items()
    }
    return _picked(yardstick().keypoints(gold, briefs), "ROUGE-1", "ROUGE-2", "ROUGE-L")


if __name__ == "__main__":
    main()
