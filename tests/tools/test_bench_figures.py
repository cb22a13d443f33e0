"""What `make bench` makes of its measurements."""

import json
from pathlib import Path

import pytest

from tools.bench import report
from tools.bench.figures import GOALS, Goal, owners_a_claim, p99, percentile, rounded, table


def test_one_slow_wait_in_a_hundred_is_the_p99_and_not_the_median() -> None:
    waits = [1.0] * 99 + [50.0]

    assert p99(waits) == 50.0
    assert percentile(waits, 0.5) == 1.0


def test_a_single_wait_is_every_percentile() -> None:
    assert p99([7.0]) == 7.0


@pytest.mark.parametrize(
    ("goal", "met", "missed", "told"),
    [(Goal(least=500), 500, 499.9, "≥ 500"), (Goal(most=100), 100, 100.1, "≤ 100"), (Goal(least=1, most=1), 1, 2, "1")],
)
def test_a_goal_says_what_meets_it(goal: Goal, met: float, missed: float, told: str) -> None:
    assert goal.is_met_by(met)
    assert not goal.is_met_by(missed)
    assert goal.told == told


def test_a_handoff_with_two_owners_or_with_none_misses_the_goal() -> None:
    goal = GOALS["claim_races"]

    assert goal is not None
    assert goal.is_met_by(owners_a_claim({"one": 1, "other": 1}))
    assert not goal.is_met_by(owners_a_claim({"one": 1, "other": 2}))
    assert not goal.is_met_by(owners_a_claim({"one": 1, "other": 0}))


def test_the_table_names_what_was_measured_with_its_verdict() -> None:
    rows = table({"rss_mb_line": 201.0, "start_s_line": 2.5, "intake_cpu_ms_sqlite": 15.0})

    assert [(row.key, row.verdict) for row in rows] == [
        ("intake_cpu_ms_sqlite", ""), ("start_s_line", "met"), ("rss_mb_line", "missed")
    ]  # fmt: skip


def test_figures_keep_the_digits_they_are_worth() -> None:
    assert rounded({"ratio": 0.81234, "rate": 612.3456}) == {"ratio": 0.812, "rate": 612.3}


def test_parts_of_one_commit_come_together_and_older_figures_go(tmp_path: Path) -> None:
    file = tmp_path / "build" / "bench.json"
    report.write({"start_s_line": 2.5}, into=file, commit="abc")
    report.write({"rss_mb_line": 180}, into=file, commit="abc")
    assert json.loads(file.read_text()) == {"commit": "abc", "start_s_line": 2.5, "rss_mb_line": 180}

    report.write({"rss_mb_line": 181}, into=file, commit="def")

    assert json.loads(file.read_text()) == {"commit": "def", "rss_mb_line": 181}
