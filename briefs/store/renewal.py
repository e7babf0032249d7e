"""An article that is read anew, because it was edited or because a later version reads better: what it said
before and still says keeps its number, so that the buttons of old posts go on working."""

from collections import defaultdict

from sqlalchemy import Connection, bindparam, delete, select, update

from briefs.model import Brief, KeyPoint, Quote, Span, Statement, Statistic
from briefs.store.fact import FactKind, HeldArticle, findings
from briefs.store.index import Row, finding_rows
from briefs.store.row import held_article
from briefs.store.schema import alias, article, finding

Place = tuple[FactKind, int]
MOVED = ("position", "actor", "unit", "words")
MOVE = update(finding).where(finding.c.id == bindparam("fact"))
MOVE = MOVE.values({name: bindparam(f"new_{name}") for name in MOVED})


def renew(connection: Connection, number: int, brief: Brief) -> list[Row]:
    """Brings the findings held of an article to what the brief has; the rows of those that are new."""
    same = _same(_held(connection, number), brief)
    connection.execute(delete(finding).where(finding.c.article == number, finding.c.id.not_in(same.values())))
    connection.execute(delete(alias).where(alias.c.finding.in_(same.values())))
    rows = finding_rows(brief)
    stay = [(same[place], row) for row in rows if (place := (row["kind"], row["position"])) in same]
    if stay:
        moved = [{"fact": fact, **{f"new_{name}": row[name] for name in MOVED}} for fact, row in stay]
        connection.execute(MOVE, moved)
    return [row for row in rows if (row["kind"], row["position"]) not in same]


def _held(connection: Connection, number: int) -> HeldArticle:
    row = connection.execute(select(article).where(article.c.number == number)).one()
    of_article = select(finding.c.kind, finding.c.position, finding.c.id).where(finding.c.article == number)
    ids = {(kind, position): fact for kind, position, fact in connection.execute(of_article)}
    return held_article(row, ids)


def _same(held: HeldArticle, brief: Brief) -> dict[Place, int]:
    """The numbers of the brief's findings that were held: those that say the same, in their order."""
    numbers: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, number in sorted(held.fact_ids.items(), reverse=True):
        numbers[_said(held.brief, *place)].append(number)
    places = sorted((row["kind"], row["position"]) for row in finding_rows(brief))
    return {place: left.pop() for place in places if (left := numbers.get(_said(brief, *place)))}


def _said(brief: Brief, kind: FactKind, position: int) -> tuple[object, ...]:
    """What tells a finding apart from the others of its article: its words and its sentence's."""
    one = findings(brief, kind)[position]
    match one:
        case KeyPoint():
            return kind, brief.words(one.span)
        case Statistic():
            return kind, *_words(brief, one.span, one.sentence)
        case Statement():
            return kind, *_words(brief, *one.content, one.sentence)
        case Quote():
            return kind, *_words(brief, one.span, brief.statements[one.statement].sentence)
    return kind, one.name


def _words(brief: Brief, *spans: Span) -> list[str]:
    return [brief.words(span) for span in spans]
