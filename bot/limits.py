"""How fast one student may write before the line asks for a pause; danger is never counted."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from bot.channels.port import TooFast

_MOST_STUDENTS: Final = 20_000


class StudentLimits:
    """A bucket for each chat: `burst` messages at once, refilled with `per_second`."""

    def __init__(self, *, burst: int, per_second: float, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._burst = burst
        self._per_second = per_second
        self._monotonic = monotonic
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def count(self, chat: str) -> None:
        """Take one from this chat's bucket; raise TooFast with the wait if it is empty."""
        now = self._monotonic()
        left, at = self._buckets.pop(chat, (float(self._burst), now))
        left = min(self._burst, left + (now - at) * self._per_second)
        if left < 1:
            self._buckets[chat] = (left, now)
            raise TooFast(timedelta(seconds=math.ceil((1 - left) / self._per_second)))
        self._buckets[chat] = (left - 1, now)
        if len(self._buckets) > _MOST_STUDENTS:
            self._buckets.popitem(last=False)
