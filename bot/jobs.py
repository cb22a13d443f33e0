"""What runs by the clock, and how often: one line a job. The plans are rows; APScheduler only rings."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.check_ins.sending import note_silence, send_due
from bot.handoffs.asking import call_for_the_silent
from bot.handoffs.escalation import Speech
from bot.handoffs.leaving import Attention, end_silent_shifts, tell_nobody_is_left
from bot.kit.clock import Clock
from bot.privacy.erase import erase_waiting, forget_blank_students, scrub_write_ahead_log
from bot.store.database import STORE_FAILURES, Database
from bot.store.neighbours import break_dead_leases
from bot.wording import Wording

log = structlog.get_logger()
Job = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class JobParts:
    """What the jobs work with, made in main.py."""

    database: Database
    clock: Clock
    wording: Wording
    speech: Speech
    attention: Attention
    page_unanswered: Job


def make_scheduler(parts: JobParts) -> AsyncIOScheduler:
    """The line's timetable, not started yet. A late ring is still a ring, and never two at once."""
    database, wording, now = parts.database, parts.wording, parts.clock.now
    timetable: dict[str, tuple[timedelta, Job]] = {
        "page on-call people": (timedelta(seconds=1), parts.page_unanswered),
        "call for whoever did not answer": (
            timedelta(seconds=2), lambda: call_for_the_silent(database, speech=parts.speech, at=now())),
        "end silent shifts": (
            timedelta(seconds=2), lambda: end_silent_shifts(database, parts.attention, wording=wording, at=now())),
        "tell that nobody is left": (
            timedelta(seconds=2), lambda: tell_nobody_is_left(database, speech=parts.speech, at=now())),
        "break dead leases": (timedelta(seconds=2), lambda: break_dead_leases(database)),
        "send check-ins": (timedelta(seconds=2), lambda: send_due(database, wording=wording, at=now())),
        "note unanswered check-ins": (timedelta(minutes=1), lambda: note_silence(database, at=now())),
        "erase what waited": (timedelta(seconds=5), lambda: erase_waiting(database, wording=wording, at=now())),
        "forget blank students": (timedelta(minutes=10), lambda: forget_blank_students(database, at=now())),
        "scrub the write-ahead log": (timedelta(minutes=1), lambda: scrub_write_ahead_log(database, at=now())),
    }  # fmt: skip
    scheduler = AsyncIOScheduler(timezone="UTC")
    for name, (every, job) in timetable.items():
        scheduler.add_job(
            _watched(name, job),
            "interval",
            seconds=every.total_seconds(),
            id=name,
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
    return scheduler


def _watched(name: str, job: Job) -> Job:
    async def ring() -> None:
        try:
            await job()
        except STORE_FAILURES as failed:
            log.error("job_waits_for_store", job=name, reason=type(failed).__name__)  # noqa: TRY400  # no values in logs
        except Exception as failed:  # noqa: BLE001  # the outermost edge of a job: it rings again
            log.error("job_failed", job=name, reason=type(failed).__name__)  # noqa: TRY400  # as above

    return ring
