"""Booking, sending, answering: what a student and the people behind the line notice."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.check_ins.answers import note_answer
from bot.check_ins.booking import AlreadyPast, ContactNotWanted, book, cancel_all, stop_contact
from bot.check_ins.sending import note_silence, send_due
from bot.conversations.registry import close_conversation, lock_student
from bot.conversations.transcript import of_student_after
from bot.handoffs import queue
from bot.handoffs.queue import Closing
from bot.levels import RiskLevel
from bot.privacy.erase import ask_erasure
from bot.store.database import Database
from bot.store.session import LineSession
from bot.store.tables import CheckIn, CheckInState, Conversation, OutboxEntry, Outcome, Student, Task, TaskKind
from bot.wording import Wording
from tests.factories import EVENING, make_account, make_conversation, make_handoff, make_student

HOUR = timedelta(hours=1)
NEXT_EVENING = EVENING + 24 * HOUR


async def make_booked(database: Database, *, channel: str = "telegram") -> str:
    """A student whose talk is closed and who is to be asked a day later; their id."""
    async with database.begin() as session:
        student = await make_student(session, channel=channel)
        conversation = await make_conversation(session, student)
        await book(session, conversation, booked_by=None, due_at=NEXT_EVENING, at=EVENING)
        close_conversation(session, conversation, at=EVENING)
    return student.id


async def check_ins(database: Database) -> Sequence[CheckIn]:
    async with database.read() as session:
        return (await session.scalars(select(CheckIn))).all()


async def state_of(database: Database) -> CheckInState:
    (check_in,) = await check_ins(database)
    return check_in.state


async def tasks(database: Database) -> list[TaskKind]:
    async with database.read() as session:
        return list(await session.scalars(select(Task.kind).where(Task.done_at.is_(None))))


async def heard(database: Database, student_id: str) -> list[str]:
    """What the student finds in their chat."""
    async with database.read() as session:
        student = await session.get_one(Student, student_id)
        return [said.text for said in await of_student_after(session, student, after=0)]


class TestBooking:
    async def test_nothing_is_booked_for_a_student_who_asked_us_to_stop(self, session: LineSession) -> None:
        conversation = await make_conversation(session)
        await stop_contact(session, await lock_student(session, conversation.student_id), at=EVENING)

        with pytest.raises(ContactNotWanted):
            await book(session, conversation, booked_by=None, due_at=NEXT_EVENING, at=EVENING)

    async def test_nothing_is_booked_for_the_past(self, session: LineSession) -> None:
        with pytest.raises(AlreadyPast):
            await book(session, await make_conversation(session), booked_by=None, due_at=EVENING, at=EVENING)

    async def test_stop_cancels_what_was_booked_in_the_same_transaction(self, session: LineSession) -> None:
        conversation = await make_conversation(session)
        student = await lock_student(session, conversation.student_id)
        check_in = await book(session, conversation, booked_by=None, due_at=NEXT_EVENING, at=EVENING)

        assert await stop_contact(session, student, at=EVENING) == 1

        assert not student.accepts_contact
        await session.refresh(check_in)
        assert check_in.state is CheckInState.CANCELLED
        assert await cancel_all(session, student, at=EVENING) == 0


class TestSendDue:
    async def test_a_student_is_asked_when_it_is_due_and_not_before(self, database: Database, wording: Wording) -> None:
        student_id = await make_booked(database)
        assert await send_due(database, wording=wording, at=NEXT_EVENING - HOUR) == 0

        assert await send_due(database, wording=wording, at=NEXT_EVENING) == 1

        assert await heard(database, student_id) == [wording.say("check_in.question", "zh-Hans")]
        assert await state_of(database) is CheckInState.SENT
        async with database.read() as session:
            assert len((await session.scalars(select(OutboxEntry.id))).all()) == 1
            opened = await session.scalars(select(Conversation).where(Conversation.closed_at.is_(None)))
            assert [conversation.level for conversation in opened] == [RiskLevel.NONE]

    async def test_two_schedulers_ask_once(self, database: Database, wording: Wording) -> None:
        student_id = await make_booked(database)

        asked = await asyncio.gather(
            send_due(database, wording=wording, at=NEXT_EVENING), send_due(database, wording=wording, at=NEXT_EVENING)
        )

        assert sum(asked) == 1
        assert len(await heard(database, student_id)) == 1

    async def test_one_due_at_night_is_asked_in_the_morning(self, database: Database, wording: Wording) -> None:
        await make_booked(database)
        late_evening = NEXT_EVENING + 3 * HOUR  # 23:00 in Shanghai

        assert await send_due(database, wording=wording, at=late_evening) == 0
        assert await state_of(database) is CheckInState.BOOKED
        assert await send_due(database, wording=wording, at=late_evening + 9 * HOUR) == 1

    async def test_a_student_who_says_stop_between_due_and_sending_is_not_asked(
        self, database: Database, wording: Wording
    ) -> None:
        student_id = await make_booked(database)
        async with database.begin() as session:
            (await lock_student(session, student_id)).accepts_contact = False

        assert await send_due(database, wording=wording, at=NEXT_EVENING) == 0

        assert await state_of(database) is CheckInState.CANCELLED
        assert await heard(database, student_id) == []

    async def test_a_student_who_had_everything_deleted_leaves_no_check_in(
        self, database: Database, wording: Wording
    ) -> None:
        student_id = await make_booked(database)
        async with database.begin() as session:
            student = await lock_student(session, student_id)
            conversation = await make_conversation(session, student)
            await ask_erasure(session, student, conversation, wording=wording, at=EVENING)

        assert await send_due(database, wording=wording, at=NEXT_EVENING) == 0
        assert await check_ins(database) == []

    async def test_a_student_who_talks_to_a_person_is_not_asked_by_the_line(
        self, database: Database, wording: Wording
    ) -> None:
        student_id = await make_booked(database)
        async with database.begin() as session:
            await make_handoff(session, await make_conversation(session, await lock_student(session, student_id)))

        assert await send_due(database, wording=wording, at=NEXT_EVENING) == 0
        assert await state_of(database) is CheckInState.NOT_NEEDED

    async def test_a_talk_with_a_person_that_ended_lately_stands_in_for_the_check_in(
        self, database: Database, wording: Wording
    ) -> None:
        student_id = await make_booked(database)
        async with database.begin() as session:
            volunteer = await make_account(session)
            handoff = await make_handoff(
                session, await make_conversation(session, await lock_student(session, student_id))
            )
            await queue.claim(session, handoff.id, volunteer=volunteer, at=NEXT_EVENING - 2 * HOUR)
            await queue.close(
                session, handoff.id, by=volunteer, closing=Closing(Outcome.CALMER, ""), at=NEXT_EVENING - HOUR
            )

        assert await send_due(database, wording=wording, at=NEXT_EVENING) == 0
        assert await state_of(database) is CheckInState.NOT_NEEDED

    async def test_one_that_is_a_day_late_becomes_a_task_for_a_person(
        self, database: Database, wording: Wording
    ) -> None:
        student_id = await make_booked(database)

        assert await send_due(database, wording=wording, at=NEXT_EVENING + 25 * HOUR) == 0

        assert await tasks(database) == [TaskKind.CHECK_IN_LATE]
        assert await heard(database, student_id) == []

    async def test_a_web_student_with_an_open_page_is_asked_in_their_chat(
        self, database: Database, wording: Wording
    ) -> None:
        student_id = await make_booked(database, channel="web")
        async with database.begin() as session:
            (await lock_student(session, student_id)).last_seen_at = NEXT_EVENING

        assert await send_due(database, wording=wording, at=NEXT_EVENING) == 1
        assert len(await heard(database, student_id)) == 1
        assert await tasks(database) == []

    async def test_a_web_student_who_has_left_is_for_a_person_and_finds_the_question_on_return(
        self, database: Database, wording: Wording
    ) -> None:
        student_id = await make_booked(database, channel="web")

        assert await send_due(database, wording=wording, at=NEXT_EVENING) == 0

        assert await tasks(database) == [TaskKind.CHECK_IN_UNREACHABLE]
        assert await state_of(database) is CheckInState.FOR_A_PERSON
        assert await heard(database, student_id) == [wording.say("check_in.question", "zh-Hans")]


class TestAnswer:
    async def test_an_answer_settles_the_check_in(self, database: Database, wording: Wording) -> None:
        student_id = await make_booked(database)
        await send_due(database, wording=wording, at=NEXT_EVENING)

        async with database.begin() as session:
            assert await note_answer(session, await lock_student(session, student_id), at=NEXT_EVENING + HOUR)

        assert await state_of(database) is CheckInState.ANSWERED
        assert await note_silence(database, at=NEXT_EVENING + 30 * HOUR) == 0

    async def test_a_web_student_who_comes_back_settles_the_task(self, database: Database, wording: Wording) -> None:
        student_id = await make_booked(database, channel="web")
        await send_due(database, wording=wording, at=NEXT_EVENING)

        async with database.begin() as session:
            assert await note_answer(session, await lock_student(session, student_id), at=NEXT_EVENING + HOUR)

        assert await state_of(database) is CheckInState.ANSWERED
        assert await tasks(database) == []

    async def test_a_message_answers_no_check_in_that_was_not_sent(self, database: Database) -> None:
        student_id = await make_booked(database)

        async with database.begin() as session:
            assert not await note_answer(session, await lock_student(session, student_id), at=EVENING)

        assert await state_of(database) is CheckInState.BOOKED

    async def test_a_day_of_silence_becomes_one_task_for_a_person(self, database: Database, wording: Wording) -> None:
        await make_booked(database)
        await send_due(database, wording=wording, at=NEXT_EVENING)
        assert await note_silence(database, at=NEXT_EVENING + 23 * HOUR) == 0

        assert await note_silence(database, at=NEXT_EVENING + 24 * HOUR) == 1

        assert await tasks(database) == [TaskKind.CHECK_IN_SILENCE]
        assert await note_silence(database, at=NEXT_EVENING + 48 * HOUR) == 0


async def test_a_student_whose_key_is_damaged_holds_up_nobody_and_goes_to_a_person(
    database: Database, wording: Wording
) -> None:
    damaged, sound = await make_booked(database), await make_booked(database)
    async with database.begin() as session:
        (await session.get_one(Student, damaged)).wrapped_key = b"no key"

    assert await send_due(database, wording=wording, at=NEXT_EVENING) == 1
    assert await send_due(database, wording=wording, at=NEXT_EVENING) == 0

    assert await heard(database, sound) == [wording.say("check_in.question", "zh-Hans")]
    assert await tasks(database) == [TaskKind.CHECK_IN_UNREACHABLE]
