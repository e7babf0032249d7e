"""The figures of a sentence: numbers read and joined, what is no statistic left out."""

from collections.abc import Iterator

from briefs.extract.statistic.atom import Atoms, joined
from briefs.extract.statistic.number import read_number
from briefs.extract.statistic.numeral import Number, may_begin
from briefs.extract.statistic.pair import sharing, whole_of
from briefs.extract.statistic.quantity import Figure, figure_of
from briefs.extract.statistic.veto import in_code, in_word, is_name, is_no_statistic, rank
from briefs.extract.statistic.word import group, listed


def figures_of(atoms: Atoms) -> tuple[Figure, ...]:
    """From right to left, so that a number can take its unit from the next: "between 44 and 50 mg"."""
    found: list[Figure] = []
    for number in reversed(tuple(_numbers(atoms))):
        figure = figure_of(atoms, number)
        while found and found[-1].first < figure.last:  # "5 ft 2 in": taken in
            found.pop()
        whole = whole_of(atoms, figure, found[-1]) if found else None
        if whole:
            found[-1] = whole
        else:
            found.append(sharing(atoms, figure, found[-1]) if found else figure)
    return tuple(figure for figure in reversed(found) if _is_statistic(atoms, figure))


def _numbers(atoms: Atoms) -> Iterator[Number]:
    beyond = 0
    places = [i for i in atoms.places() if may_begin(atoms.lows[i])]
    for i in places:
        number = read_number(atoms, i) if i >= beyond else None
        if number:
            beyond = number.last
            yield number


def _is_statistic(atoms: Atoms, figure: Figure) -> bool:
    number = figure.number
    if in_code(atoms, figure.first) or (in_word(atoms, figure.first) and not figure.joined):
        return False
    if figure.unit:
        return not _tells_time(atoms, figure)
    if figure.joined:
        return figure.noun is None or not _orders_the_text(atoms, figure, figure.noun)
    if is_no_statistic(atoms, number) or (number.vague and figure.noun is None):
        return False
    if atoms.lows[number.first] == "one" and number.value == 1:
        return figure.noun is not None and _counts_one(atoms, figure.first, figure.noun[1])
    if figure.noun is None:
        return not (is_name(atoms, number) or rank(atoms, number) or _points_back(atoms, number))
    return not _orders_the_text(atoms, figure, figure.noun) and not _points_back(atoms, number)


def _counts_one(atoms: Atoms, first: int, last: int) -> bool:
    """Only one boat, at least one boat; one person was killed."""
    return atoms.lows[first - 1] in group("exact") or atoms.lows[last] in ("was", "died")


def _tells_time(atoms: Atoms, figure: Figure) -> bool:
    """ "one day", "one time", "one second", "a two-time winner": not counted."""
    if atoms.lows[figure.last - 1] == "time" and joined(atoms, figure.number.last) > figure.number.last:
        return True
    one = atoms.lows[figure.number.first] == "one" and figure.value == 1
    return one and figure.unit in ("day", "time", "second")


def _points_back(atoms: Atoms, number: Number) -> bool:
    """ "the two", "those three men": known already."""
    return not number.digits and number.value in (2, 3) and atoms.lows[number.first - 1] in group("pointing")


def _orders_the_text(atoms: Atoms, figure: Figure, noun: tuple[int, int]) -> bool:
    """three essential points, 5 things to watch; but "led by three points", "scored 12 points"."""
    head = atoms.lows[noun[1] - 1]
    if figure.value > 10 or head not in listed("discourse_noun"):
        return False
    told = noun[1] > noun[0] + 1 or atoms.lows[noun[1]] == ":"
    return told and not figure.number.digits if head.startswith("point") else True
