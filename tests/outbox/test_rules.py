from datetime import timedelta

import pytest

from bot.outbox.rules import GIVE_UP_AFTER, is_given_up, wait_before
from tests.factories import EVENING


@pytest.mark.parametrize(("attempt", "seconds"), [(1, 1), (2, 2), (3, 4), (8, 128), (9, 256), (10, 300), (10_000, 300)])
def test_each_failure_doubles_the_wait_up_to_five_minutes(attempt: int, seconds: int) -> None:
    assert wait_before(attempt) == timedelta(seconds=seconds)


def test_after_a_day_a_message_makes_no_sense_any_more() -> None:
    assert not is_given_up(put_at=EVENING, now=EVENING + GIVE_UP_AFTER)
    assert is_given_up(put_at=EVENING, now=EVENING + GIVE_UP_AFTER + timedelta(seconds=1))
