"""Markdown as the words that its reader sees."""

from markdown_it import MarkdownIt

from briefs.sources.parser.markup import lines_of

COMMON = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def plain(markdown: str) -> str:
    """Headings, paragraphs and list items, a line each, without their signs."""
    return lines_of(COMMON.render(markdown))


def title_of(markdown: str) -> str:
    """Its first heading of the first rank, when that comes before anything else."""
    tokens = COMMON.parse(markdown)
    first = (
        tokens[1] if len(tokens) > 1 and tokens[0].type == "heading_open" and tokens[0].tag == "h1" else None
    )
    return lines_of(COMMON.renderInline(first.content)) if first else ""
