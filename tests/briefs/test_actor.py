"""Actors: names, roles, aliases and kinds. It ... finishes every test's name."""

import pytest

from briefs.extract.actor import find_actors
from briefs.model import Actor
from briefs.text import parse


def actors(text: str) -> dict[str, Actor]:
    return {actor.name: actor for actor in find_actors(parse(text))}


def persons(text: str) -> list[str]:
    return [name for name, actor in actors(text).items() if actor.kind == "person"]


def roles(text: str, name: str) -> list[str]:
    return [span.of(text) for span in actors(text)[name].roles]


def mentions(text: str, name: str) -> list[str]:
    return [span.of(text) for span in actors(text)[name].mentions]


NAMES = {
    "title before": ("German Transport Minister Ulrike Brandt resigned on Monday.", "Ulrike Brandt"),
    "abbreviated title": ("The bill was drafted by Sen. Harlan Pruett (D-Ohio) last week.", "Harlan Pruett"),
    "role in small letters": ("It was seen by longtime pollster Odette Varga on Friday.", "Odette Varga"),
    "title with of": ("Critics of Secretary of State Marla Quint said the visit was late.", "Marla Quint"),
    "role after": ("Tervo Lindqvist, a professor of law at the college, saw it.", "Tervo Lindqvist"),
    "age after": ("A neighbour, Zofka Brandel, 45, heard the noise.", "Zofka Brandel"),
    "relative clause": ("The song was written by Ilmo Pesko, who lives in Turku.", "Ilmo Pesko"),
    "speech verb": ("“It is late,” said Brenko Halvard after the vote.", "Brenko Halvard"),
    "particle": ("The plan was shown by Ursel von der Heide in Bonn.", "Ursel von der Heide"),
    "bin": ("The prince was named as Faisal bin Rashid on Monday.", "Faisal bin Rashid"),
    "Arabic article": ("President Samir al-Haddad spoke.", "Samir al-Haddad"),
    "hyphen": ("Former mayor Anna Roe-Lindgren left.", "Anna Roe-Lindgren"),
    "accents": ("Il a rencontré French minister Zoé Lemaître.", "Zoé Lemaître"),
    "initials": ("The novel by J.K. Dunmore was read by Peter Q. Alder.", "J.K. Dunmore"),
    "two capitals": ("Yesterday JD Tolland spoke to voters.", "JD Tolland"),
    "Irish name": ("Reporters asked Sinead O’Farrell about it.", "Sinead O’Farrell"),
    "Scottish name": ("Reporters asked Ewan McAllin about it.", "Ewan McAllin"),
    "junior": ("The suit was filed by Walter Brund Jr. on Monday.", "Walter Brund Jr."),
    "family name first": ("The seat went to Lam Siu-ming of the workers' list.", "Lam Siu-ming"),
    "nickname": ("It was won by John “Red” Havel in May.", "John “Red” Havel"),
    "a country for a given name": ("The prize went to Jordan Wexley.", "Jordan Wexley"),
    "a word for a family name": ("The prize went to Anita Hill and George Will.", "Anita Hill"),
    "a title for a family name": ("The prize went to Steve King in the end.", "Steve King"),
    "a company for a family name": ("The prize went to Roy Disney in the end.", "Roy Disney"),
    "pull quote": ("“We were never asked and will not pay,” — Orsolya Tamm, mayor of Vask", "Orsolya Tamm"),
}


@pytest.mark.parametrize(("text", "name"), NAMES.values(), ids=NAMES.keys())
def test_it_finds_the_person(text: str, name: str) -> None:
    assert name in persons(text)


NOBODY = {
    "place": "The train from Santa Barbara to Salt Lake City was late, and so was Monday.",
    "month": "In April and May the river rises; by August it is dry.",
    "newspaper": "The Washington Post and the Vask Daily News reported on it.",
    "law": "The Clean Water Act passed, and the Miller Amendment failed.",
    "event": "They met at the Lantern Festival and at the Olympic Games.",
    "words at the head of a sentence": "Meanwhile prices rose. Growing doubts remain. Twenty towns were hit.",
    "party": "The Green Party and the Republican National Committee disagreed.",
    "team": "The Denver Rockhoppers won, and the crowd cheered for the Denver Rockhoppers.",
    "site": "Troops moved to Fort Tolland and to Lake Elsing.",
    "company": "Shares of Harlan Motors Inc. fell.",
    "shouting": "IT IS NOT FAIR, he wrote. THIS WILL END.",
    "common verb": "Will Parliament agree? May the vote be lost?",
}


@pytest.mark.parametrize("text", NOBODY.values(), ids=NOBODY.keys())
def test_it_takes_no_other_name_for_a_person(text: str) -> None:
    assert persons(text) == []


