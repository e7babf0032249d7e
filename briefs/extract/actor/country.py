"""Countries, their governments called by the capital, and peoples."""

from collections import defaultdict
from collections.abc import Iterable

from briefs.extract.actor.name import Name
from briefs.extract.actor.page import Page
from briefs.extract.actor.vocabulary import vocabulary
from briefs.model import Span

# Where a capital is the government and not the city: what comes before it, and what it does.
AGAINST = frozenset("with between by against that and or".split())
GIVEN_TO = frozenset(
    "concessions support aid assistance sanctions message warning threat threats pressure weapons arms "
    "pledge pledges commitment loyalty help overtures proposal proposals close closer opposed hostile "
    "friendly".split()
)
AUXILIARIES = frozenset(
    "has had have will would could should may might must is was are were does did can cannot".split()
)
STATES_TOO = {"Georgia": ("Tbilisi", "Georgian")}  # also a US state: needs a word that tells the country


def countries_of(page: Page, names: Iterable[Name]) -> dict[str, list[Span]]:
    """Mentions by country. A capital counts where the sentence has it act."""
    known, absent = vocabulary().countries, _states_only(page.text.raw)
    found: defaultdict[str, list[Span]] = defaultdict(list)
    capitals: defaultdict[str, list[Span]] = defaultdict(list)
    for name in names:
        if name.kind == "country":
            form = " ".join(name.words)
            if form in known and form not in absent:
                found[known[form]].append(page.span(name))
        elif name.kind == "capital" and acts(page, name):
            capitals[known[" ".join(name.words)]].append(page.span(name))
    for country, spans in capitals.items():
        found[country].extend(spans)
    return found


def _states_only(raw: str) -> set[str]:
    """The names that are those of states in this article, not of countries."""
    return {form for form, telling in STATES_TOO.items() if not any(word in raw for word in telling)}


def acts(page: Page, name: Name) -> bool:
    """Whether the capital stands for its government: it does something, or something is done to it."""
    before = page.word(name.sentence, name.first - 1)
    after = page.word(name.sentence, name.last + 1)
    if before == "to":
        return page.word(name.sentence, name.first - 2) in GIVEN_TO
    if after == ",":
        return False
    acting = after in AUXILIARIES or after in vocabulary().verbs or _is_past(after)
    return (
        before in AGAINST
        if not acting
        else before not in ("in", "at", "near", "from", "of", "outside", "around")
    )


def _is_past(word: str) -> bool:
    return (len(word) > 4 and word.endswith("ed")) or word in (
        "made",
        "gave",
        "sent",
        "took",
        "held",
        "saw",
        "sought",
    )
