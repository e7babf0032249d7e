"""A bounded memory of the deliveries that were already worked on."""

from collections import OrderedDict


class Seen:
    """Neither Discord's nor Slack's library drops a delivery that comes twice, so each asks here first."""

    def __init__(self, size: int = 10_000) -> None:
        self._size = size
        self._ids: OrderedDict[str, None] = OrderedDict()

    def again(self, delivery: str) -> bool:
        """Whether `delivery` was asked about before; from now on it was."""
        if delivery in self._ids:
            return True
        self._ids[delivery] = None
        if len(self._ids) > self._size:
            self._ids.popitem(last=False)
        return False