ROLES = {
    "before": ("U.S. Energy Secretary Paula Renn left.", "Paula Renn", ["U.S. Energy Secretary"]),
    "before, with former": ("It was former deputy mayor Paula Renn.", "Paula Renn", ["former deputy mayor"]),
    "before, of an owner": ("The EU’s top envoy, Paula Renn, left.", "Paula Renn", ["EU’s top envoy"]),
    "after": ("Paula Renn, the EU’s top envoy, left.", "Paula Renn", ["EU’s top envoy"]),
    "after, past an age": ("Paula Renn, 51, a teacher from Vask, left.", "Paula Renn", ["teacher from Vask"]),
    "in a relative clause": ("Paula Renn, who is the mayor of Vask, left.", "Paula Renn", ["mayor of Vask"]),
    "beneath a pull quote": (
        "“You need the farmers, you need the millers” — Paula Renn, former senior Vaskian official",
        "Paula Renn",
        ["former senior Vaskian official"],
    ),
    "not an honorific": ("It was Mrs. Paula Renn.", "Paula Renn", []),
    "not what somebody does": ("Paula Renn, questioning the governor’s record, left.", "Paula Renn", []),
}


@pytest.mark.parametrize(("text", "name", "printed"), ROLES.values(), ids=ROLES.keys())
def test_it_keeps_the_role_as_printed(text: str, name: str, printed: list[str]) -> None:
    assert roles(text, name) == printed


def test_it_covers_the_name_without_its_title() -> None:
    assert mentions("Prime Minister Ottilie Sand spoke.", "Ottilie Sand") == ["Ottilie Sand"]


def test_it_gathers_a_person_under_the_fullest_name() -> None:
    text = (
        "Sand spoke first. Prime Minister Ottilie Sand was late. Ottilie M. Sand left; Mrs. Sand was tired."
    )
    actor = actors(text)["Ottilie M. Sand"]
    assert actor.aliases == ("Sand", "Ottilie Sand")
    assert len(actor.mentions) == 4


def test_it_links_short_forms_of_given_names() -> None:
    assert persons("Mayor William Tarn met aides. Bill Tarn was late. Tarn left.") == ["William Tarn"]


def test_it_links_a_given_name_alone() -> None:
    assert mentions("Daniel Ostrow was arrested. Police took Daniel away.", "Daniel Ostrow") == [
        "Daniel Ostrow",
        "Daniel",
    ]


def test_it_keeps_two_of_one_family_name_apart() -> None:
    text = "Helen Marsh won. Her brother Peter Marsh lost. Mr. Marsh wept. Ms. Marsh smiled."
    assert mentions(text, "Peter Marsh") == ["Peter Marsh", "Marsh"]
    assert "Ms. Marsh" not in text[: actors(text)["Helen Marsh"].mentions[-1].start]


def test_it_leaves_a_name_alone_that_two_bear_alike() -> None:
    text = "Helen Marsh won. Peter Marsh lost. Later Marsh said so."
    assert mentions(text, "Helen Marsh") + mentions(text, "Peter Marsh") == ["Helen Marsh", "Peter Marsh"]


def test_it_keeps_father_and_son_apart() -> None:
    assert persons("Carl Brund spoke. Carl Brund Jr. listened.") == ["Carl Brund", "Carl Brund Jr."]


def test_it_keeps_middle_initials_apart() -> None:
    assert len(persons("George W. Tarn spoke. George H. Tarn listened.")) == 2


def test_it_finds_a_family_name_with_its_particle() -> None:
    text = "Bill de Grasso spoke. Later de Grasso left."
    assert mentions(text, "Bill de Grasso") == ["Bill de Grasso", "de Grasso"]


def test_it_reads_family_names_that_are_common_words() -> None:
    text = "Theresa May spoke. Will it rain in May? Mrs. May said no. “Yes,” May said."
    assert mentions(text, "Theresa May") == ["Theresa May", "May", "May"]


def test_it_finds_both_persons_of_a_compound() -> None:
    text = "The Tarn-Brund talks failed. Helen Tarn blamed Peter Brund."
    assert mentions(text, "Helen Tarn")[0] == "Tarn"
    assert mentions(text, "Peter Brund")[0] == "Brund"


@pytest.mark.parametrize(
    "heading", ["Tarn Slams Brund Over Harbour Tolls", "TARN SLAMS BRUND OVER HARBOUR TOLLS"]
)
def test_it_reads_headings_by_the_names_of_the_text(heading: str) -> None:
    text = f"{heading}\n\nHelen Tarn spoke on Monday. It was about Peter Brund and his tolls.\n"
    assert persons(text) == ["Helen Tarn", "Peter Brund"]


