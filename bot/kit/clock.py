"""The only place that asks what time it is; everything else is told."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from typing_extensions import override

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """Whoever knows the time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock(Clock):
    """The machine's own time."""

    @override
    def now(self) -> datetime:
        return datetime.now(UTC)


class MovedClock(Clock):
    """The machine's time plus the seconds written in a file: journeys move days in a moment (TINGJIAN_CLOCK_FILE)."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @override
    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset()

    def _offset(self) -> timedelta:
        try:
            return timedelta(seconds=float(self._file.read_text(encoding="utf-8").strip() or 0))
        except (FileNotFoundError, ValueError, OverflowError):
            return timedelta()


class FixedClock(Clock):
    """A clock that stands until it is moved, for tests and examples."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    @override
    def now(self) -> datetime:
        return self.moment

    def move(self, by: timedelta) -> None:
        self.moment += by
