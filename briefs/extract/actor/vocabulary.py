"""What is known of single words and fixed names before an article is read."""

from dataclasses import dataclass
from functools import cache

from briefs.extract.lexicon import lines, words

# The class of a capitalised word, one letter each, so that a stretch of words is a string of classes
# that regular expressions can parse (see name.py).
GIVEN, INITIAL, SUFFIX, PARTICLE, FAMILY_FIRST = "g", "i", "j", "x", "e"
COUNTRY, ADJECTIVE, PEOPLE, CAPITAL, PLACE = "c", "d", "n", "s", "p"
BODY, ACRONYM, HEAD, ROLE, THING = "b", "a", "o", "r", "t"
COMMON, UNKNOWN, CALENDAR, STOP = "w", "u", "k", "f"

SUFFIXES = frozenset("jr sr ii iii iv".split())
PARTICLES = frozenset(
    "von van de der den ter ten bin ibn bint al el da do dos das du di del della la le zu zum af abu ben "
    "e y".split()
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
    **dict.fromkeys(
        "officer driver patient student teacher suspect witness aide official lawyer".split(), ""
    ),
    **dict.fromkeys("reporter soldier candidate nominee senator governor mayor minister judge".split(), ""),
}


@dataclass(frozen=True)
class Vocabulary:
    given: dict[str, str]  # "Mary" -> "f"
    family_first: frozenset[str]
    nicknames: dict[str, frozenset[str]]
    roles: dict[str, str]  # "spokeswoman" -> "f", "minister" -> ""
    role_modifiers: frozenset[str]
    short_forms: dict[str, str]  # "sen" -> "senator", "nev" -> "nevada"
    heads: frozenset[str]
    things: frozenset[str]
    common: frozenset[str]
    calendar: frozenset[str]
    stops: frozenset[str]
    never_first: frozenset[str]  # the stops with a capital: no name begins with them
    not_bodies: frozenset[str]
    surnames_too: frozenset[str]
    verbs: frozenset[str]
    groups: dict[str, str]  # "officials" -> "office", "voters" -> ""
    telling: frozenset[str]  # pronouns, roles and group nouns, with and without a capital
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]  # first word -> (words, class), longest first
    countries: dict[str, str]  # every form -> the first name of the country
    country_forms: dict[str, int]  # every form -> its rank: names before adjectives before capitals


@cache
def vocabulary() -> Vocabulary:
    countries, phrases = _countries()
    phrases |= _peoples()
    phrases |= dict.fromkeys(lines("bodies"), BODY)
    for place in lines("places"):
        phrases.setdefault(place, PLACE)
    roles, groups = _pairs("roles"), _pairs("group_nouns")
    telling = PRONOUNS.keys() | SOMEBODY.keys() | roles.keys() | groups.keys()
    return Vocabulary(
        given=_pairs("given_names_world") | _pairs("given_names"),
        family_first=words("family_names_first"),
        nicknames=_nicknames(),
        roles=roles,
        role_modifiers=words("role_modifiers"),
        short_forms=_pairs("short_forms"),
        heads=words("organisation_heads"),
        things=words("thing_heads"),
        common=words("common_words"),
        calendar=words("calendar"),
        stops=words("stop_words"),
        never_first=frozenset(word.capitalize() for word in words("stop_words")),
        not_bodies=words("not_bodies"),
        surnames_too=words("surnames_too"),
        verbs=words("speech_verbs"),
        groups=groups,
        telling=frozenset(telling | {word.capitalize() for word in telling}),
        phrases=_by_first_word(phrases),
        countries=countries,
        country_forms={form: rank for rank, form in enumerate(countries)},
    )


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
