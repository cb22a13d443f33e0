"""Who may hold and close a Handoff, and when on-call people are called: decisions only."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Final

from bot.crisis.signal import Whose
from bot.levels import RiskLevel
from bot.store.tables import DangerFrom


def may_hold(role: str, *, same_desk: bool) -> bool:
    """Whether somebody of this role may talk with students of a desk."""
    return same_desk and role in {"volunteer", "supervisor"}


def may_take_over(role: str, *, same_desk: bool) -> bool:
    """Whether somebody of this role may take a live chat from whoever holds it."""
    return same_desk and role == "supervisor"


def may_close(level: RiskLevel, *, by: str, confirmed_by: str | None) -> bool:
    """A level 3 ends only by or with a supervisor (docs: only a human lowers it, from 3 only a supervisor)."""
    return level < RiskLevel.CRITICAL or "supervisor" in {by, confirmed_by}


def asks_thoughts_first(level: RiskLevel, *, is_about_other: bool, has_harm: bool) -> bool:
    """Whether the thoughts are asked about before how to be safe: of who may want to die, below the highest level."""
    return level is RiskLevel.SERIOUS and not is_about_other and not has_harm


def is_about_other(whose: Whose, *, before: bool, is_in_danger: bool) -> bool:
    """Whether the line speaks of somebody else's danger from now on.

    The student's own counts from its first word, and nothing said of others takes its place while it lasts.
    """
    if whose is Whose.SELF:
        return False
    return before or (whose is Whose.OTHER and not is_in_danger)


HARM: Final = frozenset({"abuse", "bullying", "domestic_violence", "sexual_violence"})
"""The categories of config/crisis_terms/ that tell of what others do to the student."""


THREAT: Final = frozenset({"violence"})
"""Who threatens whom: where others hurt the student already, it is they."""


def danger_from(categories: Collection[str], *, before: DangerFrom) -> DangerFrom:
    """Where the danger comes from after words of these categories; DangerFrom.SAID among them is a yes to the safety question."""
    if not categories:
        return before
    if set(categories) == {DangerFrom.SAID}:
        return before or DangerFrom.SAID
    has_harm = before in {DangerFrom.OTHERS, DangerFrom.BOTH} or not HARM.isdisjoint(categories)
    by_others = HARM | THREAT if before is DangerFrom.OTHERS else HARM
    has_own = before in {DangerFrom.SELF, DangerFrom.BOTH} or not by_others.issuperset(categories)
    if has_harm:
        return DangerFrom.BOTH if has_own else DangerFrom.OTHERS
    return DangerFrom.SELF


def is_unanswered(level: RiskLevel, *, on_duty: int) -> bool:
    """Whether on-call people are called for a Handoff that waits: danger always, anything else if nobody is there."""
    return level.is_danger or on_duty == 0


def step_due(*, waited: timedelta, pages_made: int, after: Sequence[timedelta]) -> int | None:
    """The latest step (1, 2, 3, …) that is due and not made: one after each of `after`, then each last interval.

    After an outage the latest step alone is made: it calls everybody whom the earlier ones would have called.
    """
    step = sum(waited >= moment for moment in after)
    if step == len(after):
        last_interval = after[-1] - (after[-2] if len(after) > 1 else timedelta())
        step += (waited - after[-1]) // last_interval
    return step if step > pages_made else None
