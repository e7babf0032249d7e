"""The counted noun: "Seven | European foreign ministers | held". There is no tagger, so the phrase runs from
the number to the first plural it meets, and ends before any word that cannot stand inside it.
"""

from briefs.extract.statistic.atom import HYPHENS, Atom, Atoms, joined
from briefs.extract.statistic.numeral import CARDINALS, Number
from briefs.extract.statistic.word import group, listed

LONGEST = 8  # words; a longer way to the first plural has left the phrase


def is_plural(word: str) -> bool:
    """By its form; "crisis" and "campus" are not, "people" is."""
    if word in listed("plural"):
        return True
    if word[-1:] != "s" or len(word) < 4 or word[-2:] in ("ss", "us", "is"):
        return False
    return word not in listed("not_plural")


def counted_noun(atoms: Atoms, number: Number) -> tuple[int, int] | None:
    """The atoms of the noun phrase that `number` counts, its last word the head."""
    here = number.last
    if joined(atoms, here) > here:
        return (here + 1, here + 2) if atoms.low(here + 1) in listed("hyphen_noun") else None
    here = _over_of(atoms, number)
    while atoms.low(here) in group("skipped"):
        here += 1
    end = _first_plural(atoms, here) if number.value != 1 or number.digits else _singular(atoms, here)
    if end is None and atoms.low(here) in listed("hyphen_noun") and not _joins(atoms, here + 1):
        end = here + 1  # "the seven member council"
    elif end and number.part and atoms.low(end - 1) in listed("verb_form"):
        end -= 1  # "a third of the electorate remains"
    return (here, end) if end is not None and end > here else None


def _over_of(atoms: Atoms, number: Number) -> int:
    """Past the "of the" of a part: half of the voters, dozens of homes, 12 of the 15 members."""
    here = number.last
    if atoms.low(here) == "of":
        here += 1
        while atoms.low(here) in group("of_what"):
            here += 1
    elif number.part:
        while atoms.low(here) in group("of_what"):
            here += 1
    return here


def _first_plural(atoms: Atoms, i: int) -> int | None:
    for j in range(i, min(i + LONGEST, len(atoms))):
        atom = atoms.at(j)
        if _joins(atoms, j) or _pairs(atoms, i, j):
            continue
        if not _may_stand(atom):
            return None
        if is_plural(atom.low) and not _goes_on(atoms, j):
            return j + 1
    return None


def _joins(atoms: Atoms, j: int) -> bool:
    """A hyphen inside a word, the possessive of one inside the phrase."""
    atom = atoms.at(j)
    possessive = atom.low in ("'s", "’s") or (atom.low in ("'", "’") and not atoms.at(j + 1).glued)
    return atom.glued and (possessive or atom.low in HYPHENS)


def _pairs(atoms: Atoms, i: int, j: int) -> bool:
    """The "and" of "two lobbying and consulting firms"."""
    if j == i or atoms.low(j) not in ("and", "or") or not _may_stand(atoms.at(j + 1)):
        return False
    return is_plural(atoms.low(j + 1)) or (_may_stand(atoms.at(j + 2)) and is_plural(atoms.low(j + 2)))


def _may_stand(atom: Atom) -> bool:
    return atom.is_word and atom.low not in listed("noun_end") and atom.low not in CARDINALS


def _goes_on(atoms: Atoms, j: int) -> bool:
    """Whether the plural at `j` modifies another: sports teams, United States senators, women's lives."""
    following = atoms.at(j + 1)
    if _joins(atoms, j + 1):
        return True
    if not _may_stand(following) or not is_plural(following.low):
        return False
    named = atoms.at(j).is_capital and not following.is_capital
    return named or atoms.low(j) in listed("plural_modifier")


def _singular(atoms: Atoms, i: int) -> int | None:
    """After "one": up to the word before one that ends the phrase, at most three words."""
    j = i
    while j < i + 5 and (_may_stand(atoms.at(j)) or _joins(atoms, j)) and not is_plural(atoms.at(j).low):
        j += 1
    while j > i and atoms.low(j - 1).endswith(("ed", "ly", "ing", "-")):
        j -= 1
    return j if j > i else None


# ---------------------------------------------------------------- other noun phrases


def phrase_after(atoms: Atoms, i: int) -> tuple[int, int] | None:
    """The noun phrase that begins at atom `i`, without its article, with an "of" or "to" a name after it."""
    while atoms.low(i) in group("of_what") or atoms.low(i) in ("a", "an"):
        i += 1
    end = _first_plural(atoms, i) or _run(atoms, i)
    if atoms.low(end - 1) in listed("verb_form"):  # "the package includes"
        end = _run(atoms, i)
    if end == i or atoms.low(end) in ("'s", "’s", "and", "or") or atoms.low(end - 1) in group("empty_head"):
        return None
    link, beyond = atoms.low(end), atoms.at(end + 1)
    named = link == "of" or (link in ("to", "from", "for") and beyond.is_capital)
    if named and _may_stand(beyond) and beyond.low not in listed("month"):
        end = _first_plural(atoms, end + 1) or _run(atoms, end + 1)
    return i, end


def _run(atoms: Atoms, i: int) -> int:
    """Where the words that may stand in a phrase from `i` on end; "last year" begins something else."""
    j = i
    while j < min(i + LONGEST, len(atoms)) and (_may_stand(atoms.at(j)) or (j > i and _joins(atoms, j))):
        if atoms.low(j) in ("last", "next") or atoms.low(j) in listed("verb_form"):
            break
        j += 1
    while j > i and (atoms.low(j - 1).endswith(("ly", "ed")) or not atoms.at(j - 1).is_word):
        j -= 1
    return j


LINKS = frozenset({"of", "for", "in", "among", "on", "from", "to", "with", "at"})


def phrase_before(atoms: Atoms, j: int) -> tuple[int, int] | None:
    """The noun phrase that ends where atom `j` begins: "the share of the vote | rose"."""
    while j > 0 and (atoms.low(j - 1) in group("auxiliary") or atoms.low(j - 1).endswith("ly")):
        j -= 1
    i = j
    while i > max(0, j - LONGEST):
        step = _step_back(atoms, i, j)
        if not step:
            break
        i -= step
    while i < j and (atoms.at(i).glued or not _may_stand(atoms.at(i))):  # not the "year" of "10-year bonds"
        i += 1
    only_verb = j == i + 1 and atoms.at(i).low.endswith(("ed", "ing"))  # "marked | down to zero"
    return (i, j) if i < j and not only_verb and atoms.low(j - 1) not in group("empty_head") else None


def _is_past(atoms: Atoms, i: int) -> bool:
    """The verb in "the firm reported net income", not the adjective in "the armed forces"."""
    said = _may_stand(atoms.at(i - 1)) or atoms.low(i - 1) in group("auxiliary")
    return atoms.low(i).endswith("ed") and said


def _step_back(atoms: Atoms, i: int, j: int) -> int:
    """How many atoms before `i` belong to the phrase from `i` to `j`: "share of the | vote"."""
    if _joins(atoms, i - 1) or (_may_stand(atoms.at(i - 1)) and not _is_past(atoms, i - 1)):
        return 1
    if i == j:
        return 0
    link = i - 1
    link -= atoms.low(link) in CARDINALS  # "revenue for the three | months"
    link -= atoms.low(link) in group("of_what")
    return i - link if atoms.low(link) in LINKS and _may_stand(atoms.at(link - 1)) else 0
