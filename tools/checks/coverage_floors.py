"""`python -m tools.checks.coverage_floors build/coverage.json`: whether the tests have been where they must."""

import fnmatch
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.checks.sources import ROOT


@dataclass(frozen=True)
class Coverage:
    """What the tests saw of one file."""

    name: str
    lines: int
    lines_seen: int
    branches_missed: int
    lines_missed: int


@dataclass(frozen=True)
class Floors:
    lines_percent: float
    every_branch_of: tuple[str, ...]


def shortfalls(files: list[Coverage], floors: Floors) -> Iterator[str]:
    lines = sum(file.lines for file in files)
    seen = 100 * sum(file.lines_seen for file in files) / max(lines, 1)
    if seen < floors.lines_percent:
        yield f"The tests see {seen:.1f} % of the lines; the floor is {floors.lines_percent:g} %."
    for file in files:
        must_be_whole = any(fnmatch.fnmatch(file.name, pattern) for pattern in floors.every_branch_of)
        if must_be_whole and (file.branches_missed or file.lines_missed):
            yield f"{file.name}: every branch must be seen; {file.lines_missed} lines and {file.branches_missed} branches are not."


def read_coverage(report: Mapping[str, object]) -> list[Coverage]:
    files = report["files"]
    if not isinstance(files, dict):
        raise TypeError("not a coverage report")
    return [
        Coverage(
            name=name,
            lines=file["summary"]["num_statements"],
            lines_seen=file["summary"]["covered_lines"],
            branches_missed=file["summary"].get("missing_branches", 0),
            lines_missed=file["summary"]["missing_lines"],
        )
        for name, file in files.items()
    ]


def read_floors(pyproject: Path) -> Floors:
    floors = tomllib.loads(pyproject.read_text(encoding="utf-8"))["tool"]["tingjian"]["coverage"]
    return Floors(lines_percent=floors["lines_percent"], every_branch_of=tuple(floors["every_branch_of"]))


def main(report: Path) -> int:
    files = read_coverage(json.loads(report.read_text(encoding="utf-8")))
    short = list(shortfalls(files, read_floors(ROOT / "pyproject.toml")))
    for sentence in short:
        print(sentence)
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
