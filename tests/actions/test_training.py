"""The model is trained when what it learns from changes, and only then."""

from pathlib import Path

import pytest

from tools.train_rasa import fingerprint


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("nlu_data/nlu/talk.yml", "nlu_data/tests/test_talk.yml", "config/rasa/config.yml", "actions/named.py"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"# {name}\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ["nlu_data/nlu/talk.yml", "config/rasa/config.yml", "actions/named.py"])
def test_a_changed_file_asks_for_training(tree: Path, name: str) -> None:
    before = fingerprint(tree)
    (tree / name).write_text("changed\n", encoding="utf-8")

    assert fingerprint(tree) != before


def test_a_new_file_and_a_renamed_one_ask_for_training(tree: Path) -> None:
    before = fingerprint(tree)
    (tree / "nlu_data/nlu/talk.yml").rename(tree / "nlu_data/nlu/words.yml")

    assert fingerprint(tree) != before


def test_conversation_tests_and_compiled_files_do_not(tree: Path) -> None:
    before = fingerprint(tree)
    (tree / "nlu_data/tests/test_talk.yml").write_text("changed\n", encoding="utf-8")
    (tree / "actions/__pycache__").mkdir()
    (tree / "actions/__pycache__/named.pyc").write_bytes(b"compiled")

    assert fingerprint(tree) == before
