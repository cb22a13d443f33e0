from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.check_ins.rules import Facts, Verdict, due_after, is_after, is_night, may_send
from bot.kit.clock import SHANGHAI

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
PLANNED = Facts(
    due_at=NOON,
    accepts_contact=True,
    is_reachable=True,
    is_with_person=False,
    last_talk_ended_at=None,
    last_heard_at=NOON - 24 * HOUR,
    must_be_there=False,
    last_seen_at=None,
)


def shanghai(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=SHANGHAI)


class TestMaySend:
    def test_a_check_in_that_is_due_is_sent(self) -> None:
        assert may_send(PLANNED, now=NOON) is Verdict.SEND

    def test_a_student_who_asked_us_to_stop_is_not_written_to(self) -> None:
        assert may_send(replace(PLANNED, accepts_contact=False), now=NOON) is Verdict.NOT_WANTED

    def test_a_student_who_is_with_a_person_is_not_asked_by_a_program(self) -> None:
        assert may_send(replace(PLANNED, is_with_person=True), now=NOON) is Verdict.NOT_NEEDED

    @pytest.mark.parametrize(("hours", "verdict"), [(11, Verdict.NOT_NEEDED), (12, Verdict.SEND)])
    def test_a_later_talk_with_a_person_replaces_a_check_in_for_half_a_day(self, hours: int, verdict: Verdict) -> None:
        assert may_send(replace(PLANNED, last_talk_ended_at=NOON - hours * HOUR), now=NOON) is verdict

    @pytest.mark.parametrize(("minutes", "verdict"), [(29, Verdict.WAIT_FOR_PAUSE), (30, Verdict.SEND)])
    def test_a_student_who_is_writing_now_is_not_interrupted(self, minutes: int, verdict: Verdict) -> None:
        assert may_send(replace(PLANNED, last_heard_at=NOON - timedelta(minutes=minutes)), now=NOON) is verdict

    def test_a_student_who_never_wrote_is_asked(self) -> None:
        assert may_send(replace(PLANNED, last_heard_at=None), now=NOON) is Verdict.SEND

    def test_nobody_is_woken_at_night(self) -> None:
        midnight = shanghai("2026-11-22 23:30")
        assert may_send(replace(PLANNED, due_at=midnight), now=midnight) is Verdict.WAIT_FOR_MORNING

    @pytest.mark.parametrize(("late", "verdict"), [(HOUR, Verdict.SEND), (25 * HOUR, Verdict.TOO_LATE)])
    def test_after_an_outage_a_late_one_is_sent_and_a_very_late_one_is_for_a_person(
        self, late: timedelta, verdict: Verdict
    ) -> None:
        assert may_send(PLANNED, now=NOON + late) is verdict

    def test_one_that_waited_for_morning_is_not_too_late(self) -> None:
        due = shanghai("2026-11-22 22:00")
        assert may_send(replace(PLANNED, due_at=due), now=shanghai("2026-11-23 08:00")) is Verdict.SEND

    @pytest.mark.parametrize(
        ("seconds_ago", "verdict"), [(119, Verdict.SEND), (120, Verdict.UNREACHABLE), (None, Verdict.UNREACHABLE)]
    )
    def test_a_web_student_is_reached_while_their_page_is_open(self, seconds_ago: int | None, verdict: Verdict) -> None:
        seen = None if seconds_ago is None else NOON - timedelta(seconds=seconds_ago)
        assert may_send(replace(PLANNED, must_be_there=True, last_seen_at=seen), now=NOON) is verdict

    def test_a_student_who_blocked_the_bot_is_not_reached(self) -> None:
        assert may_send(replace(PLANNED, is_reachable=False), now=NOON) is Verdict.UNREACHABLE


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2026-11-22 21:59", False),
        ("2026-11-22 22:00", True),
        ("2026-11-23 00:00", True),
        ("2026-11-23 07:59", True),
        ("2026-11-23 08:00", False),
    ],
)
def test_night_is_from_ten_to_eight_in_shanghai(words: str, expected: bool) -> None:  # noqa: FBT001  # a table
    assert is_night(shanghai(words).astimezone(UTC)) is expected


class TestDueAfter:
    @pytest.mark.parametrize(
        ("words", "booked", "due"),
        [
            ("24 hours", "2026-11-22 20:00", "2026-11-23 20:00"),
            ("3 days", "2026-11-22 20:00", "2026-11-25 20:00"),
            ("1 week", "2026-12-28 20:00", "2027-01-04 20:00"),
            ("1 month", "2026-11-22 20:00", "2026-12-22 20:00"),
            ("1 month", "2027-01-31 20:00", "2027-02-28 20:00"),
            ("1 month", "2028-01-31 20:00", "2028-02-29 20:00"),
            ("12 months", "2028-02-29 20:00", "2029-02-28 20:00"),
            ("2 months", "2026-12-31 00:30", "2027-02-28 00:30"),
        ],
    )
    def test_a_month_keeps_its_day_and_hour_in_shanghai(self, words: str, booked: str, due: str) -> None:
        moment = shanghai(booked).astimezone(UTC)
        assert due_after(words, moment) == shanghai(due)
        assert due_after(words, moment).tzinfo is UTC

    @pytest.mark.parametrize("words", ["", "soon", "0 hours", "1 year", "-1 days", "24hours", "1000 days"])
    def test_other_words_are_no_time(self, words: str) -> None:
        assert not is_after(words)
        with pytest.raises(ValueError, match="^" + words + "$"):
            due_after(words, NOON)
