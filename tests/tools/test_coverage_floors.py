import json
from pathlib import Path

import pytest

from tools.checks.coverage_floors import Coverage, Floors, main, read_coverage, read_floors, shortfalls
from tools.checks.sources import ROOT

FLOORS = Floors(lines_percent=98, every_branch_of=("bot/crisis/*", "bot/*/rules.py"))


def coverage(name: str, *, seen: int = 100, branches_missed: int = 0) -> Coverage:
    return Coverage(name, lines=100, lines_seen=seen, branches_missed=branches_missed, lines_missed=100 - seen)


class TestShortfalls:
    def test_enough_is_enough(self) -> None:
        assert not list(shortfalls([coverage("bot/turns.py", seen=98, branches_missed=3)], FLOORS))

    def test_too_few_lines_overall_are_told_with_the_figure(self) -> None:
        assert list(shortfalls([coverage("bot/turns.py", seen=97)], FLOORS)) == [
            "The tests see 97.0 % of the lines; the floor is 98 %."
        ]

    @pytest.mark.parametrize("name", ["bot/crisis/screen.py", "bot/handoffs/rules.py"])
    def test_one_branch_missed_where_all_must_be_seen_is_told(self, name: str) -> None:
        (told,) = shortfalls([coverage(name, branches_missed=1)], FLOORS)

        assert told.startswith(name)


class TestReport:
    def test_report_of_the_coverage_program_is_understood(self, tmp_path: Path) -> None:
        summary = {"num_statements": 10, "covered_lines": 10, "missing_lines": 0, "missing_branches": 0}
        report = tmp_path / "coverage.json"
        report.write_text(json.dumps({"files": {"bot/a.py": {"summary": summary}}}), encoding="utf-8")

        assert main(report) == 0

    def test_report_below_a_floor_fails(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        summary = {"num_statements": 10, "covered_lines": 1, "missing_lines": 9, "missing_branches": 0}
        report = tmp_path / "coverage.json"
        report.write_text(json.dumps({"files": {"bot/a.py": {"summary": summary}}}), encoding="utf-8")

        assert main(report) == 1
        assert "10.0 %" in capsys.readouterr().out

    def test_something_else_is_no_report(self) -> None:
        with pytest.raises(TypeError):
            read_coverage({"files": None})

    def test_floors_are_read_from_pyproject(self) -> None:
        assert read_floors(ROOT / "pyproject.toml").lines_percent == 98
