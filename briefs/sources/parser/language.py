"""Whether a text is English, by its smallest words; and the names of other languages."""

import re

SMALL = frozenset(
    "the of and to that is was for with on by it as from at be are have has he she his not this but".split()
)
LEAST_SHARE = 0.13
"""Of the words of news in English a quarter to a third are of these; of other languages under a tenth."""
MOST_WORDS = 2000
WORD = re.compile(r"[^\W\d_]+")
LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "es": "Spanish",
    "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nb": "Norwegian", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "sr": "Serbian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def is_english(text: str) -> bool:
    words = [match.group().lower() for match, _ in zip(WORD.finditer(text), range(MOST_WORDS), strict=False)]
    return sum(word in SMALL for word in words) >= LEAST_SHARE * len(words) if words else False
