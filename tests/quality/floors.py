"""Figures of quality and the floors they may not fall under.

`python -m tests.quality.floors` prints both; with `--raise` it lifts the floors to a point under what
is measured. It never lowers one: that is done by hand in floors.json, where everybody sees it.
"""

import importlib.util
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from math import floor
from pathlib import Path
from typing import Any

from briefs.read import read
from briefs.wire import article_of, to_dict
from tests.quality import gold, stories

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "eval"  # kept out of the repository: some of its texts have no licence
SEED = ROOT / "seeds" / "000_8db1ee002fa865aa.txt"
FLOORS = Path(__file__).with_name("floors.json")
MARGIN = 1.0  # points under what is measured, so that a change of taste elsewhere does not stop the build

SETS = {  # set -> the yardstick's measures
    "polnear_dev": ("attribution",),
    "gum_news_dev": ("attribution", "keypoints", "actors"),
    "quant_recognizers": ("quantities",),
    "quant_quantulum3": ("quantities",),
}

GUARDED = re.compile(r"(?<!tokens )F1$|e2e P$|key points|source_accuracy|ROUGE|_found|he_she_accuracy")

Figures = dict[str, float]


def measured(name: str) -> Figures:
    """The figures of one set, by name: "e2e F1" -> 57.3."""
    if name == "own":
        return gold.scores()
    if name == "stories":
        return stories.scores()
    if name == "seed":
        return dict(_flat(_seed()))
    rows = [json.loads(line) for line in (SHARED / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    briefs = {row["id"]: to_dict(read(article_of(json.dumps(row).encode()))) for row in rows}
    return {
        key: value
        for measure in SETS[name]
        for key, value in _flat(getattr(yardstick(), measure)(rows, briefs))
    }


def available() -> list[str]:
    return ["own", "stories", *(["seed", *SETS] if SHARED.is_dir() else [])]


def floors() -> dict[str, Figures]:
    return dict(json.loads(FLOORS.read_text(encoding="utf-8")))


@cache
def yardstick() -> Any:
    """The shared score.py, as a module."""
    spec = importlib.util.spec_from_file_location("yardstick", SHARED / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _seed() -> dict[str, Any]:
    text = SEED.read_text(encoding="utf-8")
    brief = to_dict(read(article_of(json.dumps({"id": "seed", "text": text}).encode())))
    seed_gold = json.loads((SHARED / "seed_gold.json").read_text(encoding="utf-8"))
    return dict(yardstick().seed(seed_gold, text, brief))


def _flat(result: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """{"e2e": {"P": 66, "R": 50, "F1": 57}} as "e2e P", "e2e R" and "e2e F1"; of these what is guarded."""
    for key, value in result.items():
        parts = {f"{key} {part}": v for part, v in value.items()} if isinstance(value, dict) else {key: value}
        yield from ((name, number) for name, number in parts.items() if GUARDED.search(name))


def main() -> None:
    new = {}
    for name in available():
        old, now = floors().get(name, {}), measured(name)
        new[name] = {key: max(old.get(key, 0), floor(value - MARGIN), 0) for key, value in now.items()}
        for key, value in now.items():
            under = " FALLEN" if value < old.get(key, 0) else ""
            print(f"{name:18} {key:28} {value:6.1f}  floor {old.get(key, 0):5.1f}{under}")
    if "--raise" in sys.argv:
        FLOORS.write_text(json.dumps(floors() | new, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
