"""now: today's card."""

from bot.card import Card
from bot.cards.brief import brief_card
from bot.command import Command
from bot.commands.argument import ARTICLE, SHARE, STORY
from bot.context import Context
from bot.errors import UserError
from bot.request import Request
from bot.story import newest_stories


def answer(context: Context, request: Request) -> Card:
    story = context.story(request)
    stories = [story] if story else newest_stories(context.store, context.now())
    if not stories:
        raise UserError(
            "Nothing has been read yet. Put an article into a folder that config.yaml names under sources."
        )
    return brief_card(stories, "Brief", context.now(), context.timezone)


COMMAND = Command(
    "now", "Today's brief: key points, figures, who stands where", answer, (ARTICLE, STORY, SHARE)
)
