"""Whatever a student types, Rasa never reads it as a command, and never as nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.neutral import LONGEST, NOTHING_SAID, neutral_text


@pytest.mark.parametrize(
    "disguise",
    [
        "/restart",
        " /restart",
        "\u3000/restart",
        "\u00a0\u2003/restart",
        "\u200b/restart",
        "\ufeff\u2060/restart",
        "／restart",
        "\u3000／restart",
        "//restart",
        "/ /restart",
        "\x00/restart",
        "\u202e/restart",
        "\u3164/restart",
        "\u0301/restart",
        "\ufe0f/restart",
        "∕restart",
        "\n\t/restart",
        "/\u200b/restart",
        "\ud800/restart".removeprefix("\ud800"),
    ],
)
def test_a_disguised_command_is_only_a_word(disguise: str) -> None:
    assert neutral_text(disguise) == "restart"


def test_a_typed_intent_loses_its_slash_and_keeps_its_words() -> None:
    assert neutral_text('/ask_human{"topic": "study"}') == 'ask_human{"topic": "study"}'


def test_a_slash_inside_a_sentence_stays() -> None:
    assert neutral_text("语文/数学都没考好") == "语文/数学都没考好"


@pytest.mark.parametrize("nothing", ["", " ", "/", "\u200b", "\u3000／\u200b", "\x00"])
def test_nothing_visible_still_gets_asked(nothing: str) -> None:
    assert neutral_text(nothing) == NOTHING_SAID


def test_emoji_alone_stay() -> None:
    assert neutral_text("😭😭") == "😭😭"


def test_a_very_long_text_keeps_beginning_and_end() -> None:
    words = neutral_text("开头" + "啊" * 60_000 + "结尾")

    assert len(words) <= LONGEST
    assert words.startswith("开头")
    assert words.endswith("结尾")


def test_half_a_surrogate_pair_can_be_sent() -> None:
    assert neutral_text("难过\ud83d").encode("utf-8")


@given(st.text())
def test_no_text_at_all_starts_as_a_command_or_is_empty(text: str) -> None:
    words = neutral_text(text)

    assert words.strip()
    assert not words.strip().startswith(("/", "／"))
    assert words.encode("utf-8")
