"""What a short reply answers: the line's own last question."""

import pytest

from actions.rasa_side.replies import NO_REPLY, REPLIES, reply_to, sequel_to


@pytest.mark.parametrize(
    ("last", "text", "reply"),
    [
        ("有没有一个人，可以陪你一起面对？", "没有", "somebody_no"),
        ("有没有一个人，可以陪你一起面对？", "我姑姑吧", "somebody_named"),
        ("Does somebody know about it, or stand by you?", "not really", "somebody_no"),
        ("Does somebody know about it, or stand by you?", "my best friend i think", "somebody_named"),
        ("Does somebody know about it, or stand by you?", "yeah kinda", "somebody_yes"),
        ("有没有稍微好过一点的时候？", "没有吧", "ease_no"),
        ("Were there times when it was a little easier?", "a bit", "ease_yes"),
        ("愿意接着说吗？", "不想", "go_on_no"),
        ("Would you like to go on?", "ok sure", NO_REPLY),
        ("Would you like to go on?", "sure", "go_on_yes"),
        ("现在更想有人听你说，还是一起想想下一步？", "都不要", "listen_or_step_no"),
        ("后来呢？", "没有", NO_REPLY),
        ("有人知道，心里就没那么孤单。", "没有", NO_REPLY),
        ("有没有一个人，可以陪你一起面对？", "没有人理我的时候我就看书", NO_REPLY),
        ("", "no", NO_REPLY),
    ],
)
def test_a_short_reply_is_read_beside_the_question(last: str, text: str, reply: str) -> None:
    assert reply_to(last, text) == reply
    assert reply in {*REPLIES, NO_REPLY}


def test_only_the_last_question_counts() -> None:
    assert reply_to("愿意接着说吗？有没有谁知道？", "没有") == "somebody_no"


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("嗯。要是说了，你最担心会怎样？", "fear"),
        ("哪怕一点点，有没有哪样让你好过一些？", "ease"),
        ("你最想让对方先听懂哪一句？", "words"),
        ("那天发生了什么？", "story"),
        ("What was it like?", "story"),
        ("What would you like to happen?", "story"),
        ("How would you like it to end?", "wish"),
        ("是从什么时候变的？", "when"),
        ("When you think of them, what comes first?", "miss"),
        ("Who would be easiest to ask first?", "who"),
        ("这里面，最让你在意的是哪一点？", "part"),
    ],
)
def test_an_answer_is_taken_up_by_the_kind_of_question(asked: str, kind: str) -> None:
    assert sequel_to(asked) == f"then_{kind}"


@pytest.mark.parametrize(
    "asked", ["", "我在听。", "你现在安全吗？", "How long have they owed you?", "对方欠了你多久？"]
)
def test_what_is_no_question_or_has_a_use_of_its_own_is_not(asked: str) -> None:
    assert sequel_to(asked) == NO_REPLY
