"""A folder of articles: its text, Markdown, HTML and PDF files, those in its folders too."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterable
from pathlib import Path

from briefs.errors import ArticleError, SourceError
from briefs.model import Article
from briefs.sources.child import Children
from briefs.sources.file import TYPES, read_file
from briefs.sources.source import Source

log = logging.getLogger(__name__)

SUFFIXES = tuple(TYPES)


class Folder:
    """Hidden files are left out. A file is given again when it has changed, and once more when the program
    starts; `on_error` is told of one that cannot be read."""

    def __init__(self, path: Path, children: Children, on_error: Callable[[str], None] = log.warning) -> None:
        self.name = str(path)
        self._path = path
        self._children = children
        self._on_error = on_error
        self._done: dict[Path, int] = {}

    async def articles(self) -> AsyncIterator[Article]:
        """The file changed last comes last. Raises SourceError when there is no such folder.

        One is done with when the next is asked for: who breaks off is given it again.
        """
        for changed, file in await asyncio.to_thread(self._files):
            if self._done.get(file) == changed:
                continue
            try:
                yield await read_file(file, self._key(file), self._children)
            except ArticleError as error:
                self._on_error(f"{self._key(file).removeprefix('folder:')} is skipped: {error}")
            self._done[file] = changed

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


def open_sources(folders: Iterable[Path], children: Children) -> list[Source]:
    return [Folder(folder, children) for folder in folders]
