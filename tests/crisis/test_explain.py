"""A coordinator can see why: which term, where it is written, what it weighs, and what the model went by."""

import pytest

from bot.crisis.explain import explain
from bot.crisis.features import Band
from bot.crisis.model import Model
from bot.crisis.screen import Screen, load_screen
from bot.explained import told
from bot.levels import RiskLevel
from console.words import load_words
from tests.crisis.conftest import SHIPPED

BELLS = Model({"风铃": 9000, "今天": -500}, {"风铃": "suicide"}, dict.fromkeys(Band, -1.0))


def lines(text: str, screen: Screen, language: str = "en") -> str:
    return "\n".join(told(explain(text, screen), load_words(), language))


def test_term_is_shown_with_its_words_its_place_and_its_file(known: Screen) -> None:
    text = "老师，我有自 殺的念头"
    fired = next(fired for fired in explain(text, known).fired if fired.term == "zh-suicide-word")

    assert fired.words == "自 殺"
    assert text[fired.start : fired.end] == fired.words
    assert fired.written_at.startswith("zh/suicide")
    assert "at once" in lines(text, known)


def test_term_is_shown_once(known: Screen) -> None:
    fired = explain("我要自杀", known).fired

    assert len({(each.term, each.start, each.end) for each in fired}) == len(fired)


def test_term_that_weighs_less_says_why(known: Screen) -> None:
    told_of_friend = lines("我室友说她想跳楼", known)

    assert "counts as 2" in told_of_friend
    assert "somebody else" in told_of_friend


def test_model_alone_says_that_the_student_is_asked_and_by_which_words(known: Screen) -> None:
    explanation = explain("今天风铃碎了", Screen(known.lexicon, BELLS))

    assert explanation.asks_first
    assert [feature for feature, _ in explanation.speaks_for] == ["风铃"]
    assert [feature for feature, _ in explanation.speaks_against] == ["今天"]
    assert explanation.score == pytest.approx(explanation.speaks_for[0][1] + explanation.speaks_against[0][1] - 1.0)
    assert "asked one question first" in lines("今天风铃碎了", Screen(known.lexicon, BELLS))


def test_ambiguous_term_is_shown_as_waiting(known: Screen) -> None:
    assert "zh-" in " ".join(explain("想重开", known).waiting)
    assert "wait for a companion" in lines("想重开", known)


def test_distress_is_offered_a_person(known: Screen) -> None:
    calm = Screen(known.lexicon, Model({}, {}, dict.fromkeys(Band, -3.0)))

    assert explain("考试考砸了", calm).reading.level is RiskLevel.CONCERN
    assert "may be offered" in lines("考试考砸了", calm)


def test_nothing_is_said_in_both_languages(known: Screen) -> None:
    calm = Screen(known.lexicon, Model({}, {}, dict.fromkeys(Band, -3.0)))

    assert "No sign of danger" in lines("食堂的面很好吃", calm)
    assert "没有危险信号" in lines("食堂的面很好吃", calm, "zh-Hans")


def test_what_rests_on_a_manner_of_speaking_is_not_said_to_have_no_term() -> None:
    shipped = load_screen(SHIPPED.parent)
    told_of_it = lines("他有时候会摸我", shipped)

    assert "zh-sexual-violence-hint" in told_of_it
    assert load_words().say("explain.asked_manner", "en") in told_of_it
    assert load_words().say("explain.asked", "en") not in told_of_it
