"""The arguments that several commands take."""

from bot.line import Argument

ARTICLE = Argument("article", "only this article, by title or number", completes="article")
ACTOR = Argument("actor", "a person, body or country, such as it is named in the article", completes="actor")
STORY = Argument("story", "with the article, all others that tell the same story", flag=True)
SHARE = Argument("share", "answer for the whole channel, not for you alone", flag=True)
PAGE = Argument("page", "which page of the list", hidden=True)
EXPORT = Argument("export", "all of it as a file", choices=("csv", "json"))
SINCE = Argument("since", "not older than: 2026-11-20, 3d, 2w, today")


def words(of: str) -> Argument:
    return Argument("query", f"words that {of} must hold")
