"""What was measured, as a table for people and as a file for machines."""

import json
import platform
import subprocess
from collections.abc import Mapping
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table

from tools.bench.figures import table
from tools.bench.line_process import ROOT

FILE = ROOT / "build" / "bench.json"


def measured_commit() -> str:
    """The commit that was measured; `-changed` if the tree holds more than that."""
    head = _git("rev-parse", "--short=12", "HEAD")
    return f"{head}-changed" if _git("status", "--porcelain", "--untracked-files=no") else head


def write(figures: Mapping[str, float], *, commit: str, into: Path = FILE) -> Mapping[str, float]:
    """Keep the figures beside those of the same commit that were measured before; give all of them."""
    kept: dict[str, float] = {}
    if into.exists():
        before = json.loads(into.read_text(encoding="utf-8"))
        if before.pop("commit", None) == commit:
            kept = before
    together = {**kept, **figures}
    into.parent.mkdir(parents=True, exist_ok=True)
    into.write_text(json.dumps({"commit": commit, **together}, indent=1) + "\n", encoding="utf-8")
    return together


def show(figures: Mapping[str, float], console: Console, *, commit: str) -> None:
    memory = psutil.virtual_memory().total / 1e9
    where = f"{commit}, {psutil.cpu_count()} cores, {memory:.0f} GB, Python {platform.python_version()}"
    shown = Table(title=f"Tingjian, {where}", title_justify="left")
    for name, justify in (("figure", "left"), ("measured", "right"), ("goal", "right"), ("", "left")):
        shown.add_column(name, justify="right" if justify == "right" else "left", no_wrap=True)
    for row in table(figures):
        style = {"met": "green", "missed": "red"}.get(row.verdict, "")
        shown.add_row(row.key, row.figure, row.goal, f"[{style}]{row.verdict}[/]" if style else "")
    console.print(shown)


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
