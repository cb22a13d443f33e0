"""Turning many waits into one figure, and a figure into a verdict. Pure: nothing here measures."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure should be."""

    least: float = -math.inf
    most: float = math.inf

    @property
    def told(self) -> str:
        if self.least == self.most:
            return f"{self.least:,g}"
        return f"≤ {self.most:,g}" if self.least == -math.inf else f"≥ {self.least:,g}"

    def is_met_by(self, figure: float) -> bool:
        return self.least <= figure <= self.most


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; goal and verdict are empty where the figure only informs."""

    key: str
    figure: str
    goal: str
    verdict: str


GOALS: Final[Mapping[str, Goal | None]] = {
    "intake_per_s_sqlite": Goal(least=500),
    "intake_p99_ms_sqlite": Goal(most=100),
    "intake_cpu_ms_sqlite": None,
    "intake_per_s_postgres": Goal(least=1000),
    "intake_p99_ms_postgres": Goal(most=100),
    "intake_cpu_ms_postgres": None,
    "safety_text_p99_ms": Goal(most=300),
    "claim_races": Goal(least=1, most=1),
    "console_alarm_p99_ms": Goal(most=500),
    "rasa_turns_per_s_line": None,
    "rasa_turns_per_s_raw": None,
    "line_overhead_ratio": Goal(least=0.8),
    "rasa_turn_ratio": Goal(least=8),
    "rasa_growth_100": Goal(most=1.3),
    "rasa_p99_ms": Goal(most=150),
    "rasa_rss_mb": Goal(most=800),
    "rasa_start_s": Goal(most=30),
    "train_s": Goal(most=180),
    "start_s_line": Goal(most=4),
    "rss_mb_line": Goal(most=200),
    "rss_mb_line_redactor": Goal(most=350),
    "screen_mean_us": Goal(most=60),
    "screen_p99_us": Goal(most=200),
    "screen_naive_ratio": Goal(least=1),
    "screen_longest_ms": Goal(most=20),
    "screen_rss_mb": Goal(most=60),
}
"""Every figure in the order of the table, with its goal."""


def percentile(waits: Sequence[float], share: float) -> float:
    """The value that `share` (0 to 1) of all waits do not exceed."""
    ordered = sorted(waits)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def p99(waits: Sequence[float]) -> float:
    return percentile(waits, 0.99)


def owners_a_claim(owners: Mapping[str, int]) -> float:
    """How many won the same thing, at most; one that nobody won makes the figure 0, which is no better."""
    return 0 if min(owners.values()) < 1 else max(owners.values())


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
