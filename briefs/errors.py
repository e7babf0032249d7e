"""What can go wrong in this room, each told to people in one line.

OnRecordError
├── ArticleError      this is not an article we can read; the others go on
│   └── TooLong
├── SourceError       a folder, a page or a feed did not give its articles
└── StoreError        the store cannot be opened, read or written
"""


class OnRecordError(Exception):
    """Its message is one plain sentence for the person who has to act on it."""


class ArticleError(OnRecordError):
    """What was given is not an article."""


class TooLong(ArticleError):
    def __init__(self, characters: int, limit: int) -> None:
        super().__init__(f"the article has {characters:,} characters, more than the {limit:,} that are read")


class SourceError(OnRecordError):
    """A source did not give its articles. `permanent` says that trying again will not help."""

    permanent = False


class StoreError(OnRecordError):
    """The store cannot be opened, read or written."""
