"""The held articles asked for last, so that one question after another does not parse them again."""

from collections import OrderedDict
from threading import Lock

from briefs.store.fact import HeldArticle


class Cache:
    """By number and digest, so that an article edited meanwhile, by whomever, is another one."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._held: OrderedDict[tuple[int, str], HeldArticle] = OrderedDict()
        self._lock = Lock()

    def get(self, number: int, digest: str) -> HeldArticle | None:
        with self._lock:
            held = self._held.get((number, digest))
            if held is not None:
                self._held.move_to_end((number, digest))
            return held

    def put(self, digest: str, held: HeldArticle) -> None:
        with self._lock:
            self._held[held.number, digest] = held
            if len(self._held) > self._size:
                self._held.popitem(last=False)
