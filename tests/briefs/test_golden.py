"""The brief of the seed article, looked at and kept: a change of it is seen in the diff.

`python -m tests.briefs.test_golden` writes it anew.
"""

import json
from pathlib import Path

from briefs import Article, read
from briefs.wire import to_dict

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "000_8db1ee002fa865aa.txt"
GOLDEN = ROOT / "tests" / "golden" / "seed.brief.json"


def printed() -> str:
    """The brief as JSON, a finding a line."""
    brief = to_dict(read(Article("seed", SEED.read_text(encoding="utf-8"))))
    fields = (f'"{field}": {_value(value)}' for field, value in brief.items())
    return "{\n" + ",\n".join(fields) + "\n}\n"


def _value(value: object) -> str:
    if not isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return "[\n" + ",\n".join(" " + json.dumps(item, ensure_ascii=False) for item in value) + "\n]"


def test_it_reads_the_seed_as_it_was_looked_at() -> None:
    assert printed() == GOLDEN.read_text(encoding="utf-8"), "look, then: python -m tests.briefs.test_golden"


if __name__ == "__main__":
    GOLDEN.write_text(printed(), encoding="utf-8")
