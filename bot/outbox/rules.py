"""When to try again, and when to give up and tell a person: decisions only."""

from datetime import datetime, timedelta
from typing import Final

_FIRST_WAIT: Final = timedelta(seconds=1)
_LONGEST_WAIT: Final = timedelta(minutes=5)
GIVE_UP_AFTER: Final = timedelta(hours=24)


def wait_before(attempt: int) -> timedelta:
    """How long after the `attempt`-th failure (from 1) the next try comes: 1, 2, 4 … seconds, at most 5 minutes."""
    doubled: int = 2 ** min(attempt - 1, 10)
    return min(_LONGEST_WAIT, _FIRST_WAIT * doubled)


def is_given_up(*, put_at: datetime, now: datetime) -> bool:
    """Whether a message is too old to make sense: a student should not read yesterday's answer."""
    return now - put_at > GIVE_UP_AFTER
