"""The article's words, in the short forms that cards show. Nothing is reworded; white space is folded."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from briefs.model import Actor, Article, Brief, KeyPoint, Quote, Span, Statement, Statistic
from briefs.read import READ
from briefs.sources.language import name_of

OPENING = '“"‘«„'
CLOSING = '”"’»“'
ARROWS = {"up": "↑ ", "down": "↓ "}
HELPERS = re.compile(
    r"\b(?:(?:has|have|had|is|are|was|were|be|been|do|does|did|will|would|can|could|shall|should|may|might|must"
    r"|cannot|(?:wo|would|do|does|did|has|have|had|is|are|was|were|ca|could|should|must)n[’']t"
    r"|not|never|no longer|also) ){1,4}\Z"
)
PREDICATE = re.compile(
    r"\s(?:also )?(?!(?:and|or|of|in|from|who|whose|which|that|with)\b)((?:[\w’'-]++ ){0,4})"
)
"""At most four words between a mention and its cue, all of the same clause."""
READING_SPEED = 238
"""Words a minute of silent reading in English, Brysbaert (2019), Journal of Memory and Language 109."""


def folded(text: str) -> str:
    return " ".join(text.split())


def words(brief: Brief, span: Span) -> str:
    return folded(brief.words(span))


def whole(brief: Brief, span: Span) -> Span:
    """The span with the quotation marks that stand right around it, so that none is shown alone."""
    text = brief.article.text
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    opens = before in OPENING if before else False
    closes = after in CLOSING if after else False
    return Span(span.start - 1, span.end + 1) if opens and closes else span


def quoted(brief: Brief, quote: Quote) -> str:
    return f"“{words(brief, quote.span)}”"


def content(brief: Brief, statement: Statement) -> str:
    """What is attributed; the parts of a split content are joined by an ellipsis in brackets."""
    return " […] ".join(words(brief, whole(brief, span)) for span in statement.content)


def claim(brief: Brief, statement: Statement) -> str:
    """The statement as it reads after its speaker's name, from the verb on ("warned that the dam may
    fail"), when the article prints speaker, cue and content in that order; else the content alone."""
    body = content(brief, statement)
    if not statement.cue or len(statement.content) != 1:
        return body
    cue, said = statement.cue[-1], whole(brief, statement.content[0])
    if cue.end > said.start or any(m.end > cue.start for m in statement.mention):
        return body
    gap = brief.article.text[cue.end : said.start]
    if len(gap) > 40 or re.search(r"[\n:]", gap):
        return body
    return words(brief, Span(_verb_start(brief, statement, cue), said.end))


def _verb_start(brief: Brief, statement: Statement, cue: Span) -> int:
    """Where the predicate begins: who "won’t accept" must not be shown to accept, and who "raised
    questions about" not to question. After the mention when little lies between, else at the cue's
    helping verbs."""
    text = brief.article.text
    if statement.mention:
        named = statement.mention[-1].end
        comma = text.rfind(",", named, cue.start)  # of an apposition: "Odell, the engineer, raised …"
        after = PREDICATE.match(text, comma + 1 if comma >= 0 else named, cue.start)
        if after and after.end() == cue.start:
            return after.start(1) if after[1] else cue.start
    helpers = HELPERS.search(text, max(0, cue.start - 60), cue.start)
    return helpers.start() if helpers else cue.start


def role(brief: Brief, actor: Actor | None) -> str:
    """The first role printed of the actor, or ""."""
    return words(brief, actor.roles[0]) if actor and actor.roles else ""


def roles(brief: Brief, actor: Actor | None) -> list[str]:
    """Every role as printed, each once."""
    printed = [words(brief, span) for span in actor.roles] if actor else []
    return list({bare(text): text for text in reversed(printed)}.values())[::-1]


def bare(text: str) -> str:
    """For comparing roles: "the Board’s chair" is "Board chair"."""
    return re.sub(r"^(?:the|a|an) |[’']s\b", "", text.casefold())


def named(brief: Brief, name: str | None) -> str:
    """ "Name, role" of a speaker, or the mention's own words, or "" when it is unsure who."""
    if not name:
        return ""
    printed = role(brief, brief.actor(name))
    return f"{name}, {printed}" if printed else name


def figure(brief: Brief, statistic: Statistic) -> str:
    return ARROWS.get(statistic.change or "", "") + words(brief, statistic.span)


def measured(brief: Brief, statistic: Statistic) -> str:
    """What the figure measures and its period, as far as the article makes it clear; else ""."""
    parts = [words(brief, span) for span in (statistic.measure, statistic.period) if span]
    return ", ".join(parts)


def point(brief: Brief, key_point: KeyPoint) -> str:
    """A sentence, or the lead-in with each of its bullets after a dash."""
    if not key_point.lines:
        return words(brief, key_point.span)
    lead = folded(brief.article.text[key_point.span.start : key_point.lines[0].start])
    lead = re.sub(r"\s*[-–—•*·]$", "", lead)
    return " – ".join([lead, *(words(brief, line) for line in key_point.lines)])


def minutes(text: str) -> float:
    return len(text.split()) / READING_SPEED


def spent(text_minutes: float) -> str:
    """A reading time: "40 s", "7 min"."""
    seconds = max(10, round(text_minutes * 60 / 10) * 10)
    return f"{seconds} s" if seconds < 90 else f"{round(text_minutes)} min"


def ago(then: datetime, now: datetime) -> str:
    age = now - then
    if age < timedelta(minutes=2):
        return "just now"
    if age < timedelta(hours=1):
        return f"{age.seconds // 60} min ago"
    if age < timedelta(days=1):
        return f"{age.seconds // 3600} h ago"
    return f"{age.days} day{'s' if age.days > 1 else ''} ago"


def unread(article: Article) -> str:
    """What is to be said of an article that was not read for facts: "" of one in English."""
    if article.language.partition("-")[0].casefold() == READ:
        return ""
    return f"in {name_of(article.language)}: not supported yet, headline and lead only"


def local(moment: datetime, zone: str) -> str:
    """ "Mon 23 Nov · 08:00 Berlin"."""
    there = moment.astimezone(ZoneInfo(zone))
    return f"{there:%a} {there.day} {there:%b} · {there:%H:%M} {zone.rpartition('/')[2].replace('_', ' ')}"


def local_time(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%H:%M}"


def day_of(then: datetime, now: datetime, zone: str) -> str:
    """The day as it stands before a noun: "today's", "yesterday's", "Friday's", "the 3 Nov"."""
    day = then.astimezone(ZoneInfo(zone))
    age = (now.astimezone(ZoneInfo(zone)).date() - day.date()).days
    if age < 2:
        return "yesterday’s" if age else "today’s"
    return f"{day:%A}’s" if age < 7 else f"the {day.day} {day:%b}"


def listed(items: Sequence[str], most: int) -> str:
    """ "a; b; and 3 more"."""
    shown = [*items[:most], *([f"and {len(items) - most} more"] if len(items) > most else [])]
    return "; ".join(shown)
