"""The held articles asked for last, so that one question after another does not parse them again."""

from collections import OrderedDict
from threading import Lock
from typing import Any

from sqlalchemy import Row

from briefs.store.fact import HeldArticle

Key = tuple[int, str, str, int]


class Cache:
    """By number, digest, time of reading and extractor: an article edited meanwhile, by whomever, is another
    one, and so are the facts of one that was edited back or read anew."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._held: OrderedDict[Key, HeldArticle] = OrderedDict()
        self._lock = Lock()

    def get(self, row: Row[Any]) -> HeldArticle | None:
        with self._lock:
            held = self._held.get(_key(row))
            if held is not None:
                self._held.move_to_end(_key(row))
            return held

    def put(self, row: Row[Any], held: HeldArticle) -> None:
        with self._lock:
            self._held[_key(row)] = held
            if len(self._held) > self._size:
                self._held.popitem(last=False)


def _key(row: Row[Any]) -> Key:
    return row.number, row.digest, row.read_at, row.extractor
