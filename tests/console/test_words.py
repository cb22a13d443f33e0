"""The pages' own words: the same in both languages, all of them there, and what others wrote made harmless."""

import re
from pathlib import Path

import pytest

import console
from bot.levels import RiskLevel
from bot.store.tables import Author, CheckInState, Holder, Judgement, MessageKind, Outcome, Reason, Role, TaskKind
from console.inert import inert
from console.words import load_words

HERE = Path(console.__file__).parent
WORDS = load_words()
LISTED = {
    "outcome.": Outcome, "author.": Author, "check_in.state.": CheckInState, "holder.": Holder, "role.": Role,
    "review.": Judgement, "reason.": Reason, "tasks.": TaskKind,
}  # fmt: skip


class TestWords:
    def test_both_languages_have_the_same_entries_and_facts(self) -> None:
        assert WORDS.keys("zh-Hans") == WORDS.keys("en")
        for key in WORDS.keys("en"):
            sentences = [WORDS.say(key, language, **dict.fromkeys(_facts(key), "x")) for language in ("zh-Hans", "en")]
            assert all(sentences), key

    def test_every_word_a_page_asks_for_is_there(self) -> None:
        for template in (HERE / "templates").glob("*.html"):
            for key in re.findall(r"""\bt\(["']([a-z_.]+)["'][,)]""", template.read_text(encoding="utf-8")):
                assert key in WORDS.keys("en"), f"{template.name} asks for {key}"

    @pytest.mark.parametrize("above", LISTED)
    def test_everything_that_is_listed_has_a_word(self, above: str) -> None:
        for word in LISTED[above]:
            assert f"{above}{word}" in WORDS.keys("en")

    def test_levels_and_kinds_have_words(self) -> None:
        assert {f"level.{int(level)}" for level in RiskLevel} <= WORDS.keys("en")
        assert {f"kind.{kind}" for kind in MessageKind if kind is not MessageKind.TEXT} <= WORDS.keys("en")


def _facts(key: str) -> set[str]:
    found = set()
    for language in ("zh-Hans", "en"):
        text = (HERE / "words" / f"{language}.yml").read_text(encoding="utf-8")
        found |= set(re.findall(r"\{([a-z_]+)\}", text))
    return found


class TestInert:
    @pytest.mark.parametrize(
        ("written", "shown"),
        [
            ("a\u202eb\u202c", "a⟦RLO⟧b⟦PDF⟧"),
            ("\u2066x\u2069", "⟦LRI⟧x⟦PDI⟧"),
            ("a\0b", "a�b"),
            ("\x1b[31mred", "␛[31mred"),
            ("one\r\ntwo\tthree", "one\ntwo\tthree"),
            ("\ud800", "?"),
            ("\x85\x7f", "�␡"),
            ("👩‍👧 好", "👩‍👧 好"),
        ],
    )
    def test_what_has_no_shape_is_shown_as_a_sign(self, written: str, shown: str) -> None:
        assert inert(written) == shown
