"""What is asked back in reply to the safety question is no answer to it; everything else may be one."""

import pytest

from bot.handoffs.asked_back import AskedBack, asked_back_in, asks_something_else

ASKED_BACK = {
    AskedBack.WHAT_FOLLOWS: (
        "what happens if i say yes", "i didnt say yes, do you call someone? do they tell my mom", "你会告诉我妈吗", "说了会怎么样", "will you call the police",
        "is this private", "这里会保密吗",
    ),
    AskedBack.WHY_ASKED: (
        "什么意思", "为什么问这个", "why do you ask", "what do you mean", "你是不是没看懂", "你看错了吧", "you misunderstood", "are you a bot", "why?",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("what", "text"), [(what, text) for what, texts in ASKED_BACK.items() for text in texts])
def test_what_is_asked_back(what: AskedBack, text: str) -> None:
    assert asked_back_in(text) is what


@pytest.mark.parametrize(
    "text", ["有", "没有", "不知道", "你好", "maybe", "没有人在乎", "sometimes", "我说了很多" * 40]
)
def test_what_may_be_an_answer_is_not(text: str) -> None:
    assert asked_back_in(text) is None


def test_anything_else_that_is_asked_can_wait() -> None:
    assert asks_something_else("是不是不正常")
    assert not asks_something_else("我也不想这样")