def test_it_takes_an_unknown_single_name_for_a_person_when_the_text_says_he() -> None:
    assert persons("Obrecht criticised the vote. He left early.") == ["Obrecht"]


def test_it_names_an_office_nobody_is_named_for() -> None:
    text = "The White House press secretary confirmed the visit."
    assert mentions(text, "White House press secretary") == ["White House press secretary"]


def test_it_names_an_anonymous_signature_by_its_own_word() -> None:
    text = "“They are two gifts straight on the table” — Anonymous, former senior Vaskian official"
    assert roles(text, "Anonymous") == ["former senior Vaskian official"]


def test_it_links_the_office_of_a_known_person() -> None:
    text = "Ruritanian President Otto Sand spoke. Later the president left. The vice president stayed."
    assert mentions(text, "Otto Sand") == ["Otto Sand", "president"]


def test_it_links_an_office_by_the_party_label() -> None:
    text = "Sen. Ike Dorn (D-Nev.) and Fla. Gov. Rick Poll left. The Nevada senator was late; the Florida governor slept."
    assert mentions(text, "Ike Dorn") == ["Ike Dorn", "Nevada senator"]
    assert mentions(text, "Rick Poll") == ["Rick Poll", "Florida governor"]


@pytest.mark.parametrize("role", ["Vice President", "former President", "Deputy President"])
def test_it_does_not_take_another_office_for_the_office(role: str) -> None:
    assert mentions(f"They met {role} Otto Sand. Later the president left.", "Otto Sand") == ["Otto Sand"]


def test_it_reads_who_speaks_in_a_transcript() -> None:
    text = "Helen Tapper asked Otto Sand about it.\n\nTAPPER: Is it so?\n\nSAND: It is."
    assert mentions(text, "Helen Tapper") == ["Helen Tapper", "TAPPER"]


def test_it_links_no_office_that_two_hold() -> None:
    text = "President Otto Sand met President Ida Vole. The president left."
    assert "president" not in mentions(text, "Otto Sand") + mentions(text, "Ida Vole")


BODIES = {
    "head word": ("It was sold by the Vask Investment Bank.", "Vask Investment Bank"),
    "of": ("She joined the Ministry of Rural Affairs.", "Ministry of Rural Affairs"),
    "for and and": (
        "The Centers for Flood Control and Prevention agreed.",
        "Centers for Flood Control and Prevention",
    ),
    "fixed name": ("The Kremlin declined.", "Kremlin"),
    "family name": ("The Tarn Foundation agreed.", "Tarn Foundation"),
    "administration": ("The Tarn administration agreed, Helen Tarn said.", "Tarn administration"),
    "government": ("The Danish government agreed.", "Danish government"),
}


@pytest.mark.parametrize(("text", "name"), BODIES.values(), ids=BODIES.keys())
def test_it_finds_the_organisation(text: str, name: str) -> None:
    assert actors(text)[name].kind == "organisation"


def test_it_links_an_acronym() -> None:
    text = "The Vask Investment Bank (VIB) agreed. Later the VIB left."
    assert mentions(text, "Vask Investment Bank") == ["Vask Investment Bank", "VIB", "VIB"]


def test_it_links_the_short_form_of_a_body() -> None:
    text = "The Harbour Commission agreed. The Commission will pay."
    assert actors(text)["Harbour Commission"].aliases == ("Commission",)


def test_it_links_the_names_of_a_country() -> None:
    text = "The U.S. agreed. America will pay, and the United States knows it."
    assert mentions(text, "United States") == ["U.S.", "America", "United States"]


def test_it_takes_a_capital_for_its_country_only_where_it_acts() -> None:
    text = "Norway agreed. Oslo has warned of it. He was born in Oslo and drove to Oslo."
    assert mentions(text, "Norway") == ["Norway", "Oslo"]


def test_it_does_not_take_the_state_for_the_country() -> None:
    assert "Georgia" not in actors("Voters in Georgia and Alabama were asked.")


GROUPS = {
    "of a region": ("European officials disagreed.", "European officials"),
    "of a body": ("NATO allies were alarmed.", "NATO allies"),
    "of ministers": ("Nordic defence ministers met.", "Nordic defence ministers"),
    "who speak": ("Residents said the water was brown.", "Residents"),
    "a people": ("The vote angered Danes.", "Danes"),
    "a people by its adjective": ("The French are not amused.", "French"),
    "a party": ("It was opposed by Democrats.", "Democrats"),
}


@pytest.mark.parametrize(("text", "name"), GROUPS.values(), ids=GROUPS.keys())
def test_it_finds_the_group(text: str, name: str) -> None:
    assert actors(text)[name].kind == "group"


def test_it_leaves_people_who_do_not_speak_alone() -> None:
    assert actors("The bus carried residents and workers home.") == {}
