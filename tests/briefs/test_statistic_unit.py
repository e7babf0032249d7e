"""What a figure is counted in: money, percent, measures, and the noun as printed."""

import pytest

from tests.briefs.statistic_examples import figures_of


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("The harbour cost $4.5 million.", ("4500000", "USD")),
        ("The harbour cost USD 4.50 million.", ("4500000", "USD")),
        ("The bridge cost US$1.2bn.", ("1200000000", "USD")),
        ("The bridge cost C$300,000.", ("300000", "CAD")),
        ("Varn pledged £4.5 billion in aid.", ("4500000000", "GBP")),
        ("The ministry spent 13.1 trillion rubles.", ("13100000000000", "RUB")),
        ("The fund holds EUR 36.5 million.", ("36500000", "EUR")),
        ("The fund holds 20 million euros.", ("20000000", "EUR")),
        ("Repairs came to 120 MEUR.", ("120000000", "EUR")),
        ("A ticket is 50 cents.", ("50", "cent")),
        ("A ticket is 50p.", ("50", "pence")),
        ("He was fined 10,000 Swiss francs.", ("10000", "CHF")),
        ("They asked for 500 million francs.", ("500000000", "franc")),
        ("The mill paid three dollars and 50 cents.", ("3.5", "USD")),
        ("The mill lost $-40.", ("-40", "USD")),
        ("He paid 40 pounds for it.", ("40", "GBP")),
        ("The pike weighed 40 pounds.", ("40", "pound-mass")),
        ("Police seized a million pounds of copper.", ("1000000", "pound-mass")),
        ("Millions of dollars went missing.", ("1000000", "USD")),
        ("Two billion offshore dollars came back.", ("2000000000", "USD")),
        ("Oil rose to $81 a barrel.", ("81", "USD per barrel")),
        ("Shares closed at $98 a share.", ("98", "USD")),
        ("The toll brings in $2 million a year.", ("2000000", "USD")),
    ],
)
def test_it_names_money_by_its_code(sentence: str, figure: tuple[str, str]) -> None:
    assert figures_of(sentence) == [figure]


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("Turnout was 61.5%.", ("61.5", "percent")),
        ("Turnout was 61 per cent.", ("61", "percent")),
        ("Sixty-one percent turned out.", ("61", "percent")),
        ("Defence takes 2% of GDP.", ("2", "percent of gdp")),
        ("They meet the 2% GDP threshold.", ("2", "percent of gdp")),
        ("Turnout fell 3 percentage points.", ("3", "percentage point")),
        ("She has a three-percentage-point lead.", ("3", "percentage point")),
        ("Rates rose a quarter of 1 percent.", ("0.25", "percent")),
    ],
)
def test_it_tells_percent_from_points_and_shares_of_gdp(sentence: str, figure: tuple[str, str]) -> None:
    assert figures_of(sentence) == [figure]


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("The wall is 27 kilometres long.", ("27", "kilometre")),
        ("The 27-kilometer ring is new.", ("27", "kilometre")),
        ("The wall is 27km long.", ("27", "kilometre")),
        ("It covers 301,338 km2.", ("301338", "square kilometre")),
        ("It covers 40 square miles.", ("40", "square mile")),
        ("Gusts reached 120 mph.", ("120", "mile per hour")),
        ("Gusts reached 190 km/h.", ("190", "kilometre per hour")),
        ("Gusts reached 190 kilometres an hour.", ("190", "kilometre per hour")),
        ("The field gives 500,000 barrels a day.", ("500000", "barrel per day")),
        ("It was -18 °C at dawn.", ("-18", "celsius")),
        ("It was minus 18 degrees Celsius.", ("-18", "celsius")),
        ("Half a mile of track is gone.", ("0.5", "mile")),
        ("It took a half-century.", ("0.5", "century")),
        ("The 150,000-square-foot shed burned.", ("150000", "square foot")),
        ("He is 6 feet 3 inches tall.", ("6.25", "foot")),
        ("He ran for three and a half hours.", ("3.5", "hour")),
        ("The talks took 14 straight months.", ("14", "month")),
        ("The 45-year-old pilot landed.", ("45", "year")),
        ("Mara Lindqvist, 45, landed.", ("45", "year")),
        ("Children aged 12 may join.", ("12", "year")),
        ("He rang three times.", ("3", "time")),
        ("The plant makes 40 MW.", ("40", "megawatt")),
    ],
)
def test_it_names_measures_in_english(sentence: str, figure: tuple[str, str]) -> None:
    assert figures_of(sentence) == [figure]


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("Seven northern fishery ministers met in Oslo.", ("7", "northern fishery ministers")),
        ("The flood hit 2,400 homes.", ("2400", "homes")),
        ("At least 14 people drowned.", ("14", "people")),
        ("The club has 12 United Provinces senators.", ("12", "United Provinces senators")),
        ("A 10-member panel heard her.", ("10", "member")),
        ("The five sports clubs merged.", ("5", "sports clubs")),
        ("Two lobbying and consulting firms closed.", ("2", "lobbying and consulting firms")),
        ("They lost 30 women's lives.", ("30", "women's lives")),
        ("The rally drew tens of thousands of farmers.", ("10000", "farmers")),
        ("Half of the 300 crofters left.", ("300", "crofters")),
        ("It has won five wins.", ("5", "wins")),
        ("Some 200 died.", ("200", "-")),
        ("The halls house 12 families.", ("12", "families")),
        ("About 2000 workers struck.", ("2000", "workers")),
        ("It drew 2000 people.", ("2000", "people")),
        ("It sold 1.3m units.", ("1300000", "units")),
        ("One person was killed.", ("1", "person")),
    ],
)
def test_it_keeps_the_counted_noun_as_printed(sentence: str, figure: tuple[str, str]) -> None:
    assert figure in figures_of(sentence)
