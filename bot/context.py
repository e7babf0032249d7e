"""What a command may use: the store, the clock, and the readings of an argument's value."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process, utils

from bot.errors import UserError
from bot.ledger import Ledger
from bot.line import Completes
from bot.request import PAGE_SIZE, Request
from bot.running import Running
from bot.story import Story, story_of
from bot.subscription import Subscription, Subscriptions
from bot.zone import zones_like
from briefs.store import Fact, FactKind, HeldArticle, Query, Store

if TYPE_CHECKING:
    from bot.held_feed import HeldFeed
    from bot.outside import Outside
    from bot.watches import Watches

OFFERED = 25
OFFERED_TITLES = 60
"""Few enough to stay in the store's cache."""
NEAR = 60
"""Of 100, rapidfuzz's weighted ratio: below it a name is no likely misspelling of another."""


@dataclass(frozen=True)
class Context:
    store: Store
    subscriptions: Subscriptions
    ledger: Ledger
    now: Callable[[], datetime]
    timezone: str = "UTC"
    outside: "Outside | None" = None
    running: Running = field(default_factory=Running)
    watching: "Watches | None" = None

    @property
    def watches(self) -> "Watches":
        if self.watching is None:
            raise UserError("Nothing can be watched for from here.")
        return self.watching

    @property
    def web(self) -> "Outside":
        if self.outside is None:
            raise UserError("The web cannot be reached from here.")
        return self.outside

    def find(
        self, request: Request, *kinds: FactKind, text: str, actor: str, most: int | None
    ) -> tuple[list[Fact], bool]:
        """The page of facts that the request asks for, and whether another follows; or the first `most`.

        `actor` is a name as held, "" for anybody's.
        """
        story = self.story(request)
        query = Query(
            kinds=kinds,
            text=text,
            actor=actor or None,
            unit=self.unit(request.get("unit")) or None,
            since=self.since(request.get("since")),
            limit=(most or PAGE_SIZE) + 1,
            offset=0 if most else PAGE_SIZE * (request.page - 1),
        )
        numbers = [held.number for held in story.articles] if story else [None]
        facts = [fact for number in numbers for fact in self.store.find(replace(query, article=number))]
        return facts[: most or PAGE_SIZE], len(facts) > (most or PAGE_SIZE)

    def article(self, request: Request) -> HeldArticle | None:
        """The article that the request names, by number or by title; None when it names none."""
        asked = request.get("article")
        if not asked:
            return None
        held = (
            self.store.article(int(asked))
            if asked.isascii() and asked.isdigit() and len(asked) < 15
            else None
        )
        if held is None:
            titles = {held.brief.title: held for held in reversed(self.store.articles(limit=OFFERED_TITLES))}
            near = _near(asked, list(titles), 1)
            held = titles[near[0]] if near else None
        if held is None:
            raise UserError(f"No article “{asked}” has been read.", (("Articles", "articles"),))
        return held

    def story(self, request: Request) -> Story | None:
        """That of the article that the request names: the article alone unless its story is asked for."""
        held = self.article(request)
        if held is None:
            return None
        return story_of(self.store.story(held.number)) if request.get("story") else Story(held)

    def actor(self, request: Request) -> str:
        """The name held for the actor asked for, by name or by alias; UserError with the nearest three."""
        asked = request.get("actor") or request.get("speaker")
        if not asked:
            return ""
        if name := self.store.aliases().get(asked.casefold()) or self._only_one_called(asked):
            return name
        argument = "actor" if request.get("actor") else "speaker"
        near = _near(asked, self.store.actor_names(), 3)
        hint = f" Did you mean {_or(near)}?" if near else ""
        again = tuple((name, f'{request.command} {argument}:"{name}"') for name in near)
        raise UserError(
            f"Nobody called “{asked}” is in what has been read.{hint}", again or (("Actors", "actors"),)
        )

    def _only_one_called(self, asked: str) -> str | None:
        """The name of which the word is a part, if it is of one alone; or one too old to be offered."""
        word = re.compile(rf"\b{re.escape(asked)}\b", re.IGNORECASE)
        names = [name for name in self.store.actor_names() if word.search(name)]
        if len(names) == 1:
            return names[0]
        held = [] if names else self.store.find(Query(kinds=("actor",), actor=asked, limit=1))
        return asked if held else None

    def unit(self, asked: str) -> str:
        """The unit held for the one asked for: any case, "%" and "€" too."""
        if not asked:
            return ""
        signs = {"%": "percent", "€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY"}
        wanted = signs.get(asked, asked).casefold()
        units = self.store.units()
        exact = next(
            (u for u in units if u.casefold() == wanted or u.casefold() == wanted.removesuffix("s")), None
        )
        if exact:
            return exact
        near = _near(asked, units, 3, fuzz.ratio)  # short as they are, parts of them are in any word
        again = tuple((unit, f'stats unit:"{unit}"') for unit in near)
        raise UserError(
            f"No figure is held in “{asked}”.{f' Did you mean {_or(near)}?' if near else ''}",
            again or (("All figures", "stats"),),
        )

    def schedules(self, request: Request) -> list[Subscription]:
        """Those that may be seen from where the request comes from; the host's terminal sees all."""
        if request.platform == "console":
            return self.subscriptions.all()
        if request.channels is not None:
            return self.subscriptions.posted_in(request.platform, request.place, request.channels)
        return self.subscriptions.seen_from(request.platform, request.place, request.channel)

    def feeds(self, request: Request) -> "list[HeldFeed]":
        """Those that may be seen from where the request comes from."""
        return self.web.feeds.seen_from(request.platform, request.place)

    def since(self, asked: str) -> datetime | None:
        """ "2026-11-20", "3d", "2 weeks", "today", "yesterday"."""
        if not asked:
            return None
        small = asked.casefold()
        today = self.now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        if small in ("today", "yesterday"):
            return today - timedelta(days=small == "yesterday")
        if match := re.fullmatch(r"(\d{1,4})\s*(h|d|w|hours?|days?|weeks?)", small):
            unit = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}[match[2][0]]
            return self.now() - int(match[1]) * unit
        try:
            moment = datetime.fromisoformat(asked)
        except ValueError:
            raise UserError(
                f"“{asked}” is not a day I can read: write 2026-11-20, 3d, 2w, today or yesterday."
            ) from None
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

    def complete(self, completes: Completes | None, typed: str, request: Request) -> list[str]:
        """At most 25 values of the store that fit what was typed, best first."""
        match completes:
            case "timezone":
                return zones_like(typed)
            case "schedule":
                values = [s.name for s in self.schedules(request)]
            case "feed" if self.outside:
                values = [f.title or f.url for f in self.feeds(request)]
            case "actor":
                values = list(self.store.actor_names())
            case "unit":
                values = list(self.store.units())
            case "article":
                values = [held.brief.title for held in self.store.articles(limit=OFFERED_TITLES)]
            case _:
                values = []
        values = [v for v in dict.fromkeys(values) if v]
        small = typed.casefold().strip()
        begin = (v for v in values if any(w.startswith(small) for w in (v.casefold(), *v.casefold().split())))
        return list(islice(begin, OFFERED)) or _near(typed, values, OFFERED)


def _near(
    asked: str, values: Sequence[str], most: int, scorer: Callable[..., float] = fuzz.WRatio
) -> list[str]:
    found = process.extract(
        asked, values, scorer=scorer, processor=utils.default_process, limit=most, score_cutoff=NEAR
    )
    return [value for value, _, _ in found]


def _or(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
