"""Everyday Cantonese reaches the dialogue model as Mandarin; what is no Cantonese stays as it is."""

import pytest

from bot.language.cantonese import to_mandarin
from bot.language.script import to_simplified


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("我瞓唔着", "我睡不着"),
        ("我好嬲", "我好生气"),
        ("佢哋成日虾我", "他们整天欺负我"),
        ("可唔可以搵個真人同我傾偈", "可不可以找个真人同我聊天"),
        ("點解要返學", "为什么要上学"),
        ("我老豆同阿媽成日嗌交", "我爸爸同妈妈整天吵架"),
        ("你係咪機械人", "你是不是机器人"),
        ("我鍾意咗個男仔", "我喜欢了个男生"),
        ("我個女成日打機", "我女儿整天打游戏"),
    ],
)
def test_everyday_words_become_mandarin(written: str, meant: str) -> None:
    assert to_mandarin(to_simplified(written)) == meant


@pytest.mark.parametrize("text", ["中文系的同学在食堂讲笑话", "I can't sleep", "返校以后关系好了", ""])
def test_what_is_no_cantonese_stays(text: str) -> None:
    assert to_mandarin(text) == text
