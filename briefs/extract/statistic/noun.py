"""The counted noun: "Seven | European foreign ministers | held". There is no tagger, so the phrase runs from
the number to the first plural it meets, and ends before any word that cannot stand inside it.
"""

from briefs.extract.statistic.atom import HYPHENS, Atoms, joined
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
        return (here + 1, here + 2) if atoms.lows[here + 1] in listed("hyphen_noun") else None
    here = _over_of(atoms, number)
    while atoms.lows[here] in group("skipped"):
        here += 1
    end = _first_plural(atoms, here) if number.value != 1 or number.digits else _singular(atoms, here)
    if end is None and atoms.lows[here] in listed("hyphen_noun") and not _joins(atoms, here + 1):
        end = here + 1  # "the seven member council"
    elif end and number.part and atoms.lows[end - 1] in listed("verb_form"):
        end -= 1  # "a third of the electorate remains"
    return (here, end) if end is not None and end > here else None


def _over_of(atoms: Atoms, number: Number) -> int:
    """Past the "of the" of a part: half of the voters, dozens of homes, 12 of the 15 members."""
    here = number.last
    if atoms.lows[here] == "of":
        here += 1
        while atoms.lows[here] in group("of_what"):
            here += 1
    elif number.part:
        while atoms.lows[here] in group("of_what"):
            here += 1
    return here


def _first_plural(atoms: Atoms, i: int) -> int | None:
    for j in range(i, i + LONGEST):
        if _joins(atoms, j) or _pairs(atoms, i, j):
            continue
        if not _may_stand(atoms, j):
            return None
        if is_plural(atoms.lows[j]) and not _goes_on(atoms, j):
            return j + 1
    return None


def _joins(atoms: Atoms, j: int) -> bool:
    """A hyphen inside a word, the possessive of one inside the phrase."""
    if not atoms.glued[j]:
        return False
    low = atoms.lows[j]
    return low in HYPHENS or low in ("'s", "’s") or (low in ("'", "’") and not atoms.glued[j + 1])


def _pairs(atoms: Atoms, i: int, j: int) -> bool:
    """The "and" of "two lobbying and consulting firms"."""
    if j == i or atoms.lows[j] not in ("and", "or") or not _may_stand(atoms, j + 1):
        return False
    return is_plural(atoms.lows[j + 1]) or (_may_stand(atoms, j + 2) and is_plural(atoms.lows[j + 2]))


def _may_stand(atoms: Atoms, i: int) -> bool:
    return atoms.is_word(i) and atoms.lows[i] not in listed("noun_end") and atoms.lows[i] not in CARDINALS


def _goes_on(atoms: Atoms, j: int) -> bool:
    """Whether the plural at `j` modifies another: sports teams, United States senators, women's lives."""
    if _joins(atoms, j + 1):
        return True
    if not _may_stand(atoms, j + 1) or not is_plural(atoms.lows[j + 1]):
        return False
    named = atoms.is_capital(j) and not atoms.is_capital(j + 1)
    return named or atoms.lows[j] in listed("plural_modifier")


def _singular(atoms: Atoms, i: int) -> int | None:
    """After "one": up to the word before one that ends the phrase, at most three words."""
    j = i
    while j < i + 5 and (_may_stand(atoms, j) or _joins(atoms, j)) and not is_plural(atoms.lows[j]):
        j += 1
    while j > i and atoms.lows[j - 1].endswith(("ed", "ly", "ing", "-")):
        j -= 1
    return j if j > i else None


# ---------------------------------------------------------------- other noun phrases


def phrase_after(atoms: Atoms, i: int) -> tuple[int, int] | None:
    """The noun phrase that begins at atom `i`, without its article, with an "of" or "to" a name after it."""
    while atoms.lows[i] in group("of_what") or atoms.lows[i] in ("a", "an"):
        i += 1
    end = _first_plural(atoms, i) or _run(atoms, i)
    if atoms.lows[end - 1] in listed("verb_form"):  # "the package includes"
        end = _run(atoms, i)
    if end == i or atoms.lows[end] in ("'s", "’s", "and", "or") or atoms.lows[end - 1] in group("empty_head"):
        return None
    link, beyond = atoms.lows[end], end + 1
    named = link == "of" or (link in ("to", "from", "for") and atoms.is_capital(beyond))
    if named and _may_stand(atoms, beyond) and atoms.lows[beyond] not in listed("month"):
        end = _first_plural(atoms, beyond) or _run(atoms, beyond)
    return i, end


def _run(atoms: Atoms, i: int) -> int:
    """Where the words that may stand in a phrase from `i` on end; "last year" begins something else."""
    j = i
    while j < i + LONGEST and (_may_stand(atoms, j) or (j > i and _joins(atoms, j))):
        if atoms.lows[j] in ("last", "next") or atoms.lows[j] in listed("verb_form"):
            break
        j += 1
    while j > i and (atoms.lows[j - 1].endswith(("ly", "ed")) or not atoms.is_word(j - 1)):
        j -= 1
    return j


LINKS = frozenset({"of", "for", "in", "among", "on", "from", "to", "with", "at"})


def phrase_before(atoms: Atoms, j: int) -> tuple[int, int] | None:
    """The noun phrase that ends where atom `j` begins: "the share of the vote | rose"."""
    while atoms.lows[j - 1] in group("auxiliary") or atoms.lows[j - 1].endswith("ly"):
        j -= 1
    i = j
    while i > j - LONGEST:
        step = _step_back(atoms, i, j)
        if not step:
            break
        i -= step
    while i < j and (atoms.glued[i] or not _may_stand(atoms, i)):  # not the "year" of "10-year bonds"
        i += 1
    only_verb = j == i + 1 and atoms.lows[i].endswith(("ed", "ing"))  # "marked | down to zero"
    return (i, j) if i < j and not only_verb and atoms.lows[j - 1] not in group("empty_head") else None


def _is_past(atoms: Atoms, i: int) -> bool:
    """The verb in "the firm reported net income", not the adjective in "the armed forces"."""
    said = _may_stand(atoms, i - 1) or atoms.lows[i - 1] in group("auxiliary")
    return atoms.lows[i].endswith("ed") and said


def _step_back(atoms: Atoms, i: int, j: int) -> int:
    """How many atoms before `i` belong to the phrase from `i` to `j`: "share of the | vote"."""
    if _joins(atoms, i - 1) or (_may_stand(atoms, i - 1) and not _is_past(atoms, i - 1)):
        return 1
    if i == j:
        return 0
    link = i - 1
    link -= atoms.lows[link] in CARDINALS  # "revenue for the three | months"
    link -= atoms.lows[link] in group("of_what")
    return i - link if atoms.lows[link] in LINKS and _may_stand(atoms, link - 1) else 0
