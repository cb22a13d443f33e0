"""What holds for every term that is shipped: however its example is written, and whatever is said around it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from bot.crisis.screen import Screen, read
from bot.levels import RiskLevel
from tests.crisis.conftest import SHIPPED
from tools.eval_screen.sets import shipped_terms

TO_TRADITIONAL = OpenCC("s2t")
ORDINARY = ("今天食堂的面很好吃", "明天要考数学", "谢谢你", "the bus was late today", "晚安", "")


def clear_examples(language: str) -> list[tuple[str, int]]:
    return [(term["example"], term["level"]) for term in shipped_terms(language) if term["level"] >= 2]


CHINESE, ENGLISH = clear_examples("zh"), clear_examples("en")
EVERY = [*CHINESE, *ENGLISH]


def level_of(text: str, known: Screen) -> RiskLevel:
    return read(text, known).level


@pytest.mark.parametrize(
    "category",
    ["suicide", "self_harm", "abuse", "sexual_violence", "violence", "eating", "psychotic", "substance", "runaway", "pregnancy", "friend", "bullying", "domestic_violence"],
)  # fmt: skip
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_danger_has_terms_in_both_languages(language: str, category: str) -> None:
    folder = Path(SHIPPED, language)
    own = {term["category"] for term in shipped_terms(language)}
    assert category in own or Path(folder, f"{category}.yml").is_file()


@settings(max_examples=200, deadline=None)
@given(example=st.sampled_from(CHINESE), between=st.text(" .·*-_/|~　\t+#", min_size=1, max_size=2))
def test_separators_between_chinese_characters_keep_the_level(
    example: tuple[str, int], between: str, known: Screen
) -> None:
    text, level = example
    parted = "".join(
        letter + between if _is_han(letter) and _is_han(after) else letter
        for letter, after in zip(text, [*text[1:], ""], strict=True)
    )
    assert level_of(parted, known) >= level


@settings(max_examples=200, deadline=None)
@given(
    example=st.sampled_from(EVERY),
    between=st.text("\u200b\u200c\u200d\u2060\ufeff\ufe0f\u00ad", min_size=1, max_size=2),
)
def test_invisible_characters_keep_the_level(example: tuple[str, int], between: str, known: Screen) -> None:
    text, level = example
    assert level_of(between.join(text), known) >= level


@pytest.mark.parametrize(("text", "level"), CHINESE)
def test_traditional_characters_keep_the_level(text: str, level: int, known: Screen) -> None:
    assert level_of(TO_TRADITIONAL.convert(text), known) >= level


@pytest.mark.parametrize(("text", "level"), EVERY)
def test_case_and_width_keep_the_level(text: str, level: int, known: Screen) -> None:
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)

    assert level_of(text.upper(), known) >= level
    assert level_of(wide, known) >= level


@settings(max_examples=200, deadline=None)
@given(
    example=st.sampled_from(EVERY),
    before=st.sampled_from(ORDINARY),
    after=st.one_of(st.text(max_size=30), st.sampled_from(ORDINARY)),
)
def test_more_sentences_never_lower_the_level(example: tuple[str, int], before: str, after: str, known: Screen) -> None:
    text, level = example
    assert level_of(f"{before}\n{text}\n{after}", known) >= level


@settings(max_examples=200, deadline=None)
@given(example=st.sampled_from(EVERY), noise=st.text(max_size=20))
def test_spans_point_into_what_the_student_wrote(example: tuple[str, int], noise: str, known: Screen) -> None:
    text = f"{noise}\n{example[0]}\n{noise}"
    signal = read(text, known).signal

    assert signal is not None
    assert all(0 <= span.start < span.end <= len(text) for span in signal.spans)
    assert all(word in text for word in signal.matched(text))


def _is_han(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff"
