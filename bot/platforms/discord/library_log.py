"""What discord.py logs, as lines of our log: it logs whole tracebacks, of outages too."""

import logging

import discord
import structlog

log = structlog.get_logger()


class OneLine(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        reason = {"reason": str(error) or type(error).__name__} if error else {}
        log.log(record.levelno, record.getMessage(), **reason)


def quieten() -> None:
    """Once for the process; voice, which we do not use, is no reason to warn."""
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    library = logging.getLogger("discord")
    if not any(isinstance(handler, OneLine) for handler in library.handlers):
        library.addHandler(OneLine(logging.WARNING))
        library.propagate = False
