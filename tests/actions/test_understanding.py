"""What is learnt from a few sentences, kept in a file, and told again."""

from pathlib import Path

import numpy as np
import pytest

from actions.rasa_side.grams import folded, pieces
from actions.rasa_side.understanding import Understanding, learn
from actions.rasa_side.words_alike import WordsAlike

EXAMPLES = {
    "sleep": ("我睡不着", "睡不着觉", "昨晚又睡不着", "i can't sleep", "can't sleep again"),
    "family": ("爸妈吵架", "爸妈又吵架", "妈妈骂我", "my mom yells", "my mom and dad"),
    "study": ("考试考砸了", "考试没考好", "数学考试好难", "i failed my exam", "my exam went badly"),
}


ALIKE = {"family": ("爸妈", "妈妈", "mom", "外婆", "great aunt")}


def cut(text: str) -> list[str]:
    return text.split()


@pytest.fixture(scope="module")
def learnt() -> Understanding:
    texts = [text for examples in EXAMPLES.values() for text in examples]
    return learn(texts, [intent for intent, examples in EXAMPLES.items() for _ in examples], cut, ALIKE)


def test_width_case_and_drawn_out_letters_are_folded() -> None:
    assert folded("ＯＫ！！好好好好的～") == " ok 好好的 "
    assert folded("") == "  "


def test_a_sentence_falls_into_letters_english_words_and_chinese_words() -> None:
    letters, latin, words, groups = pieces("so sad, mom", cut, WordsAlike(ALIKE))

    assert {"a: ", "a:s", "a:sa", "a:sad"} <= set(letters)
    assert dict(latin) == {"b:so": 1, "b:sad": 1, "b:mom": 1, "b:so sad": 1, "b:sad mom": 1, "b:so sad mom": 1}
    assert dict(words) == {"c:so": 1, "c:sad": 1, "c:mom": 1}
    assert dict(groups) == {"d:family": 1}


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("又睡不着了", "sleep"),
        ("我的考试", "study"),
        ("I CAN'T SLEEP", "sleep"),
        ("外婆", "family"),
        ("My Great-Aunt", "family"),
    ],
)
def test_a_sentence_like_those_is_understood(learnt: Understanding, text: str, intent: str) -> None:
    shares = learnt.likelihoods(text, cut)

    assert learnt.intents[int(shares.argmax())] == intent
    assert shares.sum() == pytest.approx(1)


def test_what_is_like_none_of_them_is_sure_of_nothing(learnt: Understanding) -> None:
    assert learnt.likelihoods("qqq", cut).max() < learnt.likelihoods("睡不着", cut).max()
    assert learnt.likelihoods("", cut).sum() == pytest.approx(1)


@pytest.mark.parametrize("text", ["", "щъйх жюэц", "こんばんは"])
def test_a_language_it_never_met_is_taken_for_nothing(learnt: Understanding, text: str) -> None:
    assert np.ptp(learnt.likelihoods(text, cut)) == 0


def test_it_is_the_same_after_it_was_kept_and_learnt_again(learnt: Understanding, tmp_path: Path) -> None:
    learnt.save(tmp_path)
    kept = Understanding.read(tmp_path)

    assert kept.intents == learnt.intents
    assert np.allclose(kept.likelihoods("睡不着", cut), learnt.likelihoods("睡不着", cut), atol=1e-3)
