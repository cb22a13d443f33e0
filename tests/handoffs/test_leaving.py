"""A volunteer leaves, falls silent, or only seems to: who holds the chat then, and what the student is told."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import SQLAlchemyError

from bot.conversations.transcript import of_conversation
from bot.handoffs import queue
from bot.handoffs.leaving import Attention, end_silent_shifts, leave
from bot.shifts.presence import count_on_duty, end_shift, start_shift
from bot.store.database import Database
from bot.store.events import Events
from bot.store.tables import Account, Handoff, HandoffState, Role, Student
from bot.wording import Wording
from tests.factories import EVENING, make_account, make_handoff

SECOND = timedelta(seconds=1)
GONE = EVENING + 21 * SECOND


class Ticks:
    """A monotonic clock in the test's hand."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def attention_since(started_at: datetime, *, looked_at: datetime) -> Attention:
    """The line has listened without a gap until `looked_at`."""
    ticks = Ticks()
    attention = Attention(started_at, monotonic=ticks)
    ticks.seconds = (looked_at - started_at).total_seconds()
    return attention


async def make_held(database: Database) -> tuple[Account, Handoff]:
    """A volunteer on duty who holds one chat."""
    async with database.begin() as session:
        volunteer = await make_account(session)
        await start_shift(session, volunteer, at=EVENING)
        handoff = await make_handoff(session)
        await queue.claim(session, handoff.id, volunteer=volunteer, at=EVENING)
    return volunteer, handoff


async def seen(database: Database, handoff: Handoff) -> tuple[HandoffState, list[str]]:
    """The Handoff's state, and what the student has been told."""
    async with database.read() as session:
        now = await session.get_one(Handoff, handoff.id)
        student = await session.get_one(Student, handoff.student_id)
        lines = await of_conversation(session, student, handoff.conversation_id)
        return now.state, [said.text for said in lines]


class TestSilence:
    async def test_after_two_missed_heartbeats_the_chat_waits_again_and_the_student_is_told(
        self, database: Database, wording: Wording
    ) -> None:
        _, handoff = await make_held(database)
        attention = attention_since(EVENING, looked_at=GONE)

        assert await end_silent_shifts(database, attention, wording=wording, at=GONE) == 1

        told = [wording.say("handoff.volunteer_gone", "zh-Hans")]
        assert await seen(database, handoff) == (HandoffState.WAITING, told)
        async with database.read() as session:
            assert await queue.place_of(session, handoff.conversation_id) == 1
            assert await count_on_duty(session, desk="main", at=GONE) == 0

    async def test_the_student_is_told_once(self, database: Database, wording: Wording) -> None:
        _, handoff = await make_held(database)
        attention = attention_since(EVENING, looked_at=GONE)
        await end_silent_shifts(database, attention, wording=wording, at=GONE)

        assert await end_silent_shifts(database, attention, wording=wording, at=GONE) == 0

        _, told = await seen(database, handoff)
        assert len(told) == 1

    async def test_a_clock_set_back_keeps_nobody_on_duty_who_has_gone(
        self, database: Database, wording: Wording
    ) -> None:
        _, handoff = await make_held(database)
        at = EVENING - timedelta(hours=1)

        assert await end_silent_shifts(database, attention_since(at, looked_at=at), wording=wording, at=at) == 0
        later = at + 21 * SECOND
        assert await end_silent_shifts(database, attention_since(at, looked_at=later), wording=wording, at=later) == 1

        assert (await seen(database, handoff))[0] is HandoffState.WAITING

    async def test_a_student_to_whom_nothing_can_be_said_goes_back_to_the_queue_all_the_same(
        self, database: Database, wording: Wording
    ) -> None:
        _, handoff = await make_held(database)
        async with database.begin() as session:
            (await session.get_one(Student, handoff.student_id)).wrapped_key = b"damaged"

        assert (
            await end_silent_shifts(database, attention_since(EVENING, looked_at=GONE), wording=wording, at=GONE) == 1
        )

        async with database.read() as session:
            assert (await session.get_one(Handoff, handoff.id)).state is HandoffState.WAITING

    async def test_one_missed_heartbeat_changes_nothing(self, database: Database, wording: Wording) -> None:
        _, handoff = await make_held(database)
        at = EVENING + 19 * SECOND

        assert await end_silent_shifts(database, attention_since(EVENING, looked_at=at), wording=wording, at=at) == 0

        assert await seen(database, handoff) == (HandoffState.CLAIMED, [])

    async def test_a_volunteer_who_began_again_keeps_the_chat(self, database: Database, wording: Wording) -> None:
        volunteer, handoff = await make_held(database)
        async with database.begin() as session:
            await end_shift(session, volunteer, at=GONE)
            await start_shift(session, volunteer, at=GONE)

        assert (
            await end_silent_shifts(database, attention_since(EVENING, looked_at=GONE), wording=wording, at=GONE) == 0
        )

        assert (await seen(database, handoff))[0] is HandoffState.CLAIMED

    async def test_what_a_crash_left_undone_is_done_at_the_next_look(
        self, database: Database, wording: Wording
    ) -> None:
        volunteer, handoff = await make_held(database)
        async with database.begin() as session:
            await end_shift(session, volunteer, at=GONE)  # and the process died here

        assert await end_silent_shifts(database, attention_since(GONE, looked_at=GONE), wording=wording, at=GONE) == 1

        assert (await seen(database, handoff))[0] is HandoffState.WAITING

    async def test_a_supervisor_without_a_shift_keeps_what_they_took_over(
        self, database: Database, wording: Wording
    ) -> None:
        _, handoff = await make_held(database)
        async with database.begin() as session:
            supervisor = await make_account(session, role=Role.SUPERVISOR)
            await queue.take_over(session, handoff.id, supervisor=supervisor, at=EVENING)

        assert (
            await end_silent_shifts(database, attention_since(EVENING, looked_at=GONE), wording=wording, at=GONE) == 0
        )

        assert (await seen(database, handoff))[0] is HandoffState.CLAIMED


