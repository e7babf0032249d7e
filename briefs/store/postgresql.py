"""What PostgreSQL is told when it is opened. Its driver is imported only when an address asks for it."""

from typing import Any

from sqlalchemy import URL, Engine, event

READING: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
"""One snapshot for all questions of a reader, as SQLite gives it."""

OPTIONS: dict[str, Any] = {
    "pool_pre_ping": True,  # a connection that the server closed at its restart is made anew
    "connect_args": {
        "connect_timeout": 3,  # seconds; a command has three to answer
        "tcp_user_timeout": 5000,  # milliseconds until a silent network counts as gone
        "options": "-c lock_timeout=5000",  # milliseconds a writer waits for another
    },
}


def with_driver(url: URL) -> URL:
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def take_any_text(engine: Engine) -> None:
    """PostgreSQL's texts cannot hold U+0000: it is kept as U+FFFD, which leaves every span where it is."""
    from psycopg.types.string import StrDumperUnknown

    class AnyText(StrDumperUnknown):
        def dump(self, obj: str) -> Any:
            return super().dump(obj.replace("\0", "\ufffd"))

    @event.listens_for(engine, "connect")
    def connect(connection: Any, record: Any) -> None:
        connection.adapters.register_dumper(str, AnyText)
