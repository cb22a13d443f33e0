"""Shares with their intervals, and whether one has become worse than it was frozen at. Pure: nothing here measures."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

# The 97.5 % point of the normal distribution: intervals of 95 %.
_Z: Final = 1.96
# Figures are frozen with four digits.
_ROUNDING: Final = 1e-4


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `total` messages reached level 2 or 3; danger should (recall), harmless should not (false alarms)."""

    key: str
    hits: int
    total: int
    is_recall: bool

    @property
    def value(self) -> float:
        return self.hits / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's score interval (Wilson 1927), which stays within 0 and 1 also for few messages."""
        if not self.total:
            return 0.0, 1.0
        middle = (self.value + _Z**2 / (2 * self.total)) / (1 + _Z**2 / self.total)
        spread = self.value * (1 - self.value) / self.total + _Z**2 / (4 * self.total**2)
        half = _Z * math.sqrt(spread) / (1 + _Z**2 / self.total)
        return max(0.0, middle - half), min(1.0, middle + half)

    def is_worse_than(self, frozen: float) -> bool:
        """Whether the frozen share lies outside this one's interval, on the better side."""
        low, high = self.interval
        return high + _ROUNDING < frozen if self.is_recall else low - _ROUNDING > frozen


def worse(shares: list[Share], frozen: Mapping[str, float]) -> list[Share]:
    """Those that fell behind; a figure that was never frozen cannot."""
    return [share for share in shares if share.key in frozen and share.is_worse_than(frozen[share.key])]
