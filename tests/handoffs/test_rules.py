from datetime import timedelta

import pytest

from bot.crisis.signal import Whose
from bot.handoffs.rules import (
    asks_thoughts_first,
    danger_from,
    is_about_other,
    is_unanswered,
    may_close,
    may_hold,
    may_take_over,
    step_due,
)
from bot.levels import RiskLevel
from bot.store.tables import DangerFrom

MINUTE = timedelta(minutes=1)
STEPS = (MINUTE, 5 * MINUTE, 10 * MINUTE)


class TestWho:
    @pytest.mark.parametrize(
        ("role", "expected"),
        [("volunteer", True), ("supervisor", True), ("coordinator", False), ("administrator", False)],
    )
    def test_volunteers_and_supervisors_talk_with_students_of_their_desk(self, role: str, expected: bool) -> None:  # noqa: FBT001  # a table
        assert may_hold(role, same_desk=True) is expected
        assert may_hold(role, same_desk=False) is False

    def test_only_a_supervisor_of_the_desk_takes_a_live_chat_over(self) -> None:
        assert may_take_over("supervisor", same_desk=True)
        assert not may_take_over("supervisor", same_desk=False)
        assert not may_take_over("volunteer", same_desk=True)

    def test_level_3_is_closed_by_or_with_a_supervisor(self) -> None:
        assert may_close(RiskLevel.SERIOUS, by="volunteer", confirmed_by=None)
        assert not may_close(RiskLevel.CRITICAL, by="volunteer", confirmed_by=None)
        assert not may_close(RiskLevel.CRITICAL, by="volunteer", confirmed_by="volunteer")
        assert may_close(RiskLevel.CRITICAL, by="volunteer", confirmed_by="supervisor")
        assert may_close(RiskLevel.CRITICAL, by="supervisor", confirmed_by=None)


@pytest.mark.parametrize(
    ("whose", "before", "is_in_danger", "after"),
    [
        (Whose.OTHER, False, False, True),
        (Whose.OTHER, True, True, True),
        (Whose.OTHER, False, True, False),
        (Whose.UNSAID, True, True, True),
        (Whose.UNSAID, False, False, False),
        (Whose.SELF, True, True, False),
        (Whose.SELF, False, False, False),
    ],
)
def test_the_students_own_danger_is_never_passed_over_for_somebody_elses(
    whose: Whose,
    before: bool,  # noqa: FBT001  # a table
    is_in_danger: bool,  # noqa: FBT001
    after: bool,  # noqa: FBT001
) -> None:
    assert is_about_other(whose, before=before, is_in_danger=is_in_danger) is after


class TestPaging:
    def test_danger_is_called_out_even_if_somebody_is_on_duty(self) -> None:
        assert is_unanswered(RiskLevel.SERIOUS, on_duty=3)
        assert not is_unanswered(RiskLevel.CONCERN, on_duty=3)
        assert is_unanswered(RiskLevel.NONE, on_duty=0)

    @pytest.mark.parametrize(
        ("minutes", "made", "step"),
        [
            (0.9, 0, None),
            (1, 0, 1),
            (1, 1, None),
            (4.9, 1, None),
            (5, 1, 2),
            (10, 2, 3),
            (14.9, 3, None),
            (15, 3, 4),
            (20, 4, 5),
            (120, 25, None),
            (12, 0, 3),  # after an outage: one call, to everybody
        ],
    )
    def test_calls_come_after_one_five_and_ten_minutes_and_then_every_five(
        self, minutes: float, made: int, step: int | None
    ) -> None:
        assert step_due(waited=minutes * MINUTE, pages_made=made, after=STEPS) == step

    @pytest.mark.parametrize(("minutes", "step"), [(2, None), (3, 1), (6, 2), (9, 3)])
    def test_a_single_step_comes_again_after_as_long(self, minutes: int, step: int | None) -> None:
        assert step_due(waited=minutes * MINUTE, pages_made=(step or 1) - 1, after=(3 * MINUTE,)) == step


@pytest.mark.parametrize(
    ("before", "categories", "after"),
    [
        (DangerFrom.NOTHING, (), DangerFrom.NOTHING),
        (DangerFrom.NOTHING, (DangerFrom.SAID,), DangerFrom.SAID),
        (DangerFrom.OTHERS, (DangerFrom.SAID,), DangerFrom.OTHERS),
        (DangerFrom.NOTHING, ("suicide",), DangerFrom.SELF),
        (DangerFrom.SAID, ("suicide",), DangerFrom.SELF),
        (DangerFrom.NOTHING, ("violence",), DangerFrom.SELF),
        (DangerFrom.NOTHING, ("bullying",), DangerFrom.OTHERS),
        (DangerFrom.OTHERS, ("violence",), DangerFrom.OTHERS),
        (DangerFrom.OTHERS, ("suicide",), DangerFrom.BOTH),
        (DangerFrom.SELF, ("abuse",), DangerFrom.BOTH),
        (DangerFrom.NOTHING, ("abuse", "suicide"), DangerFrom.BOTH),
        (DangerFrom.BOTH, ("bullying",), DangerFrom.BOTH),
    ],
)
def test_where_danger_comes_from_is_what_was_said_so_far(
    before: DangerFrom, categories: tuple[str, ...], after: DangerFrom
) -> None:
    assert danger_from(categories, before=before) is after


def test_thoughts_are_asked_about_first_only_of_who_may_want_to_die_below_the_highest_level() -> None:
    assert asks_thoughts_first(RiskLevel.SERIOUS, is_about_other=False, has_harm=False)
    assert not asks_thoughts_first(RiskLevel.CRITICAL, is_about_other=False, has_harm=False)
    assert not asks_thoughts_first(RiskLevel.SERIOUS, is_about_other=True, has_harm=False)
    assert not asks_thoughts_first(RiskLevel.SERIOUS, is_about_other=False, has_harm=True)
