"""A dead Rasa costs a few students the wait, not every one."""

from datetime import timedelta

from bot.dialogue.breaker import Breaker


class Stopwatch:
    """Monotonic seconds that pass when told."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def failed(breaker: Breaker, times: int) -> None:
    for _ in range(times):
        breaker.failed()


def test_two_failures_in_a_row_change_nothing() -> None:
    breaker = Breaker(Stopwatch())
    failed(breaker, 2)

    assert breaker.lets_through()


def test_three_failures_in_a_row_turn_the_next_caller_away() -> None:
    breaker = Breaker(Stopwatch())
    failed(breaker, 3)

    assert not breaker.lets_through()


def test_a_success_between_failures_starts_the_count_anew() -> None:
    breaker = Breaker(Stopwatch())
    failed(breaker, 2)
    breaker.succeeded()
    failed(breaker, 2)

    assert breaker.lets_through()


def test_after_a_rest_one_probe_goes_through_and_others_wait() -> None:
    stopwatch = Stopwatch()
    breaker = Breaker(stopwatch, rest=timedelta(seconds=5))
    failed(breaker, 3)
    stopwatch.seconds += 5

    assert [breaker.lets_through() for _ in range(3)] == [True, False, False]


def test_a_probe_that_succeeds_opens_the_way_for_everybody() -> None:
    stopwatch = Stopwatch()
    breaker = Breaker(stopwatch, rest=timedelta(seconds=5))
    failed(breaker, 3)
    stopwatch.seconds += 5
    assert breaker.lets_through()
    breaker.succeeded()

    assert all(breaker.lets_through() for _ in range(3))


def test_a_probe_that_fails_starts_another_rest() -> None:
    stopwatch = Stopwatch()
    breaker = Breaker(stopwatch, rest=timedelta(seconds=5))
    failed(breaker, 3)
    stopwatch.seconds += 5
    assert breaker.lets_through()
    breaker.failed()
    stopwatch.seconds += 4

    assert not breaker.lets_through()


def test_a_probe_that_never_reports_back_does_not_shut_the_door_for_good() -> None:
    stopwatch = Stopwatch()
    breaker = Breaker(stopwatch, rest=timedelta(seconds=5))
    failed(breaker, 3)
    stopwatch.seconds += 5
    assert breaker.lets_through()
    stopwatch.seconds += 5

    assert breaker.lets_through()
