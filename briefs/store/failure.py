"""What a database's error says to the person who has to act on it. No password stands in it."""

from sqlalchemy import URL, make_url

from briefs.errors import StoreError

MEANING = {
    "SQLITE_NOTADB": "is not a database",
    "SQLITE_CORRUPT": "is a damaged database",
    "SQLITE_BUSY": "is locked by another program",
    "SQLITE_CANTOPEN": "cannot be opened",
    "SQLITE_READONLY": "cannot be written",
    "SQLITE_FULL": "cannot grow: the disk is full",
    "SQLITE_IOERR_SHMSIZE": "cannot be opened: the disk is full",  # for its index of the log
    "SQLITE_IOERR": "cannot be read or written: the disk gave an error",
    # PostgreSQL's are those of its manual's appendix A
    "53100": "cannot grow: the disk is full",
    "55P03": "is locked by another program",
    "25006": "cannot be written",
    "XX001": "is a damaged database",
    "XX002": "is a damaged database",
}
"""By the beginning of SQLite's name or PostgreSQL's code of the error, the first that fits."""
DAMAGE = ("SQLITE_NOTADB", "SQLITE_CORRUPT", "XX001", "XX002")
FULL = ("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE", "53100")
PASSING = (*FULL, "SQLITE_BUSY", "SQLITE_LOCKED", "08", "40", "53300", "55P03", "57P")
"""No room on the disk, locked, not reached, too many others, shutting down or starting up."""
REFUSED = ("password", "authentication", "does not exist", "no pg_hba.conf", "permission denied")
"""Words of a server that will not let us in until somebody changes something; it gives no code then."""


def failure(what: str, cause: BaseException, remedy: str = "") -> StoreError:
    """`what` begins the sentence: "the store data/onrecord.db". `remedy` is told when it is damaged."""
    told = f": {remedy}" if remedy and _name(cause).startswith(DAMAGE) else ""
    return StoreError(_said(what, cause) + told, temporary=_temporary(cause))


def _said(what: str, cause: BaseException) -> str:
    name = _name(cause)
    meaning = next((words for start, words in MEANING.items() if name.startswith(start)), None)
    if meaning is None:
        return f"{what} did not answer: {' '.join(str(cause).split())[:300]}"
    return f"{what} {meaning}"


def _temporary(cause: BaseException) -> bool:
    if name := _name(cause):
        return name.startswith(PASSING)
    return type(cause).__name__ in ("OperationalError", "ConnectionTimeout", "TimeoutError") and not any(
        word in str(cause) for word in REFUSED
    )


def _name(cause: BaseException) -> str:
    return str(getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or "")


def named(place: str | URL) -> str:
    """As people know the store: its file, or its address without who opens it."""
    if isinstance(place, str) and "://" not in place:
        return place
    url = make_url(place)
    if url.get_backend_name() == "sqlite":
        return url.database or ":memory:"
    return URL.create("postgresql", host=url.host, port=url.port, database=url.database).render_as_string()
