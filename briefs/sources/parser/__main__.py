"""The child's side: a byte when it is ready; then a question in, an answer out, until there are no more.

Each is a JSON object behind its length in four bytes; a question's has the `size` of the body behind it, an
answer's may have lines below it.
"""

import gc
import importlib
import json
import resource
import struct
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from briefs.errors import ArticleError, SourceError
from briefs.sources.parser.feed import parse_feed
from briefs.sources.parser.page import parse_file, parse_page

MEMORY = 1_000_000_000  # bytes of addresses
FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "urllib.")
TASKS: dict[str, Callable[[bytes, dict[str, Any]], dict[str, Any]]] = {
    "page": parse_page,
    "file": parse_file,
    "feed": parse_feed,
}
NEEDED = ("fastfeedparser", "trafilatura", "encodings.idna", "encodings.gb18030", "encodings.utf_16")
"""Loaded before the first question: what it costs is not the first page's."""

OBJECTS = 20_000
"""Made until it is looked which are garbage: at Python's own 700 that is a tenth of the reading of a feed."""


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.addaudithook(_stay_inside)
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    for name in NEEDED:
        importlib.import_module(name)
    gc.freeze()
    gc.set_threshold(OBJECTS)
    answers.write(b".")
    answers.flush()
    while head := questions.read(4):
        said = json.loads(questions.read(*struct.unpack(">I", head)))
        _write(answers, _answer(questions.read(said["size"]), said))


def _answer(body: bytes, said: dict[str, Any]) -> dict[str, Any]:
    try:
        return TASKS[said["task"]](body, said)
    except (ArticleError, SourceError) as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": "it takes too much memory to be read"}
    except Exception as error:  # what the libraries raise on broken markup is theirs to choose
        return {"error": f"it cannot be read ({type(error).__name__})"}


def _write(answers: BinaryIO, answer: dict[str, Any]) -> None:
    lines = answer.pop("lines", ())
    written = "\n".join([json.dumps(answer), *lines]).encode("utf-8", "replace")
    answers.write(struct.pack(">I", len(written)) + written)
    answers.flush()


def _stay_inside(event: str, arguments: tuple[Any, ...]) -> None:
    """A parser has no business with the network or other programs, whatever the markup makes it try."""
    if event.startswith(FORBIDDEN):
        raise PermissionError(event)


main()
