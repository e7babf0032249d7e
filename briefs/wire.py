"""Briefs as JSON: the `extract` contract, and what the store keeps.

`from_dict(article, to_dict(brief)) == brief`. Every "text" is the article's own words at "span".
"""

import json
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, BinaryIO, TextIO

from briefs.errors import ArticleError, OnRecordError
from briefs.model import Actor, Article, Brief, KeyPoint, Quote, Span, Statement, Statistic
from briefs.read import read

Json = dict[str, Any]


def to_dict(brief: Brief) -> Json:
    return {
        "id": brief.article.id,
        "title": brief.title,
        "language": brief.article.language,
        "key_points": [_key_point(brief, point) for point in brief.key_points],
        "statistics": [_statistic(brief, statistic) for statistic in brief.statistics],
        "statements": [_statement(statement) for statement in brief.statements],
        "quotes": [_quote(brief, quote) for quote in brief.quotes],
        "actors": [_actor(brief, actor) for actor in brief.actors],
    }


def from_dict(article: Article, data: Json) -> Brief:
    """The brief that `to_dict` wrote of this article."""
    return Brief(
        article,
        data["title"],
        tuple(KeyPoint(Span(*point["span"]), _spans(point["lines"])) for point in data["key_points"]),
        tuple(_read_statistic(statistic) for statistic in data["statistics"]),
        tuple(_read_statement(statement) for statement in data["statements"]),
        tuple(_read_quote(quote) for quote in data["quotes"]),
        tuple(_read_actor(actor) for actor in data["actors"]),
    )


def dumps(brief: Brief) -> str:
    """One line of JSON, the same for the same brief."""
    return json.dumps(to_dict(brief), ensure_ascii=False, separators=(",", ":"))


def extract_lines(lines: Iterable[bytes], out: BinaryIO, err: TextIO) -> int:
    """One brief a line for one article a line, in their order; returns the exit status.

    A line that cannot be read is told on `err` with its number, costs only itself, and makes the
    status 1. `lines` are bytes, so that a line that is not UTF-8 is one of those.
    """
    status = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            out.write(dumps(read(article_of(line))).encode() + b"\n")
        except OnRecordError as error:
            print(f"line {number}: {error}", file=err)
            status = 1
    return status


def article_of(line: bytes) -> Article:
    """The article of one line of JSON. Raises ArticleError."""
    data = _object(line)
    for field in ("id", "text"):
        if field not in data:
            raise ArticleError(f'"{field}" is missing')
    strings = {field: _string(data, field) for field in ("title", "url", "publisher", "byline", "language")}
    known = {field: string for field, string in strings.items() if string is not None}
    return Article(
        _string(data, "id") or "", _string(data, "text") or "", published=_published(data), **known
    )


def _object(line: bytes) -> Json:
    try:
        data = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ArticleError(f"not UTF-8 (byte {error.start + 1})") from error
    except (ValueError, RecursionError) as error:
        raise ArticleError(f"not JSON ({error})") from error
    if not isinstance(data, dict):
        raise ArticleError('not a JSON object with "id" and "text"')
    return data


def _string(data: Json, field: str) -> str | None:
    value = data.get(field)
    if value is None and field not in ("id", "text"):
        return None
    if not isinstance(value, str):
        raise ArticleError(f'"{field}" must be a string')
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ArticleError(f'"{field}" holds half a character (a lone surrogate)') from error
    return value


def _published(data: Json) -> datetime | None:
    value = _string(data, "published")
    try:
        return datetime.fromisoformat(value) if value else None
    except ValueError as error:
        raise ArticleError('"published" must be a date such as 2025-02-14T08:00:00Z') from error


# ---- model to JSON


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [_pair(span) for span in spans]


def _printed(brief: Brief, span: Span | None) -> Json | None:
    return None if span is None else {"text": brief.words(span), "span": _pair(span)}


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _exact(statistic: Statistic) -> Json:
    """The decimals as strings, only where a JSON number, a double for most readers, would lose digits."""
    decimals = [statistic.value, statistic.upper]
    lossless = all(Decimal(repr(_number(d))) == d for d in decimals if d is not None)
    return {} if lossless else {"exact": [None if d is None else str(d) for d in decimals]}


def _key_point(brief: Brief, point: KeyPoint) -> Json:
    return {"text": brief.words(point.span), "span": _pair(point.span), "lines": _pairs(point.lines)}


def _statistic(brief: Brief, statistic: Statistic) -> Json:
    return {
        "text": brief.words(statistic.span),
        "span": _pair(statistic.span),
        "value": _number(statistic.value),
        "upper": _number(statistic.upper),
        **_exact(statistic),
        "unit": statistic.unit,
        "qualifier": statistic.qualifier,
        "change": statistic.change,
        "measure": _printed(brief, statistic.measure),
        "period": _printed(brief, statistic.period),
        "sentence": _pair(statistic.sentence),
        "statement": statistic.statement,
        "same_as": statistic.same_as,
    }


def _statement(statement: Statement) -> Json:
    return {
        "speaker": statement.speaker,
        "mention": _pairs(statement.mention),
        "cue": _pairs(statement.cue),
        "content": _pairs(statement.content),
        "kind": statement.kind,
        "stance": statement.stance,
        "sentence": _pair(statement.sentence),
    }


def _quote(brief: Brief, quote: Quote) -> Json:
    return {
        "text": brief.words(quote.span),
        "span": _pair(quote.span),
        "speaker": quote.speaker,
        "role": None if quote.role is None else brief.words(quote.role),
        "role_span": None if quote.role is None else _pair(quote.role),
        "statement": quote.statement,
    }


def _actor(brief: Brief, actor: Actor) -> Json:
    return {
        "name": actor.name,
        "kind": actor.kind,
        "role": brief.words(actor.roles[0]) if actor.roles else None,
        "roles": _pairs(actor.roles),
        "aliases": list(actor.aliases),
        "mentions": _pairs(actor.mentions),
    }


# ---- JSON to model


def _spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in pairs)


def _optional(pair: list[int] | None) -> Span | None:
    return None if pair is None else Span(*pair)


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _read_statistic(data: Json) -> Statistic:
    value, upper = data.get("exact", [data["value"], data["upper"]])
    return Statistic(
        Span(*data["span"]),
        Decimal(str(value)),
        Span(*data["sentence"]),
        _decimal(upper),
        data["unit"],
        data["qualifier"],
        data["change"],
        _optional(data["measure"] and data["measure"]["span"]),
        _optional(data["period"] and data["period"]["span"]),
        data["statement"],
        data["same_as"],
    )


def _read_statement(data: Json) -> Statement:
    return Statement(
        _spans(data["content"]),
        _spans(data["cue"]),
        _spans(data["mention"]),
        data["speaker"],
        data["kind"],
        Span(*data["sentence"]),
        data["stance"],
    )


def _read_quote(data: Json) -> Quote:
    return Quote(Span(*data["span"]), data["statement"], data["speaker"], _optional(data["role_span"]))


def _read_actor(data: Json) -> Actor:
    return Actor(
        data["name"], data["kind"], tuple(data["aliases"]), _spans(data["mentions"]), _spans(data["roles"])
    )
