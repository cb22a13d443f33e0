"""Spares every student the full wait while Rasa is down: after a few failures in a row it is left alone for a while."""

from collections.abc import Callable
from datetime import timedelta

FAILURES_UNTIL_OPEN = 3
REST = timedelta(seconds=5)


class Breaker:
    """Counts failures in a row; open, it lets one probe through per rest until one succeeds."""

    def __init__(
        self,
        monotonic: Callable[[], float],
        *,
        failures_until_open: int = FAILURES_UNTIL_OPEN,
        rest: timedelta = REST,
    ) -> None:
        self._monotonic = monotonic
        self._failures_until_open = failures_until_open
        self._rest = rest.total_seconds()
        self._failures = 0
        self._resting_since = 0.0

    @property
    def is_open(self) -> bool:
        """Whether callers are being turned away, but for a probe now and then."""
        return self._failures >= self._failures_until_open

    def lets_through(self) -> bool:
        """Whether this call may be tried; a probe that is let through starts the next rest."""
        if not self.is_open:
            return True
        now = self._monotonic()
        if now - self._resting_since < self._rest:
            return False
        # A probe that never reports back (its task was cancelled) must not shut the door for good.
        self._resting_since = now
        return True

    def succeeded(self) -> None:
        self._failures = 0

    def failed(self) -> None:
        self._failures += 1
        self._resting_since = self._monotonic()
