"""Briefs made by hand, so that the store is tested whatever extraction finds."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from briefs import Actor, Article, Brief, KeyPoint, Quote, Span, Statement, Statistic

HARBOUR = """Port Elin dredges its harbour
Mayor Íris Vollan said the work would cost 12.5 million crowns. “We cannot wait,” Vollan told the council.
The Fishers' Guild opposes it, its chair Tom Ake said.
The 12.5 million come from the harbour fund, a third of which is spent."""

FERRY = """Ferry fares rise
Fares rise by 8 percent in May, the Sound Line announced. “Fuel costs more,” said its head, Íris Vollan."""


class Clock:
    """A clock that a test moves on."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 23, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def pass_hours(self, hours: float) -> None:
        self.time += timedelta(hours=hours)


def harbour(**said: str) -> Brief:
    """Every kind of finding; its third statistic repeats the first."""
    article = Article("harbour", HARBOUR, publisher="Elin Post", **said)  # type: ignore[arg-type]
    says = Statement(
        (_at("the work would cost 12.5 million crowns"),),
        (_at("said"),),
        (_at("Mayor Íris Vollan"),),
        "Íris Vollan",
        "indirect",
        _at("Mayor Íris Vollan said the work would cost 12.5 million crowns."),
    )
    tells = Statement(
        (_at("We cannot wait"),),
        (_at("told"),),
        (_at("Vollan", 2),),
        "Íris Vollan",
        "direct",
        _at("“We cannot wait,” Vollan told the council."),
    )
    opposes = Statement(
        (_at("it", 3),),
        (_at("opposes"),),
        (_at("The Fishers' Guild"),),
        "Fishers' Guild",
        "indirect",
        _at("The Fishers' Guild opposes it, its chair Tom Ake said."),
        "against",
    )
    last = _at("The 12.5 million come from the harbour fund, a third of which is spent.")
    cost = Statistic(
        _at("12.5 million crowns"), Decimal(12_500_000), says.sentence, unit="crowns", statement=0
    )
    third = Statistic(_at("a third"), Decimal("0.33"), last)
    again = Statistic(_at("12.5 million", 2), Decimal(12_500_000), last, unit="crowns", same_as=0)
    return Brief(
        article,
        article.title or "Port Elin dredges its harbour",
        key_points=(KeyPoint(opposes.sentence), KeyPoint(says.sentence, (tells.sentence,))),
        statistics=(cost, third, again),
        statements=(says, tells, opposes),
        quotes=(Quote(_at("We cannot wait"), 1, "Íris Vollan", _at("Mayor")),),
        actors=(
            Actor("Íris Vollan", "person", ("Vollan",), (_at("Íris Vollan"),), (_at("Mayor"),)),
            Actor("Fishers' Guild", "organisation", ("the Guild", "Guild"), (_at("Fishers' Guild"),)),
        ),
    )


def ferry(key: str = "ferry") -> Brief:
    sentence = _at("Fares rise by 8 percent in May, the Sound Line announced.", of=FERRY)
    announces = Statement(
        (_at("Fares rise by 8 percent in May", of=FERRY),),
        (_at("announced", of=FERRY),),
        (_at("the Sound Line", of=FERRY),),
        "Sound Line",
        "indirect",
        sentence,
    )
    return Brief(
        Article(key, FERRY),
        "Ferry fares rise",
        key_points=(KeyPoint(sentence),),
        statistics=(
            Statistic(_at("8 percent", of=FERRY), Decimal(8), sentence, unit="percent", statement=0),
        ),
        statements=(announces,),
        actors=(
            Actor("Sound Line", "organisation", (), (_at("Sound Line", of=FERRY),)),
            Actor(
                "Íris Vollan",
                "person",
                ("Vollan", "Íris"),
                (_at("Íris Vollan", of=FERRY),),
                (_at("head", of=FERRY),),
            ),
        ),
    )


def _at(printed: str, nth: int = 1, of: str = HARBOUR) -> Span:
    """Where `printed` stands for the nth time."""
    start = -1
    for _ in range(nth):
        start = of.index(printed, start + 1)
    return Span(start, start + len(printed))
