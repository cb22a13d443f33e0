"""What is asked back in reply to the safety question is no answer to it; everything else may be one."""

import pytest

from bot.handoffs.asked_back import AskedBack, asked_back_in, asks_what_can_wait

ASKED_BACK = {
    AskedBack.WHAT_FOLLOWS: (
        "what happens if i say yes", "i didnt say yes, do you call someone? do they tell my mom", "你会告诉我妈吗", "说了会怎么样", "will you call the police",
        "is this private", "这里会保密吗",
    ),
    AskedBack.WHY_ASKED: (
        "什么意思", "为什么问这个", "why do you ask", "what do you mean", "你是不是没看懂", "你看错了吧", "you misunderstood", "are you a bot", "why?",
    ),
}  # fmt: skip


PLEAS = (
    "有，别告诉我妈", "是我继父，别告诉我妈", "你能来救我吗", "can you come get me please", "你能帮我报警吗", "我可以报警吗", "我怕他知道",
    "please dont tell my mum", "别告诉我妈", "i already said goodbye to everyone", "you dont get it", "help?", "救我好吗", "why am i even here", "maybe?", "", "what if it's yes",
)  # fmt: skip


@pytest.mark.parametrize(("what", "text"), [(what, text) for what, texts in ASKED_BACK.items() for text in texts])
def test_what_is_asked_back(what: AskedBack, text: str) -> None:
    assert asked_back_in(text) is what


@pytest.mark.parametrize(
    "text", ["有", "没有", "不知道", "你好", "maybe", "没有人在乎", "sometimes", "我说了很多" * 40, *PLEAS]
)
def test_what_may_be_an_answer_is_not(text: str) -> None:
    assert asked_back_in(text) is None


@pytest.mark.parametrize("text", ["是不是不正常", "这样正常吗", "am i weird"])
def test_few_other_questions_can_wait(text: str) -> None:
    assert asks_what_can_wait(text)


@pytest.mark.parametrize(
    "text", [*PLEAS, "我也不想这样", "他摸我是不是正常", "有吧？", "我该怎么办", "can someone help me"]
)
def test_what_may_be_an_answer_or_a_cry_for_help_cannot(text: str) -> None:
    assert not asks_what_can_wait(text)