class TestOurOwnAbsence:
    async def test_a_restart_of_the_line_ends_nobody_s_shift(self, database: Database, wording: Wording) -> None:
        _, handoff = await make_held(database)
        restarted = EVENING + timedelta(minutes=5)
        at = restarted + 5 * SECOND

        await end_silent_shifts(database, attention_since(restarted, looked_at=at), wording=wording, at=at)

        assert (await seen(database, handoff))[0] is HandoffState.CLAIMED

    async def test_a_store_that_was_away_ends_nobody_s_shift(self, database: Database, wording: Wording) -> None:
        _, handoff = await make_held(database)
        attention = attention_since(EVENING, looked_at=GONE)
        broken = Database("sqlite+aiosqlite:////nowhere/at/all.db", database.vault, Events())

        with pytest.raises(SQLAlchemyError):
            await end_silent_shifts(broken, attention, wording=wording, at=GONE)
        await end_silent_shifts(database, attention, wording=wording, at=GONE)

        assert (await seen(database, handoff))[0] is HandoffState.CLAIMED

    async def test_who_stays_silent_after_the_restart_has_left(self, database: Database, wording: Wording) -> None:
        _, handoff = await make_held(database)
        restarted = EVENING + timedelta(minutes=5)
        at = restarted + 20 * SECOND

        await end_silent_shifts(database, attention_since(restarted, looked_at=at), wording=wording, at=at)

        assert (await seen(database, handoff))[0] is HandoffState.WAITING

    async def test_a_clock_that_jumps_a_day_ends_nobody_s_shift(self, database: Database, wording: Wording) -> None:
        _, handoff = await make_held(database)
        at = EVENING + timedelta(days=1)
        attention = attention_since(EVENING, looked_at=EVENING + 5 * SECOND)

        assert await end_silent_shifts(database, attention, wording=wording, at=at) == 0

        assert (await seen(database, handoff))[0] is HandoffState.CLAIMED


class TestEndOfShift:
    async def test_ending_a_shift_gives_back_the_chat_and_says_so(self, database: Database, wording: Wording) -> None:
        volunteer, handoff = await make_held(database)

        async with database.begin() as session:
            assert await leave(session, volunteer, wording=wording, at=GONE)

        told = [wording.say("handoff.volunteer_released", "zh-Hans")]
        assert await seen(database, handoff) == (HandoffState.WAITING, told)

    async def test_who_is_not_on_duty_has_nothing_to_end(self, database: Database, wording: Wording) -> None:
        async with database.begin() as session:
            assert not await leave(session, await make_account(session), wording=wording, at=GONE)
