"""The same quote or figure of several outlets as one entry, and figures for the same measure side by side."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.card import Line
from bot.cards import phrase
from bot.cards.fact import fact_line
from bot.story import Story, outlet
from briefs.model import Quote, Statistic
from briefs.store import Fact, FactKind
from briefs.store.fact import findings
from briefs.story.gist import SAME_QUOTE, Figure, figure_of, quoted_words, same_figure, stems_of
from briefs.story.word import LETTERS, WORD

SHORT = 3  # words: so few are the same only when all are
SAME_MEASURE = 0.5  # of the words of what two figures measure, both taken together
MOST_COMPARED = 500
"""Facts of a story; of those behind them the same words alone are the same. So an article of thousands of
quotes or figures holds nobody up."""


@dataclass(frozen=True, eq=False)
class Entry:
    """A fact, and what it is compared by."""

    fact: Fact

    @property
    def outlet(self) -> str:
        return outlet(self.fact.held.brief.article)

    @cached_property
    def figure(self) -> Figure | None:
        finding = self.fact.finding
        return figure_of(self.fact.held.brief, finding) if isinstance(finding, Statistic) else None

    @cached_property
    def measure(self) -> frozenset[str]:
        """The words of what a figure measures; where that is its unit alone, those said about it, or of its
        sentence if nobody says it, but for numbers."""
        brief, finding = self.fact.held.brief, self.fact.finding
        assert isinstance(finding, Statistic)
        _, unit, measure = figure_of(brief, finding)
        named = measure - {word[:LETTERS] for word in WORD.findall(unit.lower())}
        said = (
            (finding.sentence,) if finding.statement is None else brief.statements[finding.statement].content
        )
        stems = frozenset().union(*(stems_of(brief, span) for span in said))
        return named or frozenset(stem for stem in stems if not stem[0].isdigit())

    @cached_property
    def quote(self) -> frozenset[str] | None:
        finding = self.fact.finding
        return quoted_words(self.fact.held.brief, finding) if isinstance(finding, Quote) else None

    @cached_property
    def wording(self) -> str:
        finding = self.fact.finding
        assert isinstance(finding, Quote)
        return " ".join(WORD.findall(self.fact.held.brief.words(finding.span).lower()))

    @cached_property
    def speaker(self) -> str:
        """The last word of the name, "" when it is unsure who speaks."""
        finding = self.fact.finding
        return finding.speaker.split()[-1] if isinstance(finding, Quote) and finding.speaker else ""


Group = list[Entry]
"""One fact as each outlet has it, first as the best article has it."""


def groups_of(story: Story, kind: FactKind) -> list[Group]:
    """Of all its articles, the best first; a figure that repeats another of its article has no number."""
    facts = [
        Fact(held.fact_ids[kind, position], kind, position, held)
        for held in story.articles
        for position in range(len(findings(held.brief, kind)))
        if (kind, position) in held.fact_ids
    ]
    return merged(facts) if story.others else [[Entry(fact)] for fact in facts]


def merged(facts: Iterable[Fact]) -> list[Group]:
    """Quotes and figures that are the same are one group; every other fact is its own."""
    groups: list[Group] = []
    by_words: dict[object, Group] = {}
    for number, entry in enumerate(map(Entry, facts)):
        words = entry.figure or entry.quote or entry
        near = groups if number < MOST_COMPARED else [by_words[words]] if words in by_words else []
        group = next((group for group in near if _same(group[0], entry)), None)
        if group is None:
            groups.append([entry])
            by_words[words] = groups[-1]
        else:
            group.append(entry)
    return groups


def related(groups: Sequence[Group]) -> list[list[Group]]:
    """Figures of several outlets for the same measure that differ."""
    found: list[list[Group]] = []
    for group in groups[:MOST_COMPARED]:
        family = next((family for family in found if _measure_alike(family[0][0], group[0])), None)
        if family is None:
            found.append([group])
        else:
            family.append(group)
    return [
        family
        for family in found
        if len({entry.outlet for group in family for entry in group}) > 1 < len(family)
    ]


def in_families(groups: Sequence[Group]) -> list[Group]:
    """In their order, but related figures right after the first of them."""
    families = {id(group): family for family in related(groups) for group in family}
    ordered: dict[int, Group] = {}
    for group in groups:
        ordered.update({id(one): one for one in families.get(id(group), [group])})
    return list(ordered.values())


def merged_line(group: Group) -> Line:
    """With the outlets that have it; one that words it differently with its own words."""
    line = fact_line(group[0].fact)
    notes = [line.note, *_wordings(group)] if group[0].quote is not None else [line.note, _named(group)]
    return replace(line, note=" · ".join(note for note in notes if note))


def _wordings(group: Group) -> Iterator[str]:
    for number, same in enumerate(_by(group, lambda entry: entry.wording)):
        fact = same[0].fact
        other = (
            f": {phrase.quoted(fact.held.brief, fact.finding)}"
            if number and isinstance(fact.finding, Quote)
            else ""
        )
        yield f"{_named(same)}{other}"


def _by(group: Group, key: Callable[[Entry], str]) -> list[Group]:
    found: dict[str, Group] = {}
    for entry in group:
        found.setdefault(key(entry), []).append(entry)
    return list(found.values())


def _named(group: Group) -> str:
    return ", ".join(dict.fromkeys(entry.outlet for entry in group))


def _same(one: Entry, other: Entry) -> bool:
    if one.figure and other.figure:
        return one.fact.held is not other.fact.held and same_figure(one.figure, other.figure)
    if one.quote is None or other.quote is None:
        return False
    if one.speaker and other.speaker and one.speaker != other.speaker:
        return False
    fewest = min(len(one.quote), len(other.quote))
    if fewest < SHORT:
        return one.quote == other.quote
    return len(one.quote & other.quote) >= SAME_QUOTE * fewest


def _measure_alike(one: Entry, other: Entry) -> bool:
    """Of two articles, in the same unit."""
    if not one.figure or not other.figure or one.figure[1] != other.figure[1]:
        return False
    if one.fact.held is other.fact.held:
        return False
    return len(one.measure & other.measure) >= SAME_MEASURE * len(one.measure | other.measure) > 0
