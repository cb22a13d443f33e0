"""What the line says, taken from its own wording: a journey must not fail because a sentence was made kinder."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.journeys.processes import ROOT


def words_of(key: str, language: str = "zh-Hans") -> str:
    """The longest piece of a sentence that has no line break and nothing to be filled in."""
    said: Any = _wording(ROOT / "config" / "wording" / f"{language}.yml")
    for step in key.split("."):
        said = said[step]
    return max(re.split(r"\n|\{\w+\}", str(said)), key=len).strip()


@cache
def _wording(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))
