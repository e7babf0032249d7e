"""Cards and posts as HTML. One template draws a card for the page, the live stream and the answers."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.card import Card, CardFile
from bot.command import Command
from bot.platforms.web.post_store import KeptPost

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"


class View:
    def __init__(self, channels: Sequence[str], commands: Sequence[Command]) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(FOLDER / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(link=safe_link, data_address=data_address, clock=clock, path=path)
        self._environment.globals.update(channels=channels, commands=_without_needs(commands))

    def page(
        self,
        channel: str,
        posts: Sequence[KeptPost],
        *,
        newest: int,
        earlier: bool = False,
        live: bool = True,
        answer: str = "",
    ) -> str:
        """`newest` is the post from which the live stream goes on, `earlier` whether there are older ones."""
        template = self._environment.get_template("page.html")
        return template.render(
            channel=channel, posts=posts, newest=newest, earlier=earlier, live=live, answer=answer
        )

    def post(self, post: KeptPost) -> str:
        return self._environment.get_template("post.html").render(post=post)

    def answer(self, card: Card, at: datetime, *, command: str, line: str) -> str:
        """What only the asker sees; `line` is what was asked, `command` the name in it."""
        template = self._environment.get_template("answer.html")
        return template.render(card=card, at=at, command=command, line=line)

    def login(self, problem: str = "") -> str:
        return self._environment.get_template("login.html").render(problem=problem)

    def enter(self) -> str:
        return self._environment.get_template("enter.html").render()


def _without_needs(commands: Sequence[Command]) -> list[Command]:
    """The first of the readers' commands that can be asked with one press."""
    return [c for c in commands if c.root == "brief" and not any(a.required for a in c.arguments)][:6]


def safe_link(address: str) -> str:
    """The address if a browser may open it, else "": an article may bring `javascript:`."""
    try:
        return address if urlsplit(address).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def data_address(file: CardFile) -> str:
    """The file itself as an address: an answer is kept nowhere that it could be fetched from later."""
    return f"data:text/plain;base64,{b64encode(file.text.encode()).decode()}"


def path(channel: str) -> str:
    return f"/c/{quote(channel, safe='')}"


def clock(at: datetime) -> str:
    """For readers without JavaScript; with it the page shows the time of the reader's own zone."""
    return f"{at.astimezone(UTC):%a %d %b, %H:%M} UTC"
