"""Danger that is told of a story is a concern; of a friend or of years ago it is serious; now, or again, it stays."""

import pytest

from bot.crisis.by_terms import find_terms
from bot.crisis.lexicon import Lexicon
from bot.crisis.normalise import normalise
from bot.crisis.signal import Whose
from bot.levels import RiskLevel


def level_of(text: str, lexicon: Lexicon) -> RiskLevel:
    return find_terms(normalise(text), lexicon).level


@pytest.mark.parametrize(
    "text",
    [
        "小说里女主跳楼了",
        "课文里写的，屈原跳江了",
        "新闻说某学生自杀了",
        "有那么多人自杀，为什么",
        "in the book ophelia dies by suicide",
    ],
)
def test_what_is_told_of_a_story_or_a_stranger_is_a_concern(text: str, lexicon: Lexicon) -> None:
    assert level_of(text, lexicon) <= RiskLevel.CONCERN


@pytest.mark.parametrize(
    "text", ["看了小说，我也想自杀", "小说里的主角死了，我也想去死", "in the book she dies and i want to die too"]
)
def test_story_that_turns_to_the_student_is_serious(text: str, lexicon: Lexicon) -> None:
    assert level_of(text, lexicon) >= RiskLevel.SERIOUS


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("初中的时候我割腕过", "我又割腕了"),
        ("两年前我从楼上跳下去", "我要从楼上跳下去"),
        ("我同学想跳楼", "我想跳楼"),
    ],
)
def test_long_ago_and_somebody_else_are_serious_and_the_student_now_is_critical(
    then: str, now: str, lexicon: Lexicon
) -> None:
    assert level_of(then, lexicon) is RiskLevel.SERIOUS
    assert level_of(now, lexicon) is RiskLevel.CRITICAL


@pytest.mark.parametrize("text", ["我同学现在要跳楼", "去年割腕过，今晚还想割腕"])
def test_now_stays_critical(text: str, lexicon: Lexicon) -> None:
    assert level_of(text, lexicon) is RiskLevel.CRITICAL


@pytest.mark.parametrize(
    "text",
    [
        "身边有人要跳楼",
        "学校有人要跳楼 快",
        "我们宿舍有人割腕",
        "我们班一个男生割腕了",
        "好多人笑话我 割腕了",
        "好多人看着 站在天台要跳",
        "新闻上到处都是坏消息 割腕了",
        "微博上刷到同学发的遗书",
        "reading about how to commit suicide",
    ],
)
def test_what_is_near_or_in_the_next_clause_is_no_story(text: str, lexicon: Lexicon) -> None:
    assert level_of(text, lexicon) >= RiskLevel.SERIOUS


@pytest.mark.parametrize(
    "text",
    [
        "之前吞了一瓶安眠药，头好晕",
        "以前不敢 昨晚吞药了",
        "去年开始天天割腕",
        "my sister swallowed pills, she's not waking up",
    ],
)
def test_what_is_under_way_stays_critical(text: str, lexicon: Lexicon) -> None:
    assert level_of(text, lexicon) is RiskLevel.CRITICAL


def test_volunteer_reads_that_a_friend_is_the_one_in_danger(lexicon: Lexicon) -> None:
    found = find_terms(normalise("我室友说她想自杀"), lexicon)

    assert any(counted.whose is Whose.OTHER for counted in found.counted)


def test_attacker_is_no_friend_in_danger(lexicon: Lexicon) -> None:
    assert level_of("他拿着刀在门外要杀我", lexicon) is RiskLevel.CRITICAL


@pytest.mark.parametrize("text", ["是想自杀吗？", "他割了手，是想自杀了吗"])
def test_what_is_asked_about_nobody_is_no_plan(text: str, lexicon: Lexicon) -> None:
    assert level_of(text, lexicon) is RiskLevel.SERIOUS


def test_what_is_asked_about_oneself_stays_as_grave(lexicon: Lexicon) -> None:
    assert level_of("我是想自杀吗", lexicon) is RiskLevel.CRITICAL
