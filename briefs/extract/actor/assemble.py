"""What was found becomes the model's actors."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from briefs.extract.actor.body import bodies_of
from briefs.extract.actor.country import countries_of
from briefs.extract.actor.gather import people_of
from briefs.extract.actor.group import groups_of
from briefs.extract.actor.name import Name
from briefs.extract.actor.office import known_offices, unknown_offices
from briefs.extract.actor.page import Page, names_of
from briefs.extract.actor.person import fold
from briefs.extract.actor.pronoun import REACH, Mention, Number, may_mean, resolve
from briefs.extract.actor.trace import compounds
from briefs.extract.actor.vocabulary import vocabulary
from briefs.model import Actor, ActorKind, Span

SAID = frozenset(("said", "says", "added", "asked", "wrote", "told"))
# A name after these is no subject: prepositions, and verbs that take a person for object.
NOT_SUBJECT = frozenset(
    "of in by with for to about on against from at as than like under over into between told asked urged "
    "met visited blamed accused criticized criticised praised called endorsed".split()
)
NUMBERS: dict[ActorKind, Number] = {
    "person": "person",
    "group": "group",
    "organisation": "body",
    "country": "body",
}


@dataclass(slots=True, eq=False)
class Draft:
    """An actor in the making. `spans` are its names, `nominals` the offices and pronouns that mean it."""

    kind: ActorKind
    spans: list[Span] = field(default_factory=list)
    nominals: list[Span] = field(default_factory=list)
    roles: list[Span] = field(default_factory=list)
    sex: str = ""
    forms: tuple[str, ...] = ()  # as printed, white space evened


def actors_of(page: Page) -> tuple[Actor, ...]:
    names, titles = names_of(page, title=False), names_of(page, title=True)
    people = people_of(page, names, titles)
    drafts = [Draft("person", [page.span(n) for n in p.names], [], p.roles, p.sex) for p in people.persons]
    place = {person: n for n, person in enumerate(people.persons)}
    for person, span in (*known_offices(page, people), *compounds(page, people)):
        drafts[place[person]].nominals.append(span)
    rest = [name for name in names if name not in people.placed]
    drafts += [Draft("person", [span]) for span in unknown_offices(page, rest)]
    drafts += [
        Draft("organisation", body.spans) for body in bodies_of(page, rest, titles, people.placed_names())
    ]
    drafts += [Draft("country", spans) for spans in countries_of(page, [*rest, *titles]).values()]
    drafts += _groups(page, rest)
    for draft in drafts:
        printed = dict.fromkeys([span.of(page.text.raw) for span in in_order(draft.spans)])
        draft.forms = tuple(dict.fromkeys([" ".join(form.split()) for form in printed]))
    _part(drafts)
    _refer(page, drafts)
    actors = [_actor(page, draft) for draft in drafts if draft.spans]
    return tuple(sorted(actors, key=lambda actor: actor.mentions[0].start))


def _groups(page: Page, names: list[Name]) -> list[Draft]:
    found: dict[str, Draft] = {}
    for group in groups_of(page, names):
        found.setdefault(fold(group.words), Draft("group")).spans.append(group.span)
    return list(found.values())


def in_order(spans: Iterable[Span]) -> list[Span]:
    """By place in the text, each once."""
    return sorted(set(spans))


def _part(drafts: list[Draft]) -> None:
    """Of mentions that overlap keep the longest: "NATO allies" are not NATO."""
    claims = [(span.start, -span.end, n, 0, span) for n, draft in enumerate(drafts) for span in draft.spans]
    claims += [
        (span.start, -span.end, n, 1, span) for n, draft in enumerate(drafts) for span in draft.nominals
    ]
    for draft in drafts:
        draft.spans, draft.nominals = [], []
    reached = 0
    for start, _, n, nominal, span in sorted(claims):
        if start >= reached:
            (drafts[n].nominals if nominal else drafts[n].spans).append(span)
            reached = span.end


def _refer(page: Page, drafts: list[Draft]) -> None:
    """Give the pronouns to those they mean."""
    mentions = sorted(_mentions(page, drafts), key=lambda m: m.span.start)
    for span, owner in resolve(page, mentions):
        drafts[owner].nominals.append(span)


def _mentions(page: Page, drafts: list[Draft]) -> Iterator[Mention]:
    """Those that stand near enough before a pronoun for it to mean them."""
    starts = [sentence.span.start for sentence in page.text.sentences]
    near = {
        sentence - back
        for sentence, at, word in page.telling
        if may_mean(word, at)
        for back in range(REACH + 1)
    }
    for owner, draft in enumerate(drafts):
        for span in (*draft.spans, *draft.nominals):
            sentence = bisect_right(starts, span.start) - 1
            if sentence in near:
                yield _mention(page, owner, draft, span, sentence)


def _mention(page: Page, owner: int, draft: Draft, span: Span, sentence: int) -> Mention:
    """Subject and speaker are judged by the words before and behind."""
    raw = page.text.raw
    before = raw[max(0, span.start - 60) : span.start].split()
    after = raw[span.end : span.end + 14].split(" ", 2)
    word = before[-1].lower() if before else ""
    subject = _word_before_titles(before) not in NOT_SUBJECT and after[0] not in ("'s", "’s")
    speaks = (
        word in SAID
        or (len(after) > 1 and after[1] in vocabulary().verbs)
        or (word == "to" and before[-2:-1] in (["according"], ["According"]))
    )
    quoted = page.text.quotation_at(span.start) is not None
    return Mention(span, sentence, owner, NUMBERS[draft.kind], draft.sex, subject, speaks, quoted)


def _word_before_titles(before: list[str]) -> str:
    """ "under former President" Doe -> "under"."""
    known = vocabulary()
    for word in reversed(before):
        if not (word[0].isupper() or word in known.roles or word in known.role_modifiers):
            return word.lower()
    return ""


def _actor(page: Page, draft: Draft) -> Actor:
    name = _fullest(draft.kind, draft.forms)
    mentions = tuple(in_order([*draft.spans, *draft.nominals]))
    aliases = tuple(form for form in draft.forms if form != name)
    return Actor(name, draft.kind, aliases, mentions, tuple(in_order(draft.roles)))


def _fullest(kind: ActorKind, forms: tuple[str, ...]) -> str:
    if len(forms) == 1:
        return forms[0]
    if kind == "country":
        return min(forms, key=vocabulary().country_forms.__getitem__)
    return max(forms, key=lambda form: (len(form.split()), not form.isupper()))
