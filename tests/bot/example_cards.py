"""Cards every platform is tested with. People, bodies and figures are invented."""

from bot.card import Action, Card, CardFile, Figure, Line, Section

LINK = "https://herald.example/harbour-levy"
HOSTILE = "@everyone <!channel> <@1> <@&2> <#3> *a* _b_ ~~c~~ `d` |e| ||f|| [g](http://h.example) > i # j <script>&amp;"
LONG_SENTENCE = " ".join(f"word{n}" for n in range(1, 1301))
"""One sentence of more than 10,000 characters."""

digest = Card(
    kind="digest",
    title="Harbour Levy Divides the Coast as Talks Resume",
    link=LINK,
    credit="On Record · Morning brief · Mon 23 Nov, 08:00 Berlin",
    sections=(
        Section(
            (
                Line(
                    "Port cities could lose a fifth of their freight if the levy passes in January.",
                    bullet=True,
                ),
                Line(
                    "Harbour Minister Ilse Varga made it clear that smaller docks will be exempt.",
                    bullet=True,
                ),
                Line(
                    "The four coastal councils released a joint statement: – no levy before 2028 – a seat at the table",
                    bullet=True,
                ),
            )
        ),
        Section(
            (
                Line("criticized the levy as “a tax on the tide”", lead="Teo Brandl, Mayor of Oststrand"),
                Line("smaller docks would be exempt", lead="Ilse Varga, Harbour Minister"),
                Line("prepare for tariffs “north of 3%”", lead="Coastal Freight Board"),
                Line("… and 4 more"),
            ),
            heading="Who stands where",
        ),
    ),
    figures=(
        Figure("↑ 36%", "freight through Oststrand, since 2020", Action("Source", "source fact:11")),
        Figure("USD 4.5 billion", "cost of the new breakwater", Action("Source", "source fact:12")),
        Figure("23 of 32", "docks that signed", Action("Source", "source fact:13")),
    ),
    actions=(
        Action("Statistics 25", "stats", primary=True),
        Action("Quotes 9", "quotes"),
        Action("Positions 14", "positions"),
        Action("Sources", "source article:1"),
        Action("Open article", url=LINK),
    ),
    footer="read 2 h ago · 7 min article in 40 s",
)

listing = Card(
    kind="list",
    title="Statistics · page 2 of 3",
    link=LINK,
    credit="On Record · Harbour Levy Divides the Coast as Talks Resume",
    sections=(
        Section(
            tuple(
                Line(
                    f"freight moved by dock {n}",
                    lead=f"{n}.4 million tonnes",
                    note=f"Dock {n} moved {n}.4 million tonnes last year, Ilse Varga said.",
                    action=Action("Source", f"source fact:{n}"),
                )
                for n in range(1, 9)
            ),
            heading="Figures",
        ),
    ),
    actions=(Action("Previous", "stats page:1"), Action("Next", "stats page:3", primary=True)),
    footer="8 of 25 figures",
)

PARAGRAPH = (
    "The docks are not the problem. “It is a tax on the tide,” Mayor Teo Brandl told the council on Monday. "
    "The vote is due in January."
)

source = Card(
    kind="source",
    title="Harbour Levy Divides the Coast as Talks Resume",
    link=LINK,
    credit="The Coastal Herald · 23 November 2026",
    sections=(Section((Line(PARAGRAPH, quoted=True, marks=((31, 102),)),), heading="What the mayors say"),),
    actions=(Action("Open article", url=LINK),),
    footer="paragraph 4 of 31",
)

help_card = Card(
    kind="help",
    title="What you can ask",
    sections=(
        Section(
            (Line("the morning brief", lead="now"), Line("figures, each with its sentence", lead="stats"))
        ),
        Section((Line("only figures of this unit", lead="unit:percent"),), heading="Arguments"),
    ),
    actions=(Action("Statistics", "stats"),),
)

error = Card(
    kind="error",
    title="On Record",
    sections=(Section((Line("Nobody called “Vargo” is in the briefs."),)),),
    actions=(
        Action("Ilse Varga", 'positions actor:"Ilse Varga"'),
        Action("Teo Brandl", "positions actor:Teo Brandl"),
    ),
)

hostile = Card(
    kind="list",
    title=f"{HOSTILE}\n# second line",
    link="https://herald.example/a(b)c_d*e",
    credit=HOSTILE,
    sections=(
        Section(
            (Line(LONG_SENTENCE, lead=HOSTILE, note=HOSTILE, action=Action(HOSTILE, f"search {HOSTILE}")),),
            HOSTILE,
        ),
        Section(
            tuple(
                Line(
                    f"{HOSTILE} {n}",
                    lead=HOSTILE,
                    bullet=True,
                    action=Action("Source", f'search "{HOSTILE} {"x" * 200} {n}"'),
                )
                for n in range(300)
            )
        ),
        Section((Line(HOSTILE, quoted=True, marks=((0, 9), (10, len(HOSTILE)))),)),
    ),
    figures=tuple(Figure(HOSTILE, HOSTILE) for _ in range(3)),
    actions=tuple(Action(f"{HOSTILE} {n}", f"stats page:{n}") for n in range(12)),
    footer=HOSTILE,
)

export = Card(
    kind="list",
    title="Statistics as a file",
    sections=(Section((Line("25 facts, each with its sentence and where in the article it stands."),)),),
    file=CardFile("statistics.csv", "fact,value\n1,36%\n"),
)

empty = Card(kind="list", title="")

CARDS = {
    "digest": digest,
    "listing": listing,
    "source": source,
    "help": help_card,
    "error": error,
    "hostile": hostile,
    "export": export,
    "empty": empty,
}
