"""Lists of feeds, in and out: OPML 2.0."""

from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from briefs.errors import ArticleError

MOST = 5000
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    "  <head><title>On Record</title></head>",
    "  <body>",
)


def read_opml(body: bytes) -> list[tuple[str, str]]:
    """(address, title) of each feed once, in order, folders or not. Raises ArticleError.

    A list of feeds has no use for entities of its own, so one that declares any is refused unread.
    """
    found: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        said = {key.lower(): " ".join(value.split()) for key, value in attributes.items()}
        url = said.get("xmlurl", "")
        if name.lower() == "outline" and url.lower().startswith(("http://", "https://")):
            found.setdefault(url, said.get("title") or said.get("text") or "")

    def entity(*_: object) -> None:
        raise ArticleError("it declares entities, which a list of feeds has no use for")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EntityDeclHandler = entity
    try:
        parser.Parse(body, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", None)
        raise ArticleError(f"it is not OPML{f' (line {line})' if line else ''}") from None
    if len(found) > MOST:
        raise ArticleError(f"it names {len(found):,} feeds, more than the {MOST:,} that are taken")
    return list(found.items())


def write_opml(feeds: list[tuple[str, str]]) -> str:
    """(address, title) of each."""
    return "\n".join([*HEAD, *(_outline(url, title) for url, title in feeds), "  </body>", "</opml>", ""])


def _outline(url: str, title: str) -> str:
    return f'    <outline type="rss" text={quoteattr(_clean(title or url))} xmlUrl={quoteattr(_clean(url))}/>'


def _clean(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return "".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
