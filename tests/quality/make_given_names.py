"""Writes briefs/extract/lexicon/given_names.txt from the given names of the US Census of 1990.

    python tests/quality/make_given_names.py dist.male.first dist.female.first > given_names.txt

The two files are the Census Bureau's (public domain): a name, its share in per cent, the running
total, its rank. A name is `m` or `f` when one sex has it five times as often as the other, else `b`.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

RAREST = 0.006  # per cent of its sex; below, the list fills with surnames and clerks' slips
CERTAIN = 5
NOT_NAMES = frozenset(("Brain", "Major", "Numbers", "Queen", "Son", "Young"))  # in news titles or words
HEADER = "# Given names and the sex that bears them (m, f, b both): US Census 1990, public domain; made by make_given_names.py."


def shares(lines: Iterable[str]) -> dict[str, float]:
    fields = (line.split() for line in lines)
    return {name.capitalize(): float(share) for name, share, *_ in fields}


def sex(male: float, female: float) -> str:
    if male > CERTAIN * female:
        return "m"
    return "f" if female > CERTAIN * male else "b"


def main(male_path: str, female_path: str) -> None:
    with Path(male_path).open() as male_file, Path(female_path).open() as female_file:
        male, female = shares(male_file), shares(female_file)
    print(HEADER)
    for name in sorted(male.keys() | female.keys()):
        m, f = male.get(name, 0.0), female.get(name, 0.0)
        if max(m, f) >= RAREST and len(name) > 1 and name not in NOT_NAMES:
            print(name, sex(m, f))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
