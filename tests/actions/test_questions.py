"""What is asked of the line, and what only tells of a question."""

import pytest

from actions.rasa_side.questions import is_question


@pytest.mark.parametrize(
    "text",
    [
        "这要怎么说",
        "他会不会告我啊",
        "你懂吗",
        "那怎么办呢",
        "how do i tell her",
        "can you do it?",
        "is that allowed, to text him",
    ],
)
def test_a_question_is_one(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "不知道她怎么想",
        "妹妹一直问我怎么办",
        "他怎么都不听",
        "我不清楚他是不是生气",
        "i don't know how to tell her",
        "she asked me what i want",
        "everyone can do it",
        "idk what he thinks",
    ],
)
def test_not_knowing_and_what_others_ask_is_told(text: str) -> None:
    assert not is_question(text)
