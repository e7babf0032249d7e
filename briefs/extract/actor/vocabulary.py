"""What is known of single words and fixed names before an article is read."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from briefs.extract.lexicon import lines, words

Sex = Literal["m", "f"]

# The class of a capitalised word, one letter each, so that a stretch of words is a string of classes
# that regular expressions can parse (see name.py).
GIVEN, INITIAL, SUFFIX, PARTICLE, FAMILY_FIRST = "g", "i", "j", "x", "e"
COUNTRY, ADJECTIVE, PEOPLE, CAPITAL, PLACE = "c", "d", "n", "s", "p"
BODY, ACRONYM, HEAD, ROLE, THING = "b", "a", "o", "r", "t"
COMMON, UNKNOWN, CALENDAR, STOP = "w", "u", "k", "f"

CALENDAR_WORDS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu "
    "thurs fri sat sun christmas easter ramadan thanksgiving halloween hanukkah passover am pm et est edt gmt pst".split()
)
STOP_WORDS = frozenset(
    "the a an this that these those he she it they we i you his her its their our my your him them us me and or but nor so "
    "yet in on at for from by with as after before when while if although though since because however meanwhile there "
    "here what who whom whose how why where which some many most all one two three no not now then still also both each "
    "every another other others among despite during under over about against between through until unless than to of "
    "into onto upon within without across behind beyond near off out up down via per amid like unlike even just only "
    "perhaps maybe instead later earlier today yesterday tomorrow tonight yes well oh ok okay please thank thanks let "
    "is are was were be been being am do does did has have had can could will would shall should may might must if "
    "whether once again ever never always often sometimes recently finally first second third next last more less few "
    "several such same its it's that's there's he's she's they're we're i'm i've don't didn't isn't can't won't what's "
    "it’s that’s there’s he’s she’s they’re we’re i’m i’ve don’t didn’t isn’t can’t won’t what’s i’ll i'll i’d i'd".split()
)
SURNAMES_TOO = frozenset("will may from to so an on do you no more less must can law hill wood woods lane day case".split())  # "Pat Will"
SUFFIXES = frozenset("jr sr ii iii iv".split())
PARTICLES = frozenset(
    "von van de der den ter ten bin ibn bint al el da do dos das du di del della la le zu zum af abu ben e y".split()
)
NOT_BODIES = frozenset(
    "CEO CFO COO CTO TV DNA AIDS HIV GDP AM PM USD EUR GBP ID IQ PR HR IT VIP FAQ FAQS DUI SUV PDF CD DVD GPS ET EST EDT "
    "GMT PST OK UFO ER ICU IED PTSD MD PHD MBA JD II III IV VI VII VIII IX XI XII MP MEP MSP MLA VP AC DC TPP NAFTA DACA "
    "COVID COVID-19 SARS LGBT LGBTQ WWII ICBM WMD RIP QA AI VAT HD PC USB OPINION BREAKING UPDATE VIDEO EXCLUSIVE".split()
)


PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
    **dict.fromkeys(("they", "their"), "plural"),
    **dict.fromkeys(("it", "its"), "neuter"),
}
SOMEBODY = {  # an unnamed person whom a pronoun may mean
    **dict.fromkeys("man boy father husband spokesman gunman businessman".split(), "m"),
    **dict.fromkeys("woman girl mother wife spokeswoman widow".split(), "f"),
    **dict.fromkeys("officer driver patient student teacher suspect witness aide official lawyer reporter soldier".split(), ""),
}


@dataclass(frozen=True)
class Vocabulary:
    given: dict[str, str]  # "Mary" -> "f"
    family_first: frozenset[str]
    nicknames: dict[str, frozenset[str]]
    roles: dict[str, str]  # "spokeswoman" -> "f", "minister" -> ""
    role_modifiers: frozenset[str]
    heads: frozenset[str]
    things: frozenset[str]
    common: frozenset[str]
    verbs: frozenset[str]
    groups: frozenset[str]
    telling: frozenset[str]  # pronouns, roles and group nouns, with and without a capital
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]  # first word -> (words, class), longest first
    countries: dict[str, str]  # every form -> the first name of the country


@cache
def vocabulary() -> Vocabulary:
    countries, phrases = _countries()
    phrases |= _peoples()
    phrases |= {name: BODY for name in lines("bodies")}
    for place in lines("places"):
        phrases.setdefault(place, PLACE)
    roles, groups = _pairs("roles"), words("group_nouns")
    telling = PRONOUNS.keys() | SOMEBODY.keys() | roles.keys() | groups
    return Vocabulary(
        given=_pairs("given_names_world") | _pairs("given_names"),
        family_first=words("family_names_first"),
        nicknames=_nicknames(),
        roles=roles,
        role_modifiers=words("role_modifiers"),
        heads=words("organisation_heads"),
        things=words("thing_heads"),
        common=words("common_words"),
        verbs=words("speech_verbs"),
        groups=groups,
        telling=frozenset(telling | {word.capitalize() for word in telling}),
        phrases=_by_first_word(phrases),
        countries=countries,
    )


def sex_of(letter: str) -> Sex | None:
    return "m" if letter == "m" else "f" if letter == "f" else None


def _pairs(name: str) -> dict[str, str]:
    return {word: value for word, _, value in (line.partition(" ") for line in lines(name))}


def _nicknames() -> dict[str, frozenset[str]]:
    return {short: frozenset(full.split()) for short, full in _pairs("nicknames").items()}


def _countries() -> tuple[dict[str, str], dict[str, str]]:
    """Every form to its country, and every form to its class."""
    country_of: dict[str, str] = {}
    class_of: dict[str, str] = {}
    for line in lines("countries"):
        fields = [[form.strip() for form in field.split(",") if form.strip()] for field in line.split(";")]
        for forms, letter in zip(fields, (COUNTRY, ADJECTIVE, PEOPLE, CAPITAL), strict=True):
            for form in forms:
                class_of.setdefault(form, letter)
                country_of.setdefault(form, fields[0][0])
    return country_of, class_of


def _peoples() -> dict[str, str]:
    fields = [line.split(";") for line in lines("peoples")]
    letters = (ADJECTIVE, PEOPLE)
    return {
        form.strip(): letter
        for field in fields
        for forms, letter in zip(field, letters, strict=True)
        for form in forms.split(",")
        if form.strip()
    }


def _by_first_word(phrases: dict[str, str]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, letter in phrases.items():
        parts = tuple(phrase.replace("St.", "St").split())  # as name.bare() prints words
        found.setdefault(parts[0], []).append((parts, letter))
    return {first: tuple(sorted(rest, key=lambda entry: -len(entry[0]))) for first, rest in found.items()}
