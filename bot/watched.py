"""What of an article somebody watches for: quotes and figures of an actor, or that hold a phrase."""

import hashlib
from collections.abc import Iterable, Iterator

from bot.cards.merged import merged
from bot.filter import Words, folded, named
from briefs.model import Actor, Brief, Quote, Span, Statistic
from briefs.store import Fact, FactKind, HeldArticle

Place = tuple[FactKind, int]


def facts_about(rule: str, held: HeldArticle) -> list[Fact]:
    """`rule` is "actor:Ada Byron" or a phrase; a figure that repeats another is none."""
    actor = named(rule, "actor")
    places = _about_actor(actor, held.brief) if actor else _about_phrase(rule, held.brief)
    return [Fact(held.fact_ids[place], *place, held) for place in places if place in held.fact_ids]


def new_about(rule: str, held: HeldArticle, story: Iterable[HeldArticle]) -> list[Fact]:
    """Without the figures that articles of its story, read before it, give as well."""
    facts = facts_about(rule, held)
    before = [one for one in story if (one.read_at, one.number) < (held.read_at, held.number)]
    given = [fact for one in before for fact in facts_about(rule, one) if fact.kind == "statistic"]
    return [group[0].fact for group in merged([*given, *facts]) if group[0].fact in facts]


def words_of(fact: Fact, article: int | None = None) -> str:
    """The same for a fact that another article repeats in the same words; with the article's number for
    this one alone."""
    brief = fact.held.brief
    match fact.finding:
        case Quote(span=span):
            said = f"quote {folded(brief.words(span))}"
        case Statistic(value=value, unit=unit, sentence=sentence):
            said = f"figure {value} {unit} {folded(brief.words(sentence))}"
        case other:
            raise TypeError(f"nobody watches for a {type(other).__name__}")
    return hashlib.sha256(f"{article or ''}{said}".encode()).hexdigest()


def _about_actor(name: str, brief: Brief) -> Iterator[Place]:
    """What they say word for word, the figures they give, and those in a sentence that names them."""
    actors = [actor for actor in brief.actors if _is_called(actor, name)]
    names = {actor.name for actor in actors}
    mentions = [mention for actor in actors for mention in actor.mentions]
    for i, quote in enumerate(brief.quotes):
        if quote.speaker in names:
            yield "quote", i
    for i, figure in enumerate(brief.statistics):
        giver = None if figure.statement is None else brief.statements[figure.statement].speaker
        if giver in names or any(figure.sentence.holds(mention) for mention in mentions):
            yield "statistic", i


def _is_called(actor: Actor, name: str) -> bool:
    return Words(actor.name, *actor.aliases).hold(name)


def _about_phrase(phrase: str, brief: Brief) -> Iterator[Place]:
    """Those whose sentence holds it, or the quote itself where that is longer."""

    def holds(*spans: Span) -> bool:
        return Words(*(brief.words(span) for span in spans)).hold(phrase)

    for i, quote in enumerate(brief.quotes):
        if holds(quote.span, brief.statements[quote.statement].sentence):
            yield "quote", i
    for i, figure in enumerate(brief.statistics):
        if holds(figure.sentence):
            yield "statistic", i
