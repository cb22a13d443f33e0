"""Turning many waits into one figure, and a figure into a verdict. Pure: nothing here measures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure should be: at least, or at most, `bound`."""

    bound: float
    is_least: bool

    @property
    def told(self) -> str:
        return f"{'≥' if self.is_least else '≤'} {self.bound:,g}"

    def is_met_by(self, figure: float) -> bool:
        return figure >= self.bound if self.is_least else figure <= self.bound


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; goal and verdict are empty where the figure only informs."""

    key: str
    figure: str
    goal: str
    verdict: str


def _at_least(bound: float) -> Goal:
    return Goal(bound, is_least=True)


def _at_most(bound: float) -> Goal:
    return Goal(bound, is_least=False)


GOALS: Final[Mapping[str, Goal | None]] = {
    "intake_per_s_sqlite": _at_least(500),
    "intake_p99_ms_sqlite": _at_most(100),
    "intake_cpu_ms_sqlite": None,
    "intake_per_s_postgres": _at_least(1000),
    "intake_p99_ms_postgres": _at_most(100),
    "intake_cpu_ms_postgres": None,
    "safety_text_p99_ms": _at_most(300),
    "claim_races": _at_most(1),
    "console_alarm_p99_ms": _at_most(500),
    "rasa_turns_per_s_line": None,
    "rasa_turns_per_s_raw": None,
    "line_overhead_ratio": _at_least(0.8),
    "start_s_line": _at_most(4),
    "rss_mb_line": _at_most(200),
    "rss_mb_line_redactor": _at_most(350),
    "screen_mean_us": None,
    "screen_p99_us": None,
    "screen_rss_mb": None,
}
"""Every figure in the order of the table, with its goal."""


def percentile(waits: Sequence[float], share: float) -> float:
    """The value that `share` (0 to 1) of all waits do not exceed."""
    ordered = sorted(waits)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def p99(waits: Sequence[float]) -> float:
    return percentile(waits, 0.99)


def most_owners(owners: Mapping[str, int], *, fewest: int) -> float:
    """How many won one thing: the most that won any, or `fewest` below one if something was won by nobody."""
    return max(owners.values()) if min(owners.values()) >= fewest else 0


def rounded(figures: Mapping[str, float]) -> dict[str, float]:
    """Figures with as many digits as they are worth."""
    return {key: round(figure, 3 if abs(figure) < 10 else 1) for key, figure in figures.items()}  # noqa: PLR2004  # below ten the third digit tells


def table(figures: Mapping[str, float]) -> list[Row]:
    """The rows of what was measured, in the usual order."""
    return [_row(key, figures[key], goal) for key, goal in GOALS.items() if key in figures]


def _row(key: str, figure: float, goal: Goal | None) -> Row:
    if goal is None:
        return Row(key, f"{figure:,g}", "", "")
    return Row(key, f"{figure:,g}", goal.told, "met" if goal.is_met_by(figure) else "missed")
