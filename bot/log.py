"""Logs: lines for a person on a terminal, JSON elsewhere. To stderr; answers go to stdout.

What libraries log takes the same way as our own lines: each carries what is bound around it, such as the
key of the delivery that is on its way, and none shows a secret.
"""

import logging
import re
import sys
from collections.abc import Iterable

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.environment import Environment, known_secrets

OURS = ("bot", "briefs")
ALL_WELL = ("apscheduler.scheduler",)
"""What warns of what is meant to be: that a tick waits for the one before, which a slow feed makes longer."""
NAMED = r"\w*token|ticket|\w*secret|passw(?:or)?d|api_?key|authorization|response_url"
SECRETS = re.compile(
    rf"""(\b(?:{NAMED})["'\\]*\s*[:=]\s*["'\\]*(?:Bearer\s|Bot\s|u')?)[^\s"'\\&,;}})]+"""
    r"|((?:/webhooks|/interactions)/\d+/)[^\s/?\"'\\]+"  # whoever has the address can answer for us
    r"|((?:hooks\.slack\.com/|request - url: http)s?)[^\s,\"'\\]+"  # here too
    r"|\bx(?:ox[a-z]|app)-[\w-]+"
    r"|(://[^\s/:@]*:)[^\s/@]+(?=@)",
    re.IGNORECASE,
)
"""What is secret by its name or its form, whoever gave it."""
HIDDEN = "[hidden]"


def set_up(environment: Environment) -> None:
    """With ONRECORD_DEBUG everything is told, by libraries too; without it of those only what is wrong."""
    debug = bool(environment.get("ONRECORD_DEBUG"))
    told: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*told, ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG if debug else logging.INFO),
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet(known_secrets(environment), told, debug=debug))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.DEBUG if debug else logging.WARNING)
    for name in ALL_WELL:
        logging.getLogger(name).setLevel(logging.DEBUG if debug else logging.ERROR)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.DEBUG if debug else logging.INFO)


class Discreet(ProcessorFormatter):
    """Hides secrets in the finished line: nothing that is logged can get around it."""

    def __init__(self, secrets: Iterable[str], told: list[Processor], *, debug: bool) -> None:
        short: list[Processor] = [] if debug else [_in_one_line]
        processors = [*short, ProcessorFormatter.remove_processors_meta, *_renderers()]
        super().__init__(foreign_pre_chain=told, processors=processors)
        self._known = re.compile("|".join(map(re.escape, secrets)) or r"(?!)")

    def format(self, record: logging.LogRecord) -> str:
        return hide(self._known.sub(HIDDEN, super().format(record)))


def hide(line: str) -> str:
    return SECRETS.sub(lambda match: next((g for g in match.groups() if g), "") + HIDDEN, line)


def _in_one_line(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Libraries log whole tracebacks, of outages too; ours are of our own mistakes."""
    if not event["_from_structlog"] and (raised := event.pop("exc_info", None)):
        event["reason"] = str(raised[1]) or type(raised[1]).__name__
    return event


def _renderers() -> list[Processor]:
    if sys.stderr.isatty():
        # The default shows the values of variables beside a traceback, and a token is one.
        return [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
    return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
