"""The commands that list facts answer in one way: a page of lines, or all of it as a file."""

from bot.card import Card
from bot.cards.export import export_card
from bot.cards.fact import fact_line
from bot.cards.listing import list_card
from bot.cards.merged import in_families, merged, merged_line
from bot.commands.scope import nothing, scope
from bot.context import Context
from bot.request import PAGE_SIZE, Request
from briefs.store import FactKind

MOST_EXPORTED = 5000


def listed(
    context: Context,
    request: Request,
    title: str,
    what: str,
    *kinds: FactKind,
    text: str,
    speaker: str = "",
) -> Card:
    """`what` names one of them, for the sentence that says there is none; all are of the `speaker`, whom
    the title names."""
    export = request.get("export").casefold()
    actor = speaker or context.actor(request)
    story = context.story(request)
    whole = bool(export) or bool(story and story.others)
    facts, more = context.find(request, *kinds, text=text, actor=actor, most=MOST_EXPORTED if whole else None)
    if not facts:
        raise nothing(request, what)
    if export:
        return export_card(title, facts, export)
    about = scope(facts, request, speaker)
    if not whole:
        lines = [fact_line(fact, with_speaker=not speaker) for fact in facts]
        return list_card(request, title, lines, more=more, exportable=True, **about)
    groups = in_families(merged(facts))
    start = PAGE_SIZE * (request.page - 1)
    lines = [merged_line(group) for group in groups[start : start + PAGE_SIZE]]
    if not lines:
        raise nothing(request, what)
    return list_card(request, title, lines, more=len(groups) > start + PAGE_SIZE, exportable=True, **about)
