"""When a check-in is due, and whether it still makes sense at the moment of sending: decisions only."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final

from bot.kit.clock import SHANGHAI

LATEST_LATENESS: Final = timedelta(hours=12)
RECENT_TALK: Final = timedelta(hours=12)
STILL_TALKING: Final = timedelta(minutes=30)
STILL_THERE: Final = timedelta(minutes=2)
SILENCE: Final = timedelta(hours=24)
_EVENING: Final = time(22)
_MORNING: Final = time(8)
_WORDS: Final = re.compile(r"([1-9][0-9]{0,2}) (hour|day|week|month)s?")


class Verdict(StrEnum):
    """What to do with a check-in that is due."""

    SEND = "send"
    WAIT_FOR_MORNING = "wait_for_morning"
    WAIT_FOR_PAUSE = "wait_for_pause"
    NOT_WANTED = "not_wanted"
    NOT_NEEDED = "not_needed"
    TOO_LATE = "too_late"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the student at the moment of sending."""

    due_at: datetime
    accepts_contact: bool
    is_reachable: bool
    is_with_person: bool
    last_talk_ended_at: datetime | None
    last_heard_at: datetime | None
    must_be_there: bool
    last_seen_at: datetime | None


def may_send(facts: Facts, *, now: datetime) -> Verdict:
    """Whether a planned check-in still makes sense now; `last_talk` is a later one than that it was booked in."""
    if not facts.accepts_contact:
        return Verdict.NOT_WANTED
    if facts.is_with_person or _is_within(RECENT_TALK, facts.last_talk_ended_at, now):
        return Verdict.NOT_NEEDED
    if is_night(now):
        return Verdict.WAIT_FOR_MORNING
    if now - facts.due_at > LATEST_LATENESS:
        return Verdict.TOO_LATE
    if _is_within(STILL_TALKING, facts.last_heard_at, now):
        return Verdict.WAIT_FOR_PAUSE
    return _by_reach(facts, now)


def _by_reach(facts: Facts, now: datetime) -> Verdict:
    is_gone = facts.must_be_there and not _is_within(STILL_THERE, facts.last_seen_at, now)
    return Verdict.UNREACHABLE if is_gone or not facts.is_reachable else Verdict.SEND


def _is_within(span: timedelta, moment: datetime | None, now: datetime) -> bool:
    return moment is not None and now - moment < span


def is_night(moment: datetime) -> bool:
    """Between 22:00 and 08:00 in Shanghai, when nobody is woken by a check-in."""
    local = moment.astimezone(SHANGHAI).time()
    return local >= _EVENING or local < _MORNING


def is_after(words: str) -> bool:
    """Whether `words` is a time a check-in can be booked after, such as "24 hours" or "1 month"."""
    return _WORDS.fullmatch(words) is not None


def due_after(words: str, moment: datetime) -> datetime:
    """The moment `words` later; a month keeps the day and the hour in Shanghai, or the month's last day."""
    matched = _WORDS.fullmatch(words)
    if matched is None:
        raise ValueError(words)
    count, unit = int(matched[1]), matched[2]
    if unit == "month":
        return _months_later(moment, count)
    return moment + count * {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}[unit]


def _months_later(moment: datetime, count: int) -> datetime:
    local = moment.astimezone(SHANGHAI)
    years, month = divmod(local.month - 1 + count, 12)
    year, month = local.year + years, month + 1
    later = local.replace(year=year, month=month, day=min(local.day, monthrange(year, month)[1]))
    return later.astimezone(moment.tzinfo)
