"""What Slack's libraries log, as lines of our own: no traceback, no ticket or code that lets in."""

import logging
import re

import structlog

log = structlog.get_logger()

SECRET = re.compile(r"\?[^\s'\"]+|(?<=code: )\S+")
TWO_TOKENS = "As you gave `client` as well, `token` will be unused."
"""Bolt looks into SLACK_BOT_TOKEN by itself, where the token of its client stands too."""


class Relay(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        said = SECRET.sub("", " ".join(record.getMessage().split()))
        if said != TWO_TOKENS:
            log.log(record.levelno, "slack library", platform="slack", said=said)


def library_logger() -> logging.Logger:
    logger = logging.getLogger("onrecord.slack")
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    logger.handlers = [Relay()]
    return logger
