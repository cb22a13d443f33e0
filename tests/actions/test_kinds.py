"""What kind of thing is told."""

from pathlib import Path

import pytest

from actions.rasa_side.kinds import NO_KIND, BrokenKind, examples_of, kind_of


@pytest.mark.parametrize(
    ("shares", "kind"),
    [
        ({}, NO_KIND),
        ({f"kind_{number}": 0.05 for number in range(20)}, NO_KIND),
        ({"strain": 0.5, "detail": 0.5}, "strain"),
        ({"hurt_by": 0.3, "let_down": 0.35, "detail": 0.35}, "by_others"),
        ({"kindness": 0.3, "comfort": 0.35, "detail": 0.35}, "good"),
        ({"numb": 0.3, "body": 0.3, "strain": 0.2, "detail": 0.2}, "hard"),
        ({"detail": 0.44, "why": 0.2, "numb": 0.36}, NO_KIND),
    ],
)
def test_a_kind_its_neighbours_or_that_it_is_hard(shares: dict[str, float], kind: str) -> None:
    assert kind_of(shares) == kind


def test_examples_are_read_with_their_kind_and_file(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    file.write_text("worry:\n  zh: |\n    怕\n  en: |\n    what if\n\n    im scared\n", encoding="utf-8")
    assert list(examples_of(tmp_path)) == [
        ("怕", "worry", file),
        ("what if", "worry", file),
        ("im scared", "worry", file),
    ]


@pytest.mark.parametrize("written", ["worry:\n  zh: 怕\n", "worry: 怕\n"])
def test_a_kind_of_another_shape_is_refused_by_name(tmp_path: Path, written: str) -> None:
    (tmp_path / "a.yml").write_text(written, encoding="utf-8")
    with pytest.raises(BrokenKind, match=r"a\.yml: worry"):
        list(examples_of(tmp_path))


@pytest.mark.parametrize("written", ["- worry\n", ""])
def test_a_file_without_kinds_is_refused_by_name(tmp_path: Path, written: str) -> None:
    (tmp_path / "a.yml").write_text(written, encoding="utf-8")
    with pytest.raises(BrokenKind, match=r"a\.yml: expected kinds"):
        list(examples_of(tmp_path))
