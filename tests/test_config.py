"""A broken file of config/ refuses to start, and says which."""

import shutil
from pathlib import Path

import pytest

from bot.config import load_config
from bot.errors import LineError
from tests.conftest import CONFIG


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONFIG, tmp_path / "config", ignore=shutil.ignore_patterns("rasa")))


def test_the_files_of_the_house_are_whole(folder: Path) -> None:
    config = load_config(folder)

    assert config.hours.first.id == "main"
    assert config.wording.say("leave.bye", "en")


@pytest.mark.parametrize(
    "broken",
    [
        "wording/en.yml", "wording/page/zh-Hant.yml", "resources.yml", "hours.yml", "check_ins.yml",
        "crisis_terms/zh/suicide.yml",
    ],
)  # fmt: skip
@pytest.mark.parametrize("text", ["a: [1, 2", "surprise: true\n", ""])
def test_a_broken_file_is_named(folder: Path, broken: str, text: str) -> None:
    (folder / broken).write_text(text, encoding="utf-8")

    with pytest.raises(LineError, match=broken.rsplit("/", maxsplit=1)[-1]):
        load_config(folder)


def test_the_line_of_the_fault_is_named(folder: Path) -> None:
    (folder / "hours.yml").write_text("desks:\n- id: main\n  region: moon\n", encoding="utf-8")

    with pytest.raises(LineError, match=r"hours\.yml:\d: desks\.0"):
        load_config(folder)
