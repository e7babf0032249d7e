"""What can go wrong in this room, each told to people in one line.

OnRecordError
├── ArticleError      this is not an article we can read; the others go on
│   └── TooLongError
├── SourceError       a folder, a page or a feed did not give its articles
│   ├── RefusedError      we do not read that, now or later
│   │   └── GoneError         its server says that it will not come back
│   └── UnreachableError  it did not answer; it may the next time
└── StoreError        the store cannot be opened, read or written
"""


class OnRecordError(Exception):
    """Its message is one plain sentence for the person who has to act on it."""


class ArticleError(OnRecordError):
    """What was given is not an article."""


class TooLongError(ArticleError):
    def __init__(self, characters: int, limit: int) -> None:
        super().__init__(f"the article has {characters:,} characters, more than the {limit:,} that are read")


class SourceError(OnRecordError):
    """A source did not give its articles. `permanent` says that trying again will not help."""

    permanent = False


class RefusedError(SourceError):
    permanent = True


class GoneError(RefusedError):
    """410."""


class UnreachableError(SourceError):
    """`after`: how many seconds the server asks to wait, 0 when it says nothing; `of_host`: that nothing
    else of the server would come either."""

    def __init__(self, message: str, after: float = 0.0, *, of_host: bool = False) -> None:
        super().__init__(message)
        self.after = after
        self.of_host = of_host


class StoreError(OnRecordError):
    """The store cannot be opened, read or written. `temporary`: it may by itself, after a while."""

    def __init__(self, message: str, *, temporary: bool = False) -> None:
        super().__init__(message)
        self.temporary = temporary
