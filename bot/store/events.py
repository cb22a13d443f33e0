"""Who wants to know that something changed: in this process at once, in others through PostgreSQL's NOTIFY.

An event is only a key such as "queue" or "student:<id>". It carries no facts, so a lost one costs a moment's delay and
nothing else: every listener also looks by itself from time to time.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

QUEUE: Final = "queue"
TURNS: Final = "turns"
OUTBOX: Final = "outbox"
PRESENCE: Final = "presence"
SIGN_INS: Final = "sign_ins"


def student_key(student_id: str) -> str:
    """Something in this student's chat changed."""
    return f"student:{student_id}"


def conversation_key(conversation_id: str) -> str:
    """Something in this conversation changed, including what only staff sees."""
    return f"conversation:{conversation_id}"


class Listener:
    """The keys that were announced since the last look."""

    def __init__(self) -> None:
        self._heard: set[str] = set()
        self._rang = asyncio.Event()

    def tell(self, key: str) -> None:
        self._heard.add(key)
        self._rang.set()

    async def wait(self, seconds: float) -> set[str]:
        """What was announced, as soon as anything is; empty after `seconds` of silence."""
        try:
            async with asyncio.timeout(seconds):
                await self._rang.wait()
        except TimeoutError:
            return set()
        heard, self._heard = self._heard, set()
        self._rang.clear()
        return heard


class Events:
    """The switchboard of one process."""

    def __init__(self) -> None:
        self._listeners: dict[str, set[Listener]] = defaultdict(set)
        self.is_ending = False

    def end(self) -> None:
        """The line is told to end: whoever waits for news gets what there is, and waits no longer."""
        self.is_ending = True
        self.publish(tuple(self._listeners))

    @contextmanager
    def listen(self, *keys: str) -> Iterator[Listener]:
        """A Listener for `keys` that is forgotten afterwards."""
        listener = Listener()
        for key in keys:
            self._listeners[key].add(listener)
        try:
            yield listener
        finally:
            for key in keys:
                self._listeners[key].discard(listener)
                if not self._listeners[key]:
                    del self._listeners[key]

    def publish(self, keys: Iterable[str]) -> None:
        """Wake everybody in this process who listens to one of `keys`."""
        for key in keys:
            for listener in tuple(self._listeners.get(key, ())):
                listener.tell(key)
