"""A coordinator may change any sentence; what would break one for a student is refused before the line starts."""

from pathlib import Path

import pytest

from bot.errors import RefusedToStart
from bot.wording import LANGUAGES, Wording
from tests.conftest import CONFIG

GOOD = {
    "zh-Hans": "bye: 再见\nqueue:\n  place: 第 {place} 位\n",
    "zh-Hant": "bye: 再見\nqueue:\n  place: 第 {place} 位\n",
    "en": "bye: Bye\nqueue:\n  place: Number {place}\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for language, text in GOOD.items():
        (tmp_path / f"{language}.yml").write_text(text, encoding="utf-8")
    return tmp_path


def refusal(folder: Path) -> str:
    with pytest.raises(RefusedToStart) as refused:
        Wording.load(folder)
    return str(refused.value)


class TestSaying:
    def test_a_student_reads_their_own_language(self, folder: Path) -> None:
        wording = Wording.load(folder)

        assert [wording.say("bye", language) for language in LANGUAGES] == ["再见", "再見", "Bye"]

    def test_facts_are_filled_in(self, folder: Path) -> None:
        assert Wording.load(folder).say("queue.place", "en", place=3) == "Number 3"

    def test_a_language_the_line_does_not_speak_gets_simplified_chinese(self, folder: Path) -> None:
        assert Wording.load(folder).say("bye", "ja") == "再见"

    def test_braces_in_a_fact_are_only_words(self, folder: Path) -> None:
        assert Wording.load(folder).say("queue.place", "en", place="{bye}") == "Number {bye}"


class TestRefusals:
    def test_an_entry_that_one_language_lacks_is_named(self, folder: Path) -> None:
        (folder / "en.yml").write_text("bye: Bye\n", encoding="utf-8")

        assert refusal(folder) == f"{folder}/en.yml: 'queue.place' must stand in every language or in none."

    def test_an_entry_with_other_facts_is_named(self, folder: Path) -> None:
        (folder / "zh-Hant.yml").write_text(GOOD["zh-Hant"].replace("{place}", "{number}"), encoding="utf-8")

        assert refusal(folder) == (f"{folder}/zh-Hant.yml: 'queue.place' must name the same {{…}} as in zh-Hans.yml.")

    @pytest.mark.parametrize("value", ["", "5", "[a, b]", "'  '", "null"])
    def test_an_entry_that_is_no_sentence_is_named(self, folder: Path, value: str) -> None:
        (folder / "en.yml").write_text(f"bye: {value}\nqueue: {{place: 'Number {{place}}'}}\n", encoding="utf-8")

        assert refusal(folder) == f"{folder}/en.yml: 'bye' must be a sentence."

    @pytest.mark.parametrize(
        "sentence", ["Bye {", "Bye }", "Bye {}", "Bye {0}", "Bye {a.b}", "Bye {a!r}", "Bye {a[0]}"]
    )
    def test_a_sentence_that_could_not_be_said_is_named(self, folder: Path, sentence: str) -> None:
        (folder / "en.yml").write_text(f"bye: '{sentence}'\nqueue: {{place: '{{place}}'}}\n", encoding="utf-8")

        assert refusal(folder).startswith(f"{folder}/en.yml: 'bye': write every {{…}} with a plain name in it")

    def test_a_missing_language_is_named(self, folder: Path) -> None:
        (folder / "en.yml").unlink()

        assert refusal(folder).startswith(f"{folder}/en.yml: cannot be read")


class TestTheSentencesOfTheHouse:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_first_words_tell_the_four_things_a_student_must_know(self, wording: Wording, language: str) -> None:
        told = wording.say("first_words", language)

        for each in {
            "zh-Hans": ("程序", "志愿者", "转人工", "删除我的记录", "保密", "例外"),
            "zh-Hant": ("程式", "志願者", "轉人工", "刪除我的記錄", "保密", "例外"),
            "en": ("program", "volunteers", "talk to a person", "delete my records", "secret", "exception"),
        }[language]:
            assert each in told, each

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("key", ["handoff.requested_nobody", "handoff.requested_paged"])
    def test_with_nobody_on_duty_a_time_is_never_promised(self, wording: Wording, language: str, key: str) -> None:
        told = wording.say(key, language, lines="110")

        assert not any(
            promise in told for promise in ("马上", "很快", "馬上", "很快", "soon", "right with you", "shortly")
        )

    @pytest.mark.parametrize(
        ("language", "answers"),
        [("zh-Hans", ("“有”", "“没有”")), ("zh-Hant", ("「有」", "「沒有」")), ("en", ('"Yes"', '"no"'))],
    )
    def test_the_safety_question_can_be_answered_in_one_word(
        self, wording: Wording, language: str, answers: tuple[str, str]
    ) -> None:
        told = wording.say("safety.question", language)

        assert all(answer in told for answer in answers)
        assert len(told) < 240

    def test_all_three_pages_have_their_words(self) -> None:
        assert Wording.load(CONFIG / "wording" / "page") is not None
