"""A worried adult is known by plain words; a student who speaks of their parents is not one."""

import pytest

from bot.dialogue.adults import speaks_as_adult


@pytest.mark.parametrize(
    "text",
    [
        "我是他妈妈，他最近不说话",
        "你好，我是一名初二学生的家长",
        "我是老师。班上有个孩子总哭",
        "我作为班主任很担心",
        "我女儿最近不吃饭",
        "我家孩子不肯上学",
        "我班上的学生总是一个人",
        "我是她的媽媽",
        "我兒子每天打遊戲",
        "My daughter won't come out of her room",
        "I'm his mother and I don't know what to do",
        "I am a teacher, one of my students stopped talking",
        "our 14-year-old son",
    ],
)
def test_a_worried_adult(text: str) -> None:
    assert speaks_as_adult(text)


@pytest.mark.parametrize(
    "text",
    [
        "我妈妈是老师",
        "我是我妈妈的出气筒",
        "我是班主任眼里的坏学生",
        "我是你爸爸",
        "我怀孕了，我的孩子怎么办",
        "我是学生",
        "我是不是该告诉老师",
        "我是怕我妈妈",
        "我是说妈妈",
        "我的娃娃丢了",
        "我的学生证丢了",
        "我孩子气",
        "我孩子脾气",
        "我的老师骂我",
        "I'm the teacher's pet",
        "my mum is a teacher",
        "I'm pregnant and scared for my child",
        "",
    ],
)
def test_no_adult(text: str) -> None:
    assert not speaks_as_adult(text)


@pytest.mark.parametrize("text", ["我是" * 3000, "我家的" * 3000, "妈" * 5000, "my " * 3000, "i'm a " * 3000])
def test_no_text_takes_long(text: str) -> None:
    assert not speaks_as_adult(text)
