"""Which language a text is in, by its script and its smallest words.

What is not English is not read for facts yet; it is named, and shown by headline and lead.
"""

import re
import unicodedata
from collections import Counter

NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian",
    "nb": "Norwegian", "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian",
    "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "th": "Thai", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
"""By their codes in ISO 639-1."""
SMALL = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the of and to in that is was for with on by it as from at be are have has had he she his her"
        " they this but not will would who which said more than after their an its been were or",
        "bg": "на и в за да се от са че не по със които като беше ще този най през или",
        "ca": "de la el els les que en i per amb un una del dels és ha van va no més com als seva aquest",
        "cs": "a v se na je že s z do i o to za ale jako podle který která které byl by jsou po také není",
        "da": "og i at det er en til af på for med der den ikke som har de et men fra var han vil også efter"
        " blev kan om skal nu igen siden sagde mellem hvor",
        "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an"
        " werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über",
        "es": "de la que el en y a los del se las por un con una su para es al lo como más ha no sus pero"
        " fue este entre desde",
        "et": "ja on ei et see oli ka kui mis ning kes oma aga või pole üle järgi tema mille nad veel pärast",
        "fi": "ja on ei että se oli myös mukaan kun joka hän mutta ovat sen tai kuin ole vuoden jo sekä noin"
        " jälkeen hänen olisi",
        "fr": "de la le et les des en un du une que est pour dans qui par sur au plus pas a il ce avec son"
        " sont aux été cette ne se ont mais leur",
        "hr": "i u je na se da za su od s koji a o iz kako nije te što će bi koja biti rekao ali do još"
        " prema godine",
        "hu": "a az és hogy nem is egy volt meg ez már csak el de mint után szerint még ki azt vagy lesz"
        " akkor között",
        "id": "yang dan di untuk dengan dari pada ini itu dalam tidak akan oleh telah ke juga adalah mereka"
        " bahwa tersebut karena lebih sudah",
        "it": "di che la il un è e per in una del della con sono dei si non le da al nel i gli ha alla anche"
        " più come lo ma",
        "lt": "ir į kad yra iš su tai bus buvo per apie nuo kaip ne metų už bet savo po taip pat šio",
        "lv": "un ir ar par no uz kas arī lai tika bija gada pēc bet tas ka vai to savu ka šo",
        "nl": "de het een van en in is dat op te zijn voor met niet aan er om ook als die bij naar door uit"
        " maar nog heeft worden wordt werd over zei",
        "no": "og i det er på som en til å for med av ikke at har den de et men fra var han etter ble også"
        " vil kan sier skal nå igjen siden sa mellom hvor",
        "pl": "w i na z się nie do że to jest o od po jak za dla przez ale oraz są był który która które"
        " także ma przed będzie",
        "pt": "de a o que e do da em um para com não uma os no se na por mais as dos foi ao das à são ou"
        " também já está pelo",
        "ro": "de în și a la cu pe care din că nu o un este pentru mai fi se au fost ale prin sau după"
        " lui sunt acest",
        "ru": "и в не на что с по он как это из за к от для о его но было был также при до она все если",
        "sk": "a v na sa je že s z do aj o to za ale ako podľa ktorý ktorá ktoré bol by sú po nie pre",
        "sl": "in v je na se da za so z po s ki pa kot bi tudi iz ne ali še od bil pri ter kar",
        "sr": "и у је на се да за су од са који а о из како није те што ће би која бити рекао али до још"
        " према године",
        "sv": "och i att det som en på är av för med den till inte har om ett de var från men han kan ska"
        " efter sig vid säger också blev",
        "sw": "ya na wa kwa katika ni za la kuwa cha hiyo huo alisema yake wao kama hii watu baada",
        "tr": "ve bir bu için ile de da olarak daha çok olan gibi sonra en kadar var ancak ne dedi göre"
        " olduğunu ise",
        "uk": "і в на не що з у та до за як це від для про його але було також при він вона є які після ж",
        "vi": "và của là có cho được không các trong người những một với đã này đến từ về khi cũng",
    }.items()
}  # fmt: skip
"""Our own lists of what is most frequent in a language: articles, prepositions, pronouns, auxiliaries."""
OF_WORD: dict[str, list[str]] = {}
for _code, _words in SMALL.items():
    for _word in _words:
        OF_WORD.setdefault(_word, []).append(_code)
SCRIPTS = {
    "ARABIC": "ar", "DEVANAGARI": "hi", "GREEK": "el", "HANGUL": "ko", "HEBREW": "he", "HIRAGANA": "ja",
    "KATAKANA": "ja", "TAMIL": "ta", "THAI": "th", "CJK": "zh",
}  # fmt: skip
SPELT = {"ur": "ٹڈڑےں", "fa": "پچژگ"}
"""Letters that Arabic does not have; Urdu has those of Persian too."""
UNKNOWN = "und"
"""What IETF BCP 47 calls a language that nobody could tell."""
LEAST_WORDS = 12
LEAST_SHARE = 0.12
"""Of the words of a text; among the languages of this table news has a fifth to a half of its own."""
MOST_LETTERS = 8000
NOT_LATIN = re.compile(r"[\u0370-\u1dff\u3000-\uffef]")
WORD = re.compile(r"[^\W\d_]+")


def name_of(language: str) -> str:
    return NAMES.get(language.partition("-")[0].casefold(), "a language that we do not know")


def language_of(text: str, hint: str = "") -> str:
    """Its code. Where the text is too short to tell that is the `hint` (as `<html lang>` says it), or
    English; where its words are of no language of the table, the hint or UNKNOWN.

    A page's own word is a hint only: many say "en" whatever they hold.
    """
    by_script = _by_script(text[:2000])
    if by_script:
        return by_script
    hint = re.split("[-_]", hint.strip().casefold())[0]
    words = Counter(WORD.findall(text[:MOST_LETTERS].casefold()))
    hint = hint if hint in NAMES else ""
    if words.total() < LEAST_WORDS:
        return hint or "en"
    counts: Counter[str] = Counter()
    for word in words.keys() & OF_WORD.keys():
        for code in OF_WORD[word]:
            counts[code] += words[word]
    best = max(counts, key=lambda code: (counts[code], code == hint, code), default="")
    return best if best and counts[best] >= LEAST_SHARE * words.total() else hint or UNKNOWN


def _by_script(text: str) -> str:
    """The language of a script that few others use, when a third of the letters are of it."""
    if NOT_LATIN.search(text) is None:
        return ""
    letters = [c for c in text if c.isalpha()]
    scripts = Counter(unicodedata.name(c, "?").split()[0].split("-")[0] for c in letters)
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > len(letters) / 10:
        return "ja"
    script, count = max(
        ((s, n) for s, n in scripts.items() if s in SCRIPTS), key=lambda of: of[1], default=("", 0)
    )
    if count == 0 or count < len(letters) / 3:
        return ""
    code = SCRIPTS[script]
    if code == "ar":
        code = next((of for of, spelt in SPELT.items() if sum(letter in text for letter in spelt) > 1), code)
    return code
