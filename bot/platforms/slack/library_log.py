"""What Slack's libraries log: no ticket or code that lets in, and nothing that is no trouble."""

import logging
import re

SECRET = re.compile(r"\?[^\s'\"]+|(?<=code: )\S+")
TWO_TOKENS = "As you gave `client` as well, `token` will be unused."
"""Bolt looks into SLACK_BOT_TOKEN by itself, where the token of its client stands too."""


def clean(record: logging.LogRecord) -> bool:
    """Whether it is told at all."""
    record.msg, record.args = SECRET.sub("", " ".join(record.getMessage().split())), ()
    return record.msg != TWO_TOKENS


def library_logger() -> logging.Logger:
    logger = logging.getLogger("onrecord.slack")
    logger.filters = [clean]
    logger.setLevel(logging.getLogger().level)  # without one of its own the libraries write for nobody
    return logger
