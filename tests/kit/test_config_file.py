"""A file that a coordinator broke is named with its line and with what is expected there."""

from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from bot.errors import RefusedToStart
from bot.kit.config_file import read_config


class Step(BaseModel):
    model_config = ConfigDict(extra="forbid")
    after: int


class Plan(BaseModel):
    model_config = ConfigDict(extra="forbid")
    levels: dict[str, list[Step]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "plan.yml"


def refusal(file: Path, text: str) -> str:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RefusedToStart) as refused:
        read_config(file, Plan)
    return str(refused.value)


def test_numbers_as_keys_are_read_as_text(file: Path) -> None:
    file.write_text("levels:\n  0: []\n  2: [{after: 24}]\n", encoding="utf-8")

    assert read_config(file, Plan).levels == {"0": [], "2": [Step(after=24)]}


def test_a_wrong_value_is_named_with_its_own_line(file: Path) -> None:
    told = refusal(file, "levels:\n  '2':\n  - after: 24\n  - after: soon\n")

    assert told.startswith(f"{file}:4: levels.2.1.after: Input should be a valid integer")


def test_an_unknown_key_is_named_with_its_line(file: Path) -> None:
    assert refusal(file, "levels: {}\nlevel: 3\n").startswith(f"{file}:2: level: ")


def test_a_missing_key_is_named_at_the_place_where_it_should_stand(file: Path) -> None:
    assert refusal(file, "levels:\n  a:\n  - {}\n").startswith(f"{file}:3: levels.a.0.after: Field required")


def test_broken_yaml_is_named_with_its_line(file: Path) -> None:
    assert refusal(file, "levels:\n  a: [1, 2\nb: }\n").startswith(f"{file}:3: is not YAML: ")


@pytest.mark.parametrize("text", ["", "# nothing but a remark\n", "- a\n- list\n", "just words\n"])
def test_a_file_of_another_shape_is_named(file: Path, text: str) -> None:
    assert "the file: Input should be a valid dictionary" in refusal(file, text)


def test_control_characters_are_refused_in_one_sentence(file: Path) -> None:
    assert "is not YAML" in refusal(file, "levels: {}\n\x00\x07\n")


def test_a_key_written_twice_is_refused_because_one_of_them_would_silently_be_lost(file: Path) -> None:
    told = refusal(file, "levels:\n  a: []\n  a:\n  - after: 1\n")

    assert told == f"{file}:3: 'a' stands here a second time; keep one of them."


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RefusedToStart, match=r"none\.yml: cannot be read as UTF-8 text \(FileNotFoundError\)"):
        read_config(tmp_path / "none.yml", Plan)


def test_a_file_in_another_encoding_is_named(file: Path) -> None:
    file.write_bytes("levels: {级: []}".encode("gb18030"))

    with pytest.raises(RefusedToStart, match="cannot be read as UTF-8 text"):
        read_config(file, Plan)
