"""A coordinator's mistake is refused with the file, the line and what was expected."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.crisis.by_terms import find_terms
from bot.crisis.errors import BrokenTerms
from bot.crisis.lexicon import Lexicon, load_lexicon
from bot.crisis.normalise import normalise

Write = Callable[..., Path]

TERM = """\
category: suicide
terms:
  - id: wish
    level: 2
    evidence: alone
    patterns:
      - 想死
    example: 我想死
    counter_example: 我想睡
"""


def finds(text: str, lexicon: Lexicon) -> bool:
    return bool(find_terms(normalise(text), lexicon).counted)


def refused(folder: Path) -> BrokenTerms:
    with pytest.raises(BrokenTerms) as broken:
        load_lexicon(folder)
    assert str(broken.value.file) in str(broken.value)
    assert f"line {broken.value.line}" in str(broken.value)
    assert broken.value.expected in str(broken.value)
    return broken.value


class TestGoodFile:
    def test_term_is_found_after_loading(self, write: Write) -> None:
        lexicon = load_lexicon(write(TERM))

        assert [term.id for term in lexicon.terms] == ["wish"]
        assert finds("我想死", lexicon)

    def test_words_and_masks_may_stand_in_files_of_their_own(self, write: Write) -> None:
        write("masks: [想死你]\nwords: {who: [我, 他]}\nsounds: {死: si}\nordinary: [想s]", name="zh/words.yml")
        lexicon = load_lexicon(
            write(TERM.replace("- 想死", "- <who>…想死").replace("level", "spelled: true\n    level"))
        )

        assert finds("我真的想死", lexicon)
        assert not finds("我真的想死你", lexicon)

    def test_each_language_has_its_own_words(self, write: Write) -> None:
        write("words: {who: [they]}", name="en/words.yml")
        broken = refused(write(TERM.replace("- 想死", "- <who>想死")))

        assert broken.line == 7


class TestBrokenFile:
    @pytest.mark.parametrize(
        ("good", "bad", "line"),
        [
            ("level: 2", "level: 5", 4),
            ("level: 2", "level: [2]", 4),
            ("evidence: alone", "evidence: perhaps", 5),
            ("evidence: alone", "evidense: alone", 5),
            ("    evidence: alone\n", "", 3),
            ("- 想死", "- (想死", 7),
            ("- 想死", "- 死死", 7),
            ("- 想死", "- '·…想死'", 7),
            ("      - 想死\n", "      - [想死]\n", 7),
            ("example: 我想死", "example: 我想睡", 8),
            ("counter_example: 我想睡", "counter_example: 我真想死", 9),
            ("counter_example: 我想睡", "counter_example: ''", 9),
            ("category", "kategory", 1),
            ("category: suicide\n", "", 1),
            ("terms:", "cues: []\nterms:", 2),
            ("id: wish", "id: wish\n    spelled: perhaps", 4),
        ],
    )
    def test_mistake_is_named_with_its_line(self, write: Write, good: str, bad: str, line: int) -> None:
        assert good in TERM
        broken = refused(write(TERM.replace(good, bad, 1)))

        assert broken.file.name == "suicide.yml"
        assert broken.line == line

    def test_second_term_of_the_same_name_is_refused(self, write: Write) -> None:
        write(TERM, name="zh/abuse.yml")

        assert "wish once more" in refused(write(TERM)).expected

    def test_example_below_the_terms_level_is_refused(self, write: Write) -> None:
        folder = write(TERM.replace("evidence: alone", "evidence: companion"))

        assert refused(folder).line == 8

    def test_mask_with_a_gap_is_refused(self, write: Write) -> None:
        assert "without gaps" in refused(write("masks:\n  - 笑…死\n")).expected

    def test_words_that_are_no_named_lists_are_refused(self, write: Write) -> None:
        assert refused(write("words: [一, 二]")).line == 1

    @pytest.mark.parametrize(
        ("text", "line"), [("terms:\n  - [", 3), ("- a\n- b", 1), ("", 1), ("a: &x\nb: *y", 2), ("a: \0", 1)]
    )
    def test_file_that_is_no_yaml_mapping_is_refused(self, write: Write, text: str, line: int) -> None:
        assert refused(write(text)).line == line

    def test_file_that_is_not_utf8_is_refused(self, write: Write) -> None:
        folder = write(TERM)
        (folder / "zh" / "suicide.yml").write_bytes("想死".encode("gb18030"))

        assert "UTF-8" in refused(folder).expected

    def test_folder_without_terms_is_refused(self, tmp_path: Path) -> None:
        assert refused(tmp_path).file == tmp_path
