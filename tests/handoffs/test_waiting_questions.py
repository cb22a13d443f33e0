"""What is asked in the waiting room, and what an answer means."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.choices import Choices
from bot.handoffs.waiting_questions import (
    QUESTIONS,
    Question,
    Reply,
    level_after,
    question_at,
    reply_to,
    step_after,
    tells_place_at,
)
from bot.levels import RiskLevel
from bot.skills import Skills
from bot.waiting_room import CHOICES
from bot.wording import LANGUAGES, Wording

CRITICAL, SERIOUS, NONE = RiskLevel.CRITICAL, RiskLevel.SERIOUS, RiskLevel.NONE


@pytest.mark.parametrize(
    ("question", "text", "level"),
    [
        (Question.PLACE, "安全", NONE),
        (Question.PLACE, "不安全", CRITICAL),
        (Question.PLACE, "不安全，但是我妈在", CRITICAL),
        (Question.PLACE, "not safe", CRITICAL),
        (Question.PLACE, "我在教室", NONE),
        (Question.BODY, "没有", NONE),
        (Question.BODY, "有", CRITICAL),
        (Question.BODY, "刚才吃了好多", CRITICAL),
        (Question.BODY, "i took something", CRITICAL),
        (Question.AWAY, "能", NONE),
        (Question.AWAY, "不想", CRITICAL),
        (Question.AWAY, "I can't", CRITICAL),
        (Question.NEAR, "没人", NONE),
        (Question.THOUGHTS, "有", SERIOUS),
        (Question.THOUGHTS, "不想", NONE),
        (Question.PLAN, "有", CRITICAL),
        (Question.PLAN, "都想好了", CRITICAL),
        (Question.PLAN, "沒有", NONE),
        (Question.MEANS, "就在手边", CRITICAL),
        (Question.MEANS, "没有", NONE),
        (Question.TIME, "今晚", CRITICAL),
        (Question.TIME, "没想过", NONE),
        (Question.TIME, "tomorrow", CRITICAL),
        (Question.NEXT_HOUR, "有", NONE),
    ],
)
def test_a_grave_answer_counts_and_a_harmless_one_raises_nothing(
    question: Question, text: str, level: RiskLevel
) -> None:
    assert level_after(question, reply_to(question, text)) is level


@pytest.mark.parametrize(
    ("question", "text", "reply"),
    [
        (Question.NEAR, "一个人", Reply.NO),
        (Question.NEAR, "no one", Reply.NO),
        (Question.NEAR, "有人在", Reply.YES),
        (Question.BODY, "没有，但是手疼", Reply.YES),
        (Question.PLACE, "你是谁", Reply.OTHER),
        (Question.THOUGHTS, "不知道", Reply.UNSURE),
        (Question.PLACE, "idk", Reply.UNSURE),
        (Question.THOUGHTS, "有时候", Reply.YES),
        (Question.PLACE, "", Reply.OTHER),
    ],
)
def test_what_is_no_plain_answer_is_left_to_the_volunteer(question: Question, text: str, reply: Reply) -> None:
    assert reply_to(question, text) is reply


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_is_understood(wording: Wording, skills: Skills, language: str) -> None:
    choices = Choices(wording, skills)
    for question in set(QUESTIONS) - {Question.NEXT_HOUR}:
        yes, no = choices.labels(CHOICES[question], language)

        assert (reply_to(question, yes), reply_to(question, no)) == (Reply.YES, Reply.NO)


def test_the_questions_come_in_order_and_end() -> None:
    assert [question_at(step) for step in range(len(QUESTIONS))] == list(QUESTIONS)
    assert question_at(len(QUESTIONS)) is None


def test_who_has_no_such_thoughts_is_not_asked_how_and_when() -> None:
    step = QUESTIONS.index(Question.THOUGHTS) + 1

    assert question_at(step_after(Question.THOUGHTS, Reply.NO, step=step)) is Question.NEXT_HOUR
    assert question_at(step_after(Question.THOUGHTS, Reply.OTHER, step=step)) is Question.NEXT_HOUR
    assert question_at(step_after(Question.THOUGHTS, Reply.YES, step=step)) is Question.PLAN
    assert question_at(step_after(Question.THOUGHTS, Reply.UNSURE, step=step)) is Question.PLAN


def test_the_place_is_told_between_exercises_only() -> None:
    steps = [step for step in range(30) if tells_place_at(step)]

    assert steps[0] == len(QUESTIONS) + 2
    assert {later - earlier for earlier, later in pairwise(steps)} == {3}


@given(st.sampled_from(Question), st.sampled_from(Reply), st.integers(min_value=0, max_value=40))
def test_no_answer_leads_back(question: Question, reply: Reply, step: int) -> None:
    assert step_after(question, reply, step=step) >= step


@given(st.sampled_from(Question), st.text(max_size=60))
def test_every_text_is_an_answer_of_some_kind(question: Question, text: str) -> None:
    assert reply_to(question, text) in Reply
