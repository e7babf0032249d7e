"""English verb forms, made from the base form; nothing is guessed from a form alone."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

from briefs.extract.lexicon import lines

Form = Literal["base", "s", "ing", "past", "participle"]
Readings = Mapping[str, tuple[tuple[str, Form], ...]]  # a printed form -> each (base form, form) it can be
SIGNS = ("according", ":")  # of attribution, that are no verbs and no nouns
VOWELS = frozenset("aeiou")
# Verbs of two syllables whose last is stressed double their consonant; the rest do not.
DOUBLED = frozenset(
    "admit commit concur confer defer infer occur omit permit prefer rebut recur refer regret submit "
    "transmit equip compel propel rebel repel expel transfer".split()
)


@cache
def irregular() -> dict[str, tuple[str, str]]:
    return {
        base: (past, participle) for base, past, participle in (line.split() for line in lines("irregular"))
    }


def readings_of(bases: Mapping[str, str]) -> Readings:
    """`bases`: a base form -> the word it is taken for, mostly itself. SIGNS are in, without a reading."""
    found: dict[str, list[tuple[str, Form]]] = {}
    for base, word in bases.items():
        for printed, form in forms(base):
            found.setdefault(printed, []).append((word, form))
    readings = {printed: tuple(dict.fromkeys(pairs)) for printed, pairs in found.items()}
    return readings | dict.fromkeys(SIGNS, ())


@cache
def participles() -> frozenset[str]:
    return frozenset(participle for _, participle in irregular().values())


def forms(base: str) -> Iterator[tuple[str, Form]]:
    """Every printed form of `base`: say, says, saying, said, said."""
    yield base, "base"
    yield _third_person(base), "s"
    yield _ing(base), "ing"
    past, participle = irregular().get(base) or (_past(base),) * 2
    yield past, "past"
    yield participle, "participle"


def _third_person(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    return base[:-1] + "ies" if _ends_in_consonant_y(base) else base + "s"


def _ing(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    return _stem(base) + "ing"


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    return base[:-1] + "ied" if _ends_in_consonant_y(base) else _stem(base) + "ed"


def _stem(base: str) -> str:
    """The base with its last consonant doubled where spelling asks for it."""
    if base.endswith("ic"):
        return base + "k"
    short = sum(c in VOWELS for c in base) == 1 and len(base) > 2
    closed = base[-1:] not in VOWELS | set("wxyh") and base[-2:-1] in VOWELS and base[-3:-2] not in VOWELS
    return base + base[-1] if closed and (short or base in DOUBLED) else base


def _ends_in_consonant_y(base: str) -> bool:
    return base.endswith("y") and base[-2:-1] not in VOWELS
