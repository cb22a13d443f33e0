"""Asking for something to do, in the ways that are asked most."""

import pytest

from bot.asking_what_to_do import asks_for_something_to_try, asks_what_to_do, says_it_did_not_help, tried_for


@pytest.mark.parametrize(
    "text",
    [
        "怎么办",
        "我不知道怎么办",
        "idk what to do",
        "I don't know what to do anymore",
        "那我该怎么办呢？",
        "怎麼辦",
        "點算好",
        "What should I do?",
        "so what now",
    ],
)
def test_what_now(text: str) -> None:
    assert asks_what_to_do(text)


@pytest.mark.parametrize(
    "text",
    [
        "有没有什么办法让我试试", "有冇方法可以試下", "给我点建议吧", "给我一个小方法", "有没有小技巧能睡着", "换一个", "還有別的方法嗎", "那个呼吸的方法怎么做",
        "how do I do the breathing exercise",
        "Is there anything I can try?", "got any tips", "something to try please", "another one",
    ],
)  # fmt: skip
def test_something_to_try(text: str) -> None:
    assert asks_for_something_to_try(text)


@pytest.mark.parametrize(
    "text",
    [
        "试了没用", "试完了，没什么用", "試咗冇用", "我试过了，没有用", "我做了还是没用啊", "这个没用", "这个方法不管用", "這些對我都沒用", "I tried it but it didn't help",
        "This isn't working", "it doesn't help", "i did it but it didn't help",
    ],
)  # fmt: skip
def test_it_did_not_help(text: str) -> None:
    assert says_it_did_not_help(text)


@pytest.mark.parametrize(
    "text", ["我没用", "没用", "活着没用", "我试过了死不了", "they don't help me", "I didn't work"]
)
def test_what_is_said_of_something_else(text: str) -> None:
    assert not says_it_did_not_help(text)


@pytest.mark.parametrize("repeated", ["试", "试试", "能试的", "好的", "呢", "才好", "好受点"])
@pytest.mark.parametrize("begun", ["给我办法", "给我", "怎么办", "有没有什么办法"])
def test_no_text_takes_long_to_be_refused(begun: str, repeated: str) -> None:
    text = begun + repeated * 3000 + "在"

    assert not asks_what_to_do(text)
    assert not asks_for_something_to_try(text)
    assert not says_it_did_not_help(text)


@pytest.mark.parametrize(
    "text", ["我试过了没有用", "怎么办理退学", "给我讲个笑话", "换一个学校", "I tried everything", "有没有人", ""]
)
def test_what_asks_for_nothing_to_do(text: str) -> None:
    assert not asks_what_to_do(text)
    assert not asks_for_something_to_try(text)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("有没有什么办法能早点睡着啊", "sleep"), ("怎么才能早点睡着", "sleep"), ("how can i fall asleep", "sleep"), ("怎么才能交到朋友啊", "peers"),
        ("有冇咩方法溫數快啲", "study"), ("我说的是睡觉", "sleep"), ("how do i stop scrolling", "internet"), ("我睡不着", ""), ("他在玩手机", ""),
        ("怎么办", ""), ("how can i tell her", ""), ("怎么才能睡着" * 20, ""),
    ],
)  # fmt: skip
def test_what_there_is_to_try_is_what_was_asked_for(text: str, topic: str) -> None:
    assert tried_for(text) == topic
