"""Lines that surround the story: bylines, captions, share buttons, links to other stories.

Told apart by how such lines are written, never by what one outlet calls itself.
"""

import re

LETTER = re.compile(r"[^\W_]")  # or a digit
LONGEST = 300  # characters; what is longer is told, not put beside
OPENINGS = (
    r"read (?:more|also|next|on|the full)\b|also read\b|see (?:also|more)\b",
    r"related(?: (?:articles?|stories))?\s*:?\s*(?:$|[A-Z])|more (?:on this|from|stories|coverage)\b",
    r"watch(?: (?:live|now|more|the video))?\s*:|video\s*:|listen\s*:",
    r"share (?:this|on|via|your|$)|follow (?:us|\S+(?: \S+){0,3} on)\b|like us\b",
    r"sign up\b|subscribe\b|click (?:here|to)\b|print$|e-?mail$|tweet$|facebook$",
    r"advertisement\b|sponsored\b|promoted\b|story continues\b|continue reading\b|scroll\b|loading\b",
    r"discussion about this\b|(?:leave|post|add) a (?:comment|reply)\b|comments?$",
    r"tags?:|topics?:|filed under\b|copyright\b|all rights reserved\b|our standards\b",
    r"(?:file )?(?:photo|image|picture|photograph|illustration|credit|caption)s?(?: \w+){0,2}\s?[:/]",
    r"\(?(?:ap|afp|getty) (?:photo|image)|editor[’']s note\b|correction\s*:|updated?\s*:|published\s*:",
    r"last (?:updated|modified)\b|(?:with|additional) (?:reporting|files)\b|reporting by\b",
    r"edited by\b|written by\b|this (?:story|article|post|report) (?:has been|was|originally|first)\b",
)
OPENING = re.compile(rf"[^\w(©]*+(?:©|{'|'.join(OPENINGS)})", re.IGNORECASE)
INSIDE = (
    "contributed to this report", "contributed to this story", "contributed to this article",
    "getty images", "ap photo", "afp/", "shutterstock", "/reuters",
)  # fmt: skip
BYLINE = re.compile(
    r"(?:By|BY)[: ]\s*+(?:[A-Z][\w.’'-]*+,?(?:\s|$)(?:(?:and|AND|&|of|for|de|von|van)\s)?){1,12}"
)


def is_aside(raw: str, start: int, end: int) -> bool:
    """Whether the line is beside the story, or has no word in it."""
    if LETTER.search(raw, start, min(end, start + 40)) is None:
        return True
    if end - start > LONGEST:
        return False
    line = raw[start:end].lower()
    if OPENING.match(raw, start, end) or any(map(line.__contains__, INSIDE)):
        return True
    byline = BYLINE.match(raw, start, end)
    if byline is None:
        return False
    return raw.startswith("|", byline.end()) or (end - byline.end() < 25 and raw[end - 1] not in ".!?")
