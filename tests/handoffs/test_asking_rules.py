"""Whether somebody is asked, believed or called for, as a table."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.crisis.signal import Basis, CrisisSignal
from bot.handoffs.asking_rules import (
    MOST_EXPLAINED,
    NO_HOLDS,
    PATIENCE,
    SHORTEST_ANSWER,
    STILL_TYPING,
    Answer,
    Facts,
    Step,
    answer_of,
    is_overdue,
    next_step,
)
from bot.levels import RiskLevel

MOMENT = timedelta(seconds=1)
DOUBT = CrisisSignal(RiskLevel.SERIOUS, ("suicide",), (), Basis.MODEL)
TERM = CrisisSignal(RiskLevel.SERIOUS, ("suicide",), ())
CONCERN = CrisisSignal(RiskLevel.CONCERN, ("sadness",), ())
ASKED = Facts(None, since_asked=STILL_TYPING)
DENIED = Facts(DOUBT, since_no=NO_HOLDS - MOMENT)


class TestNobodyWasAsked:
    @pytest.mark.parametrize(
        ("signal", "step"),
        [(None, Step.GO_ON), (CONCERN, Step.GO_ON), (DOUBT, Step.ASK), (TERM, Step.ALARM)],
    )
    def test_only_a_doubt_is_asked_about(self, signal: CrisisSignal | None, step: Step) -> None:
        assert next_step(Facts(signal)) is step

    @pytest.mark.parametrize(
        ("signal", "step"),
        [(None, Step.GO_ON), (CONCERN, Step.GO_ON), (DOUBT, Step.GO_ON), (TERM, Step.ALARM)],
    )
    def test_where_a_person_is_there_nobody_is_asked(self, signal: CrisisSignal | None, step: Step) -> None:
        assert next_step(Facts(signal, has_person=True)) is step
        assert next_step(Facts(signal, has_person=True, since_asked=PATIENCE)) is step


class TestTheQuestionIsOpen:
    @pytest.mark.parametrize(
        ("answer", "step"),
        [(Answer.NO, Step.THANK), (Answer.NO_AND_MORE, Step.LISTEN), (Answer.OTHER, Step.ALARM)],
    )
    def test_whatever_is_not_a_clear_no_calls_a_person(self, answer: Answer, step: Step) -> None:
        assert next_step(replace(ASKED, answer=answer)) is step

    @pytest.mark.parametrize("answer", Answer)
    @pytest.mark.parametrize("signal", [None, CONCERN, DOUBT])
    def test_what_was_typed_too_early_answers_nothing(self, answer: Answer, signal: CrisisSignal | None) -> None:
        soonest = STILL_TYPING if answer in {Answer.OTHER, Answer.ASKS_ELSE} else SHORTEST_ANSWER
        early = replace(ASKED, signal=signal, answer=answer, since_asked=soonest - MOMENT, was_reminded=True)

        assert next_step(early) is Step.GO_ON
        assert next_step(replace(early, is_correction=True, since_asked=PATIENCE)) is Step.GO_ON

    def test_who_writes_something_else_is_reminded_once_of_the_question(self) -> None:
        overlooked = replace(ASKED, answer=Answer.OTHER, since_asked=SHORTEST_ANSWER)

        assert next_step(overlooked) is Step.REMIND
        assert next_step(replace(overlooked, since_asked=SHORTEST_ANSWER - MOMENT)) is Step.GO_ON
        assert next_step(replace(overlooked, was_reminded=True)) is Step.GO_ON
        assert next_step(replace(overlooked, since_asked=STILL_TYPING)) is Step.ALARM

    def test_who_asks_back_is_answered_and_the_question_waits_on(self) -> None:
        asks_back = replace(ASKED, answer=Answer.ASKS_BACK)

        assert next_step(asks_back) is Step.EXPLAIN
        assert next_step(replace(asks_back, since_asked=SHORTEST_ANSWER)) is Step.EXPLAIN
        assert next_step(replace(asks_back, since_asked=timedelta())) is Step.GO_ON
        assert next_step(replace(asks_back, explained=MOST_EXPLAINED)) is Step.ALARM
        assert next_step(replace(asks_back, is_farewell=True)) is Step.ALARM
        assert next_step(replace(asks_back, signal=TERM)) is Step.ALARM
        assert Step.EXPLAIN.is_answer

    def test_who_asks_something_else_is_reminded_once_however_late(self) -> None:
        asks_else = replace(ASKED, answer=Answer.ASKS_ELSE)

        assert next_step(asks_else) is Step.REMIND
        assert next_step(replace(asks_else, since_asked=SHORTEST_ANSWER - MOMENT)) is Step.GO_ON
        assert next_step(replace(asks_else, was_reminded=True)) is Step.ALARM
        assert next_step(replace(asks_else, was_reminded=True, since_asked=SHORTEST_ANSWER)) is Step.GO_ON

    def test_what_shows_danger_is_no_mere_question(self) -> None:
        assert answer_of("what happens if i say yes", is_typed=True, shows_danger=False) is Answer.ASKS_BACK
        assert answer_of("what happens if i say yes", is_typed=True, shows_danger=True) is Answer.OTHER
        assert answer_of("what happens if i say yes", is_typed=False, shows_danger=False) is Answer.OTHER
        assert answer_of("是不是不正常", is_typed=True, shows_danger=False) is Answer.ASKS_ELSE

    def test_a_quick_yes_calls_a_person(self) -> None:
        assert answer_of("有", is_typed=True, shows_danger=False) is Answer.YES
        assert next_step(replace(ASKED, answer=Answer.YES, since_asked=SHORTEST_ANSWER)) is Step.ALARM

    def test_who_turns_an_earlier_message_into_a_farewell_is_not_lost(self) -> None:
        assert next_step(replace(ASKED, is_correction=True, is_farewell=True)) is Step.ALARM

    def test_a_quick_no_is_heard(self) -> None:
        assert next_step(replace(ASKED, answer=Answer.NO, since_asked=SHORTEST_ANSWER)) is Step.THANK

    def test_a_term_and_a_farewell_are_heard_however_early(self) -> None:
        early = replace(ASKED, since_asked=timedelta())

        assert next_step(replace(early, signal=TERM, answer=Answer.NO)) is Step.ALARM
        assert next_step(replace(early, signal=TERM, is_correction=True)) is Step.ALARM
        assert next_step(replace(early, is_farewell=True)) is Step.ALARM

    def test_a_clock_that_was_set_back_makes_nothing_early(self) -> None:
        assert next_step(replace(ASKED, since_asked=-timedelta(hours=1))) is Step.ALARM


class TestAfterANo:
    @pytest.mark.parametrize(("doubts", "step"), [(0, Step.GO_ON), (1, Step.GO_ON), (2, Step.ALARM), (9, Step.ALARM)])
    def test_the_third_doubt_outweighs_it(self, doubts: int, step: Step) -> None:
        assert next_step(replace(DENIED, doubts_since_no=doubts)) is step

    def test_it_holds_for_half_an_hour(self) -> None:
        assert next_step(replace(DENIED, since_no=NO_HOLDS)) is Step.ASK
        assert next_step(replace(DENIED, since_no=-NO_HOLDS)) is Step.ASK

    @pytest.mark.parametrize(
        ("answer", "step"), [(Answer.NO, Step.GO_ON), (Answer.NO_AND_MORE, Step.GO_ON), (Answer.OTHER, Step.ALARM)]
    )
    def test_it_can_be_taken_back(self, answer: Answer, step: Step) -> None:
        corrected = Facts(None, answer, is_correction=True, is_corrected_no=True, since_no=timedelta(hours=2))

        assert next_step(corrected) is step


class TestWhatAnAnswerMeans:
    @pytest.mark.parametrize("text", ["没有", "没有。", "真的没有", "没有，真的没有", "沒有啊", "No.", "no, I am fine"])
    def test_a_no_and_little_else(self, text: str) -> None:
        assert answer_of(text, is_typed=True, shows_danger=False) is Answer.NO

    @pytest.mark.parametrize(
        "text",
        ["没有，只是我奶奶留给我的风铃", "No, I just had a very long day at school", "没有！\n就是今天考试没考好"],
    )
    def test_a_no_with_a_story(self, text: str) -> None:
        assert answer_of(text, is_typed=True, shows_danger=False) is Answer.NO_AND_MORE

    @pytest.mark.parametrize("text", ["", "不知道", "没有人", "也许", "你好", "😭"])
    def test_everything_else(self, text: str) -> None:
        assert answer_of(text, is_typed=True, shows_danger=False) is Answer.OTHER

    def test_a_no_beside_danger_or_under_a_picture_is_none(self) -> None:
        assert answer_of("没有", is_typed=True, shows_danger=True) is Answer.OTHER
        assert answer_of("没有", is_typed=False, shows_danger=False) is Answer.OTHER


@pytest.mark.parametrize(
    ("waited", "overdue"),
    [(timedelta(), False), (PATIENCE - MOMENT, False), (PATIENCE, True), (MOMENT - PATIENCE, False), (-PATIENCE, True)],
)
def test_nobody_waits_for_an_answer_longer_than_three_minutes(waited: timedelta, overdue: bool) -> None:  # noqa: FBT001  # a table
    assert is_overdue(waited=waited) is overdue
