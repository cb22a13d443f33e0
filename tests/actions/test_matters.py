"""What exactly a sentence is about, and that there is an answer to each of it in both languages."""

from pathlib import Path

import pytest
import yaml

from actions.rasa_side.matters import NO_MATTER, BrokenMatter, Matters, read

KNOWLEDGE = Path(__file__).resolve().parents[2] / "nlu_data"
OURS = read(KNOWLEDGE / "matters")
RULES = {
    steps["steps"][0]["intent"]: [step["action"] for step in steps["steps"][1:]]
    for file in (KNOWLEDGE / "rules").glob("*.yml")
    for steps in yaml.safe_load(file.read_text(encoding="utf-8"))["rules"]
    if "intent" in steps["steps"][0]
}
RESPONSES = {
    name: wordings
    for file in (KNOWLEDGE / "responses").rglob("*.yml")
    for name, wordings in yaml.safe_load(file.read_text(encoding="utf-8"))["responses"].items()
}


@pytest.mark.parametrize(
    ("text", "intent", "matter"),
    [
        ("兼职老板不给我工资", "topic_rights", "wages"),
        ("我被刷单骗了两千", "topic_rights", "fraud"),
        ("会不会我自己也犯法", "topic_rights", "did_wrong"),
        ("is it illegal that they post lies about me online", "topic_rights", "online_insult"),
        ("My boss WON'T pay me", "topic_rights", "wages"),
        ("法律能帮我吗", "topic_rights", NO_MATTER),
        ("警察能看到吗", "ask_privacy", "police"),
        ("能问问她有没有想过自杀吗", "parent_or_teacher", "ask_directly"),
        ("兼职老板不给我工资", "topic_study", NO_MATTER),
        ("", "topic_rights", NO_MATTER),
    ],
)
def test_the_words_say_what_it_is_about(text: str, intent: str, matter: str) -> None:
    assert OURS.found(text, intent) == matter


def test_the_first_that_is_written_counts() -> None:
    matters = Matters.of({"topic": {"matters": {"exact": {"said": ["red car"]}, "wide": {"said": ["car"]}}}})

    assert matters.found("a red car", "topic") == "exact"
    assert matters.found("a car", "topic") == "wide"


def test_what_must_not_be_said_counts_for_one_or_for_all() -> None:
    named = {"car": {"said": ["car"], "unless": ["toy"]}, "thing": {"said": ["car|bus"]}}
    matters = Matters.of({"topic": {"unless": ["my friend"], "matters": named}})

    assert matters.found("a car", "topic") == "car"
    assert matters.found("a toy car", "topic") == "thing"
    assert matters.found("my friend has a bus", "topic") == NO_MATTER


@pytest.mark.parametrize(
    "text", ["明天要考试了" + "，还有很多别的事" * 8, "exam tomorrow " + "and so many other things " * 6]
)
def test_a_long_text_tells_of_more_than_one_thing(text: str) -> None:
    assert OURS.found(text, "topic_study") == NO_MATTER
    assert OURS.found(text[:20], "topic_study") == "exam_ahead"


def test_every_matter_has_an_answer_in_both_languages_and_every_answer_a_matter() -> None:
    wanted = {f"{RULES[intent][0]}/{matter.name}" for intent, own in OURS.by_intent.items() for matter in own}
    assert {name for name in RESPONSES if "/" in name} == wanted
    for name in wanted:
        assert sorted(each["condition"][0]["value"] for each in RESPONSES[name]) == ["en", "zh"], name


def test_no_text_is_slow_to_read() -> None:
    """Bounded repeats only: this ends, and finds the same as in a shorter text of the kind."""
    for intent, own in OURS.by_intent.items():
        for piece in ("我打", "不给我", "i hit my ", "老师没收", "爸妈", "phone "):
            short, long = ([each.name for each in own if each.is_in(piece * times)] for times in (100, 400))
            assert long == short, intent


def test_a_broken_pattern_is_named_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "rights.yml").write_text(
        "topic_rights:\n  matters:\n    fraud:\n      said: ['(scam']\n", encoding="utf-8"
    )

    with pytest.raises(BrokenMatter, match=r"rights\.yml: topic_rights/fraud: '\(scam' is no regular expression"):
        read(tmp_path)
