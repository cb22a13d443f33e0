"""Which words of a student may be said back to them, and which never are."""

from pathlib import Path

import pytest

from bot.crisis.lexicon import Lexicon, load_lexicon
from bot.said_back import words_to_say_back

TERMS = Path(__file__).resolve().parents[1] / "config" / "crisis_terms"


@pytest.fixture(scope="module")
def terms() -> Lexicon:
    return load_lexicon(TERMS)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("小组作业，没有人愿意跟我一组", "没有人愿意跟我一组"),
        ("但是他把我拉黑了", "他把我拉黑了"),
        ("and then she stopped answering me", "she stopped answering me"),
        ("my grades are fine, but i always eat alone", "i always eat alone"),
        ("他把我拉黑了。你懂吗？", "他把我拉黑了"),
        ("我哋班冇人睬我，佢哋仲笑我", "佢哋仲笑我"),
    ],
)
def test_the_last_thing_that_weighs_is_said_back_as_it_was_written(terms: Lexicon, text: str, words: str) -> None:
    assert words_to_say_back(text, terms) == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "嗯",
        "在学校",
        "他是不是不喜欢我？",
        "你们都不懂我",
        "what should i do if he hates me",
        "do not tell anyone about it",
        "我没有废物朋友",
        "he never liked my ugly face",
        "我没加他微信 abc_123",
        "i never wrote to a.b@example.org",
        "一" * 200,
        "没有朋友" * 9,  # longer than one hears without losing the thread
        "sad",
        "i took all of them",
        "he stood on the bridge",
        "万一他不来",
    ],
)
def test_questions_numbers_and_harsh_words_are_not(terms: Lexicon, text: str) -> None:
    assert words_to_say_back(text, terms) == ""


@pytest.mark.parametrize(
    "text", ["我不想活了", "我没有朋友，我想割腕", "nobody likes me, i want to die", "活着好累，没有人懂"]
)
def test_near_danger_nothing_is_said_back_not_even_what_stands_beside_it(terms: Lexicon, text: str) -> None:
    assert words_to_say_back(text, terms) == ""


@pytest.mark.parametrize("text", ["昨天去了食堂", "she gave me her hoodie", "而家喺屋企食飯"])
def test_what_weighs_nothing_is_not_said_back(terms: Lexicon, text: str) -> None:
    assert words_to_say_back(text, terms) == ""
