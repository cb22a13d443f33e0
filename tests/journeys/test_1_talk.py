"""Journey 1: hello, a failed exam, thank you; three sensible answers of the dialogue model, in order."""

import re
from typing import Final

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import StartLine
from tests.journeys.pages import StudentPage
from tests.journeys.rasa import RealRasa
from tests.journeys.student import Line, StudentChat

EXAM: Final = "考|成绩|学|失落|压力"
pytestmark = [pytest.mark.journey, pytest.mark.rasa]


def test_student_is_greeted_heard_and_thanked_in_chinese(start_line: StartLine, rasa: RealRasa) -> None:
    line = start_line(**rasa_settings(rasa))

    with StudentChat(line.address) as student:
        answers = [answer_after(student, text) for text in ("你好", "考试考砸了", "谢谢")]
        assert [said.author for said in student.history()][:3] == ["line", "student", "bot"]

    assert_in_order(answers)
    assert all(is_chinese(text) for text in texts_of(answers)), texts_of(answers)
    greeting, exam, thanks = texts_of(answers)
    assert re.search("你好|听|来了", greeting)
    assert re.search(EXAM, exam)
    assert re.search("客气|谢", thanks)


def test_student_is_greeted_heard_and_thanked_in_english(start_line: StartLine, rasa: RealRasa) -> None:
    line = start_line(**rasa_settings(rasa))

    with StudentChat(line.address, language="en") as student:
        answers = [answer_after(student, text) for text in ("Hello", "I failed my exam", "Thank you")]

    assert_in_order(answers)
    assert not any(is_chinese(text) for text in texts_of(answers)), texts_of(answers)
    greeting, exam, thanks = texts_of(answers)
    assert re.search("(?i)hello|hi|here|listen", greeting)
    assert re.search("(?i)exam|result", exam)
    assert re.search("(?i)welcome|thank", thanks)


@pytest.mark.browser
def test_student_on_a_phone_reads_the_answers_in_order(start_line: StartLine, rasa: RealRasa, browser: Browser) -> None:
    student = StudentPage(browser, start_line(**rasa_settings(rasa)).address)

    for number, (text, answer) in enumerate((("你好", "你好|听|来了"), ("考试考砸了", EXAM), ("谢谢", "客气|谢"))):
        student.write(text)
        student.hears_bot(number, re.compile(answer))

    assert student.authors()[0] == "line", "the first words come first"
    assert student.authors()[1:] == ["student", "bot"] * 3


def rasa_settings(rasa: RealRasa) -> dict[str, str]:
    return {"rasa_url": rasa.server_address}


def answer_after(student: StudentChat, text: str) -> list[Line]:
    """Everything the bot says to one message until it has finished."""
    seq = student.say(text)
    first = student.answer_to(seq)
    return [first, *(said for said in student.history(after=first.seq) if said.author == "bot")]


def texts_of(answers: list[list[Line]]) -> list[str]:
    return [" ".join(said.text for said in answer) for answer in answers]


def assert_in_order(answers: list[list[Line]]) -> None:
    seqs = [said.seq for answer in answers for said in answer]
    assert seqs == sorted(seqs)
    assert len(set(texts_of(answers))) == len(answers)


def is_chinese(text: str) -> bool:
    return re.search(r"[\u4e00-\u9fff]", text) is not None
