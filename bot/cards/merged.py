"""The same quote or figure of several outlets as one entry, and figures for the same measure side by side."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from bot.card import Line
from bot.cards import phrase
from bot.cards.fact import fact_line
from bot.story import Story, outlet
from briefs.model import Quote, Statistic
from briefs.store import Fact, FactKind
from briefs.store.fact import findings
from briefs.story.gist import SAME_QUOTE, figure_of, quoted_words, same_figure, stems_of
from briefs.story.word import LETTERS, WORD

SHORT = 3  # words: so few are the same only when all are
SAME_MEASURE = 0.5  # of the words of what two figures measure, both taken together

Group = list[Fact]
"""One fact as each outlet has it, first as the fullest article has it."""


def groups_of(story: Story, kind: FactKind) -> list[Group]:
    """Of all its articles, the fullest first; a figure that repeats another of its article has no number."""
    facts = [
        Fact(held.fact_ids[kind, position], kind, position, held)
        for held in story.articles
        for position in range(len(findings(held.brief, kind)))
        if (kind, position) in held.fact_ids
    ]
    return merged(facts) if story.others else [[fact] for fact in facts]


def merged(facts: Iterable[Fact]) -> list[Group]:
    """Quotes and figures that are the same are one group; every other fact is its own."""
    groups: list[Group] = []
    for fact in facts:
        group = next((group for group in groups if _same(group[0], fact)), None)
        if group is None:
            groups.append([fact])
        else:
            group.append(fact)
    return groups


def related(groups: Sequence[Group]) -> list[list[Group]]:
    """Figures of several outlets for the same measure that differ."""
    found: list[list[Group]] = []
    for group in groups:
        family = next((family for family in found if _measure_alike(family[0][0], group[0])), None)
        if family is None:
            found.append([group])
        else:
            family.append(group)
    return [family for family in found if len(family) > 1 and len(_outlets(family)) > 1]


def in_families(groups: Sequence[Group]) -> list[Group]:
    """In their order, but related figures right after the first of them."""
    families = related(groups)
    ordered: list[Group] = []
    for group in groups:
        family = next((family for family in families if any(group is one for one in family)), [group])
        ordered += [one for one in family if not any(one is other for other in ordered)]
    return ordered


def merged_line(group: Group) -> Line:
    """With the outlets that have it; one that words it differently with its own words."""
    line = fact_line(group[0])
    notes = [line.note, *_wordings(group)] if group[0].kind == "quote" else [line.note, _named(group)]
    return replace(line, note=" · ".join(note for note in notes if note))


def _wordings(group: Group) -> Iterator[str]:
    for number, same in enumerate(_by(group, _wording)):
        other = f": {phrase.quoted(same[0].held.brief, _quote(same[0]))}" if number else ""
        yield f"{_named(same)}{other}"


def _by(group: Group, key: Callable[[Fact], object]) -> list[Group]:
    found: dict[object, Group] = {}
    for fact in group:
        found.setdefault(key(fact), []).append(fact)
    return list(found.values())


def _named(group: Group) -> str:
    return ", ".join(dict.fromkeys(outlet(fact.held.brief.article) for fact in group))


def _outlets(family: Sequence[Group]) -> set[str]:
    return {outlet(fact.held.brief.article) for group in family for fact in group}


def _same(one: Fact, other: Fact) -> bool:
    if one.kind == "statistic" == other.kind:
        figures = (figure_of(fact.held.brief, _figure(fact)) for fact in (one, other))
        return one.held is not other.held and same_figure(*figures)
    return one.kind == "quote" == other.kind and _same_quote(one, other)


def _same_quote(one: Fact, other: Fact) -> bool:
    speakers = [quote.speaker.split()[-1] for quote in map(_quote, (one, other)) if quote.speaker]
    if len(set(speakers)) > 1:
        return False
    said, again = (quoted_words(fact.held.brief, _quote(fact)) for fact in (one, other))
    fewest = min(len(said), len(again))
    return said == again if fewest < SHORT else len(said & again) >= SAME_QUOTE * fewest


def _measure_alike(one: Fact, other: Fact) -> bool:
    if not one.kind == "statistic" == other.kind or one.held is other.held:
        return False
    if _figure(one).unit != _figure(other).unit:
        return False
    measure, other_measure = _measure(one), _measure(other)
    return len(measure & other_measure) >= SAME_MEASURE * len(measure | other_measure) > 0


def _measure(fact: Fact) -> frozenset[str]:
    """The words of what it measures; where that is its unit alone, those of its sentence but for numbers."""
    brief, figure = fact.held.brief, _figure(fact)
    _, unit, measure = figure_of(brief, figure)
    named = measure - {word[:LETTERS] for word in WORD.findall(unit.lower())}
    return named or frozenset(stem for stem in stems_of(brief, figure.sentence) if not stem[0].isdigit())


def _wording(fact: Fact) -> str:
    return " ".join(WORD.findall(fact.held.brief.words(_quote(fact).span).lower()))


def _quote(fact: Fact) -> Quote:
    assert isinstance(fact.finding, Quote)
    return fact.finding


def _figure(fact: Fact) -> Statistic:
    assert isinstance(fact.finding, Statistic)
    return fact.finding
