"""The terms and the model as shipped, loaded once; and a folder in which a coordinator can make mistakes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.crisis.lexicon import Lexicon
from bot.crisis.screen import Screen, load_screen

CONFIG = Path(__file__).resolve().parents[2] / "config"
SHIPPED = CONFIG / "crisis_terms"


@pytest.fixture(scope="session")
def known() -> Screen:
    return load_screen(CONFIG)


@pytest.fixture(scope="session")
def lexicon(known: Screen) -> Lexicon:
    return known.lexicon


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Puts one Chinese term file into an otherwise empty folder of terms, and gives the folder."""

    def put(text: str, *, name: str = "zh/suicide.yml") -> Path:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return tmp_path

    return put
