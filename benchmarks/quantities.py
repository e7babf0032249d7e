"""Figures in short texts, ours beside quantulum3's and Recognizers-Text's, as a table.

`python -m benchmarks.quantities` runs whoever is installed. The two want old packages, so give them an
environment of their own (`pip install quantulum3 recognizers-text-suite 'emoji<2'`) and run this with its
interpreter: our own reading needs nothing beside the standard library. The sets are those of
../shared/eval, the columns those of its score.py.
"""

import importlib.util
import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

from briefs.extract.statistic import find_statistics
from briefs.text import parse
from tests.quality.floors import SHARED, yardstick

Quantity = dict[str, Any]
Reader = Callable[[str], list[Quantity]]

SETS = ("quant_recognizers", "quant_quantulum3")
COLUMNS = ("value", "value+unit", "standard")


def main() -> None:
    if not SHARED.is_dir():
        sys.exit(f"the shared sets are not at {SHARED}")
    for name in SETS:
        rows = [
            json.loads(line) for line in (SHARED / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        ]
        print(f"\n{name}, {len(rows)} texts: F1\n\n| | {' | '.join(COLUMNS)} |\n|---|---|---|---|")
        for who, read in READERS.items():
            print(f"| {who} | {' | '.join(_scores(rows, read))} |")


def _scores(rows: list[Any], read: Reader | None) -> Iterator[str]:
    if read is None:
        return iter(["not installed", "", ""])
    briefs = {row["id"]: {"statistics": read(row["text"])} for row in rows}
    result = yardstick().quantities(rows, briefs)
    return (f"{result[column]['F1']:.1f}" for column in COLUMNS)


def ours(text: str) -> list[Quantity]:
    return [_quantity(s.value, s.upper, s.unit) for s in find_statistics(parse(text), ())]


def quantulum3(text: str) -> list[Quantity]:
    """What quantulum3 reads; a range is a value and its uncertainty there. It raises on some texts."""
    from quantulum3 import parser

    try:
        found = parser.parse(text)
    except Exception:  # whatever it stumbles on, it has read nothing
        return []
    spread = [(q, q.uncertainty or 0) for q in found]
    return [
        _quantity(
            q.value - by,
            q.value + by if by else None,
            None if q.unit.name == "dimensionless" else q.unit.name,
        )
        for q, by in spread
    ]


def recognizers(text: str) -> list[Quantity]:
    """What Recognizers-Text reads: units first, then percentages, then the numbers neither has taken."""
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import (
        recognize_age,
        recognize_currency,
        recognize_dimension,
        recognize_temperature,
    )

    models = (recognize_currency, recognize_dimension, recognize_temperature, recognize_age)
    found: list[tuple[int, int]] = []
    quantities = []
    for recognise, unit in [
        *((m, None) for m in models),
        (recognize_percentage, "percent"),
        (recognize_number, None),
    ]:
        for result in recognise(text, "en-us"):
            value = _number((result.resolution or {}).get("value"))
            if value is None or any(start <= result.end and result.start <= end for start, end in found):
                continue
            found.append((result.start, result.end))
            quantities.append(_quantity(value, None, unit or result.resolution.get("unit")))
    return quantities


def _number(printed: str | None) -> float | None:
    try:
        return float((printed or "").rstrip("%"))
    except ValueError:
        return None


def _quantity(value: Any, upper: Any, unit: str | None) -> Quantity:
    return {"value": float(value), "upper": None if upper is None else float(upper), "unit": unit}


def _if_installed(module: str, read: Reader) -> Reader | None:
    return read if importlib.util.find_spec(module) else None


READERS: dict[str, Reader | None] = {
    "On Record": ours,
    "quantulum3": _if_installed("quantulum3", quantulum3),
    "Recognizers-Text": _if_installed("recognizers_number", recognizers),
}

if __name__ == "__main__":
    main()
