"""What runs by the clock runs, one at a time, and rings again whatever happened the last time."""

from dataclasses import replace
from datetime import timedelta

import pytest
import structlog

from bot.errors import LineError
from bot.handoffs.asking_rules import PATIENCE
from bot.handoffs.leaving import Attention
from bot.jobs import Job, JobParts, make_scheduler
from bot.kit.clock import FixedClock
from bot.levels import RiskLevel
from bot.store.database import Database
from bot.store.events import Events
from tests.core import Core
from tests.factories import DOUBTFUL_WORDS


async def nobody_is_paged() -> None:
    """There is no pager in these tests."""


@pytest.fixture
def parts(core: Core, clock: FixedClock) -> JobParts:
    return JobParts(
        database=core.database,
        clock=clock,
        wording=core.speech.wording,
        speech=core.speech,
        attention=Attention(clock.now(), monotonic=lambda: 0.0),
        page_unanswered=nobody_is_paged,
    )


async def ring_all(parts: JobParts) -> list[str]:
    """Ring every job once and give what was logged."""
    with structlog.testing.capture_logs() as logged:
        for job in make_scheduler(parts).get_jobs():
            await job.func()
    return [line["event"] for line in logged if line["log_level"] == "error"]


class TestTimetable:
    def test_a_late_ring_is_still_a_ring_and_never_two_at_once(self, parts: JobParts) -> None:
        for job in make_scheduler(parts).get_jobs():
            assert (job.misfire_grace_time, job.coalesce, job.max_instances) == (None, True, 1), job.id

    def test_who_waits_in_danger_is_looked_after_every_other_second_at_least(self, parts: JobParts) -> None:
        every = {job.id: job.trigger.interval for job in make_scheduler(parts).get_jobs()}

        for name in ("page on-call people", "end silent shifts", "break dead leases", "send check-ins",
                     "call for whoever did not answer"):  # fmt: skip
            assert every[name] <= timedelta(seconds=2), name

    async def test_on_a_quiet_line_every_job_ends_well(self, parts: JobParts) -> None:
        assert await ring_all(parts) == []


class TestWhatBreaks:
    async def test_a_store_that_is_away_is_waited_for(self, parts: JobParts) -> None:
        nowhere = Database(f"{parts.database.url}/gone", parts.database.vault, Events())

        assert set(await ring_all(replace(parts, database=nowhere))) == {"job_waits_for_store"}
        await nowhere.close()

    @pytest.mark.parametrize("error", [LineError("expected"), ZeroDivisionError("not foreseen")])
    async def test_a_broken_job_is_told_by_its_kind_and_rings_again(self, parts: JobParts, error: Exception) -> None:
        async def break_down() -> None:
            raise error

        broken: Job = break_down

        assert await ring_all(replace(parts, page_unanswered=broken)) == ["job_failed"]


async def test_who_does_not_answer_the_safety_question_is_called_for_by_the_clock(parts: JobParts, core: Core) -> None:
    await core.receive(DOUBTFUL_WORDS)
    core.clock.move(PATIENCE)

    await ring_all(parts)

    assert (await core.handoff()).level is RiskLevel.SERIOUS


async def test_a_wish_to_be_deleted_is_done_by_the_clock(parts: JobParts, core: Core) -> None:
    await core.receive("遗书写好了，今晚就走")
    await core.receive("删除我的记录")

    await ring_all(parts)

    assert "遗书写好了，今晚就走" in [said.text for said in await core.history()]
