"""Skills and buttons: every topic has some, in three languages, each with a name of its own."""

from pathlib import Path

import pytest

from actions.commands import TOPICS
from bot import choices
from bot.choices import Choices
from bot.dialogue.student_commands import StudentCommand, recognise_command
from bot.errors import RefusedToStart
from bot.skills import Skills, load_skills
from bot.wording import LANGUAGES, Wording
from tests.conftest import CONFIG

A_HANDFUL = 7
LONGEST_NAME = {"zh-Hans": 10, "zh-Hant": 10, "en": 24}
LONGEST_STEPS = {"zh-Hans": 240, "zh-Hant": 240, "en": 440}


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_fit_on_a_button_and_steps_on_a_phone(skills: Skills, language: str) -> None:
    for topic in skills.topics.values():
        for skill in topic.skills:
            assert len(skill.name.read(language)) <= LONGEST_NAME[language]
            assert len(skill.steps.read(language)) <= LONGEST_STEPS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_skill_is_found_by_its_name_in_any_language(skills: Skills, language: str) -> None:
    for topic in TOPICS:
        for name, skill in zip(skills.names(topic, language), skills.topics[topic].skills, strict=True):
            assert skills.find(f" {name}。") is skill


def test_every_name_is_known_as_the_lines_own(skills: Skills) -> None:
    names = skills.every_name()

    assert {"校园欺凌", "校園霸凌", "慢慢呼吸", "bullying"} <= names
    assert "考试没考好" not in names


def test_other_words_name_no_skill(skills: Skills) -> None:
    assert skills.find("考试没考好") is None
    assert skills.find("写一封信 写啥") is skills.find("写一封信") is not None


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  study:", "  school:", "the topics must be emotion, study"),
        ("en: Cut it small", "en: A time to worry", "every skill needs a name of its own: atimetoworry"),
    ],
)
def test_a_broken_file_is_refused_with_what_is_wrong(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = (CONFIG / "skills.yml").read_text(encoding="utf-8")
    (tmp_path / "skills.yml").write_text(text.replace(old, new), encoding="utf-8")

    with pytest.raises(RefusedToStart, match=told):
        load_skills(tmp_path)


class TestChoices:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_word_has_labels(self, wording: Wording, skills: Skills, language: str) -> None:
        shown = Choices(wording, skills)
        words = [choices.YES_NO, choices.SAFE, choices.CAN, choices.PERSON, choices.PERSON_OR_PAUSE, choices.HELPED]

        assert [len(shown.labels(word, language)) for word in words] == [2, 2, 2, 1, 2, 3]
        first, others = shown.labels(choices.TOPICS, language), shown.labels(choices.MORE_TOPICS, language)
        assert len(first) <= A_HANDFUL
        assert sorted((*first[:-1], *others)) == sorted(skills.topic_names(TOPICS, language))
        assert shown.labels(choices.skills_for("study"), language) == skills.names("study", language)

    @pytest.mark.parametrize("word", ["", "skills:weapons", "of another version"])
    def test_an_unknown_word_offers_nothing(self, wording: Wording, skills: Skills, word: str) -> None:
        assert Choices(wording, skills).labels(word, "en") == ()

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_the_button_for_a_person_is_a_command(self, wording: Wording, language: str) -> None:
        assert recognise_command(wording.say("choice.person", language)) is StudentCommand.PERSON
