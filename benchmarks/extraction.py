"""How fast articles become briefs: `python -m benchmarks.extraction`.

Prints the time of the seed's whole brief and of each step, of a text ten times as long, of the import,
and the memory. Times are the best of several on one core, in processor time, so that other work on the
machine counts little. The two lengths are read by turns, and their ratio is that of the medians: what slows
the machine down for a while slows both.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from briefs import Article, read
from briefs.extract.actor import find_actors
from briefs.extract.attribution import find_statements
from briefs.extract.key_point import find_key_points
from briefs.extract.quote import find_quotes
from briefs.extract.statistic import find_statistics
from briefs.text import parse

ROOT = Path(__file__).parents[1]
SEED = ROOT / "seeds" / "000_8db1ee002fa865aa.txt"
PATTERNS = (
    "one ", "1 ", "$1 to $2 ", "Ann Lee, ", "NATO ", "Georgia ", "“a” ", "“a\n", ", ", "A\n", "He said. ",
    "President Lee said. The president left. He went. ", "according to ",
)  # fmt: skip
LIMITS = {"whole brief, ms": 15, "ten times the text, times": 11, "import, s": 0.4, "memory, MB": 80}


def main() -> None:
    text = SEED.read_text(encoding="utf-8")
    figures = steps(text) | whole(text) | growth() | {"import, s": importing(), "memory, MB": memory()}
    if "--json" in sys.argv:
        print(json.dumps(figures))
        return
    for name, figure in figures.items():
        limit = f"  at most {LIMITS[name]}" if name in LIMITS else ""
        print(f"{name:28} {figure:8.2f}{limit}")


def steps(raw: str) -> dict[str, float]:
    """Milliseconds of each step, the tokens that the extractors share counted with the text."""
    text = parse(raw)
    actors = find_actors(text)
    statements = find_statements(text, actors)
    statistics = find_statistics(text, statements)
    runs: dict[str, Callable[[], object]] = {
        "text": lambda: parse(raw),
        "text and tokens": lambda: _tokens(raw),
        "actors": lambda: find_actors(text),
        "statements": lambda: find_statements(text, actors),
        "quotes": lambda: find_quotes(text, statements, actors),
        "statistics": lambda: find_statistics(text, statements),
        "key points": lambda: find_key_points(text, "", statements, statistics),
    }
    return {f"  {name}, ms": 1000 * best(run) for name, run in runs.items()}


def _tokens(raw: str) -> None:
    text = parse(raw)
    for sentence in text.sentences:
        text.tokens(sentence)


def whole(raw: str) -> dict[str, float]:
    long, ones, tens = "\n".join([raw] * 10), [], []
    for _ in range(20):
        ones += [_seconds(lambda: read(Article("one", raw))) for _ in range(5)]
        tens.append(_seconds(lambda: read(Article("ten", long))))
    return {"whole brief, ms": 1000 * min(ones), "ten times the text, times": median(tens) / median(ones)}


def growth() -> dict[str, float]:
    """How many times as long a pattern four times as long takes; the worst one. Quadratic work takes 16."""
    times = {unit: _growth(unit) for unit in PATTERNS}
    worst = max(times, key=times.__getitem__)
    return {f"four times {worst!r}, times": times[worst]}


def _growth(unit: str) -> float:
    short, long = (unit * (length // len(unit)) for length in (15_000, 60_000))
    return best(lambda: read(Article("long", long)), times=2) / best(
        lambda: read(Article("short", short)), times=4
    )


def best(run: Callable[[], object], times: int = 20) -> float:
    """Seconds of processor time of the fastest run."""
    return min(_seconds(run) for _ in range(times))


def _seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def importing() -> float:
    """Seconds of processor time that a fresh interpreter needs for `import briefs`, beyond its own start."""
    return max(0.0, _child("import briefs")[0] - _child("pass")[0])


def memory() -> float:
    """The most megabytes that a process held which read the seed."""
    code = "import sys; from briefs import Article, read; read(Article('seed', sys.stdin.read()))"
    return _child(code, SEED.read_text(encoding="utf-8"))[1]


def _child(code: str, given: str = "") -> tuple[float, float]:
    """Processor seconds (the best of three) and peak megabytes of a fresh interpreter that runs `code`."""
    # The peak of this process alone: what getrusage calls the peak begins with that of its parent.
    report = (
        "import time; peak = next(l for l in open('/proc/self/status') if l.startswith('VmHWM')).split()[1]\n"
        "print(time.process_time(), peak)"
    )
    command = [sys.executable, "-X", "utf8", "-c", f"{code}\n{report}"]
    runs = [
        subprocess.run(
            command, cwd=ROOT, input=given, capture_output=True, encoding="utf-8", check=True
        ).stdout.split()
        for _ in range(3)
    ]
    return min(float(seconds) for seconds, _ in runs), max(float(kilobytes) for _, kilobytes in runs) / 1024


if __name__ == "__main__":
    main()
