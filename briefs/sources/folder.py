"""A folder of articles: its .txt and .md files, those in its folders too."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterable
from pathlib import Path

from briefs.errors import ArticleError, SourceError
from briefs.model import Article
from briefs.sources.file import read_file
from briefs.sources.source import Source

log = logging.getLogger(__name__)

SUFFIXES = (".txt", ".md")


class Folder:
    """Hidden files are left out. `on_error` is told of a file that cannot be read once, until it changes."""

    def __init__(self, path: Path, on_error: Callable[[str], None] = log.warning) -> None:
        self._path = path
        self._on_error = on_error
        self._told: set[tuple[Path, int]] = set()

    async def articles(self) -> AsyncIterator[Article]:
        """The file changed last comes last. Raises SourceError when there is no such folder."""
        for changed, file in await asyncio.to_thread(self._files):
            try:
                yield await asyncio.to_thread(read_file, file, self._key(file))
            except ArticleError as error:
                self._tell(changed, file, error)

    def _files(self) -> list[tuple[int, Path]]:
        try:
            if not self._path.is_dir():
                raise SourceError(f"there is no folder {self._path}")
            found = (file for file in self._path.rglob("*") if file.suffix.lower() in SUFFIXES)
            return sorted((file.stat().st_mtime_ns, file) for file in found if self._is_article(file))
        except OSError as error:
            raise SourceError(f"the folder {self._path} cannot be read: {error.strerror}") from error

    def _is_article(self, file: Path) -> bool:
        hidden = any(part.startswith(".") for part in file.relative_to(self._path).parts)
        return not hidden and file.is_file()

    def _key(self, file: Path) -> str:
        name = file.relative_to(self._path).as_posix()
        return "folder:" + name.encode(errors="backslashreplace").decode()  # a name need not be UTF-8

    def _tell(self, changed: int, file: Path, error: ArticleError) -> None:
        if (file, changed) not in self._told:
            self._told.add((file, changed))
            self._on_error(f"{self._key(file).removeprefix('folder:')} is skipped: {error}")


def open_sources(folders: Iterable[Path]) -> list[Source]:
    return [Folder(folder) for folder in folders]
