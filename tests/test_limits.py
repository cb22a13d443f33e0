"""Who writes too fast is asked to wait, and told how long."""

from datetime import timedelta

import pytest

from bot.channels.port import TooFast
from bot.limits import StudentLimits


class Seconds:
    """A stopwatch that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def limits(seconds: Seconds) -> StudentLimits:
    return StudentLimits(burst=3, per_second=0.5, monotonic=seconds)


def write(limits: StudentLimits, times: int, *, chat: str = "lin") -> None:
    for _ in range(times):
        limits.count(chat)


def test_a_burst_is_welcome(limits: StudentLimits) -> None:
    write(limits, 3)


def test_more_is_asked_to_wait_until_there_is_room_again(limits: StudentLimits, seconds: Seconds) -> None:
    write(limits, 3)

    with pytest.raises(TooFast) as refused:
        limits.count("lin")

    assert refused.value.retry_after == timedelta(seconds=2)
    seconds.now += refused.value.retry_after.total_seconds()
    limits.count("lin")


def test_being_refused_costs_nothing(limits: StudentLimits, seconds: Seconds) -> None:
    write(limits, 3)
    for _ in range(50):
        with pytest.raises(TooFast):
            limits.count("lin")

    seconds.now += 2
    limits.count("lin")


def test_one_student_does_not_slow_another(limits: StudentLimits) -> None:
    write(limits, 3)

    write(limits, 3, chat="mei")


def test_a_long_silence_does_not_save_up_more_than_a_burst(limits: StudentLimits, seconds: Seconds) -> None:
    write(limits, 1)
    seconds.now += 10_000
    write(limits, 3)

    with pytest.raises(TooFast):
        limits.count("lin")


def test_only_so_many_students_are_remembered(limits: StudentLimits) -> None:
    for number in range(20_005):
        limits.count(f"chat-{number}")

    assert len(limits._buckets) == 20_000
