"""Who may hold and close a Handoff, and when on-call people are called: decisions only."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.levels import RiskLevel


def may_hold(role: str, *, same_desk: bool) -> bool:
    """Whether somebody of this role may talk with students of a desk."""
    return same_desk and role in {"volunteer", "supervisor"}


def may_close(level: RiskLevel, *, by: str, confirmed_by: str | None) -> bool:
    """A level 3 ends only by or with a supervisor (docs: only a human lowers it, from 3 only a supervisor)."""
    return level < RiskLevel.CRITICAL or "supervisor" in {by, confirmed_by}


def pages_due(*, waiting_since: datetime, pages_made: int, now: datetime, after: Sequence[timedelta]) -> int | None:
    """The step (1, 2, 3, …) to page now, or None: after each of `after`, then again every last interval."""
    step = pages_made + 1
    due = after[min(step, len(after)) - 1]
    if step > len(after):
        due += (after[-1] - after[-2] if len(after) > 1 else after[-1]) * (step - len(after))
    return step if now - waiting_since >= due else None
