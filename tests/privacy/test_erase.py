"""Deleting really deletes: no row, no key, and no old page of the file."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.channels.port import Inbound
from bot.check_ins.booking import book
from bot.conversations import registry, transcript
from bot.conversations.registry import find_or_open, lock_student
from bot.conversations.transcript import of_student_after
from bot.crisis.screen import NOTHING
from bot.handoffs import queue
from bot.handoffs.escalation import Speech
from bot.handoffs.queue import Closing
from bot.intake import Intake, IntakeParts
from bot.kit.clock import FixedClock
from bot.kit.crypto import CannotOpen
from bot.kit.ids import new_id
from bot.levels import RiskLevel
from bot.limits import StudentLimits
from bot.outbox.outbox import Saying, put
from bot.privacy.erase import ask_erasure, erase_waiting, forget_blank_students, scrub_write_ahead_log
from bot.resources import Resources
from bot.shifts.hours import load_hours
from bot.store.database import Database
from bot.store.session import LineSession
from bot.store.tables import (
    Author,
    CheckIn,
    Conversation,
    CrisisSignal,
    Handoff,
    Holder,
    Judgement,
    Message,
    OutboxEntry,
    Outcome,
    Page,
    Review,
    Role,
    Student,
    Table,
    Task,
    TaskKind,
    Turn,
)
from bot.wording import Wording
from tests.conftest import CONFIG
from tests.factories import EVENING, make_account, make_conversation, make_handoff, make_message, make_student

LATER = EVENING + timedelta(minutes=1)
OF_A_STUDENT: tuple[type[Table], ...] = (
    Message, Turn, CrisisSignal, Handoff, Page, CheckIn, Task, Review, OutboxEntry, Conversation,
)  # fmt: skip
SECRET = "an invented secret about the lighthouse"


async def make_full_history(session: LineSession, *, channel: str = "telegram") -> Student:
    """A student of whom there is a row in every table, all talks closed."""
    student = await make_student(session, channel=channel)
    conversation = await make_conversation(session, student)
    message = await make_message(session, conversation, SECRET)
    turn = Turn(id=new_id(), conversation_id=conversation.id, at=EVENING, source="rasa")
    session.add(turn)
    await session.flush()
    message.turn_id = turn.id
    session.add(
        CrisisSignal(
            id=new_id(),
            message_id=message.id,
            conversation_id=conversation.id,
            level=RiskLevel.SERIOUS,
            categories="suicide",
            matched_sealed=b"sealed",
            at=EVENING,
        )
    )
    put(session, student, conversation, Saying(Author.BOT, "I am listening"), at=EVENING)
    volunteer = await make_account(session)
    handoff = await make_handoff(session, conversation)
    session.add(Page(id=new_id(), handoff_id=handoff.id, step=1, target="first", made_at=EVENING, attempt=0))
    await book(session, conversation, booked_by=volunteer.id, due_at=LATER, at=EVENING)
    session.add(
        Task(
            id=new_id(),
            kind=TaskKind.CHECK_IN_LATE,
            desk="main",
            student_id=student.id,
            conversation_id=conversation.id,
            made_at=EVENING,
        )
    )
    session.add(
        Review(conversation_id=conversation.id, reviewer_id="r", judgement=Judgement.RIGHT, is_helpful=True, at=EVENING)
    )
    await queue.claim(session, handoff.id, volunteer=volunteer, at=EVENING)
    await queue.close(session, handoff.id, by=volunteer, closing=Closing(Outcome.CALMER, SECRET), at=EVENING)
    await session.flush()
    return student


async def count(database: Database, table: type[Table]) -> int:
    async with database.read() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


def bytes_on_disk(database_file: Path) -> bytes:
    """The database file and its write-ahead log."""
    return database_file.read_bytes() + database_file.with_name(database_file.name + "-wal").read_bytes()


async def heard(database: Database, student_id: str) -> list[str]:
    async with database.read() as session:
        student = await session.get_one(Student, student_id)
        return [said.text for said in await of_student_after(session, student, after=0)]


async def write(session: LineSession, student_id: str, text: str, *, platform_id: str) -> Conversation:
    """The student writes, as intake keeps it."""
    student = await lock_student(session, student_id)
    conversation = await find_or_open(session, student, at=LATER)
    inbound = Inbound(student.channel, "", platform_id, text)
    transcript.keep_inbound(session, student, conversation, inbound, at=LATER)
    return conversation


async def make_erased(database: Database, wording: Wording) -> str:
    """A student who wrote "删除我的记录" after a full history; their id."""
    async with database.begin() as session:
        student_id = (await make_full_history(session)).id
    async with database.begin() as session:
        conversation = await write(session, student_id, "删除我的记录", platform_id="wish")
        await ask_erasure(session, await lock_student(session, student_id), conversation, wording=wording, at=LATER)
    return student_id


class TestErasing:
    async def test_nothing_is_left_but_the_wish_and_its_answer(self, database: Database, wording: Wording) -> None:
        student_id = await make_erased(database, wording)

        left = {table.__tablename__: await count(database, table) for table in OF_A_STUDENT}
        assert {name: rows for name, rows in left.items() if rows} == {"messages": 2, "conversations": 1, "outbox": 1}
        assert await heard(database, student_id) == ["删除我的记录", wording.say("privacy.erased", "zh-Hans")]

    async def test_what_was_sealed_before_opens_with_no_key_that_is_left(
        self, database: Database, wording: Wording
    ) -> None:
        async with database.begin() as session:
            student = await make_full_history(session)
            message = await session.get_one(Message, (await session.scalars(select(Message.id).limit(1))).one())
            stolen_copy, row = message.text_sealed, f"messages:{message.id}"
            assert SECRET in student.key(session.vault).open(stolen_copy, row=row)
            await ask_erasure(
                session, student, await find_or_open(session, student, at=LATER), wording=wording, at=LATER
            )

            for key in (student.key(session.vault), session.vault.master):
                with pytest.raises(CannotOpen):
                    key.open(stolen_copy, row=row)

    async def test_the_old_key_is_in_no_page_of_the_file(
        self, database: Database, database_file: Path, wording: Wording
    ) -> None:
        async with database.begin() as session:
            student = await make_full_history(session)
            old_key, student_id = student.wrapped_key, student.id
        async with database.begin() as session:
            student = await lock_student(session, student_id)
            conversation = await find_or_open(session, student, at=LATER)
            await ask_erasure(session, student, conversation, wording=wording, at=LATER)
        assert old_key in bytes_on_disk(database_file)

        assert await scrub_write_ahead_log(database, at=LATER)

        assert old_key not in bytes_on_disk(database_file)

    async def test_other_students_keep_everything(self, database: Database, wording: Wording) -> None:
        async with database.begin() as session:
            other = await make_full_history(session)
        before = await heard(database, other.id)

        await make_erased(database, wording)

        assert await heard(database, other.id) == before

    async def test_the_same_wish_delivered_again_is_recognised(self, database: Database, wording: Wording) -> None:
        student_id = await make_erased(database, wording)

        async with database.read() as session:
            kept = await session.scalars(select(Message.platform_id).where(Message.student_id == student_id))
            assert "wish" in kept.all()

    async def test_who_writes_again_begins_anew_and_counts_on(self, database: Database, wording: Wording) -> None:
        student_id = await make_erased(database, wording)
        async with database.begin() as session:
            before = (await lock_student(session, student_id)).last_seq

        async with database.begin() as session:
            conversation = await write(session, student_id, "hello again", platform_id="new")
            assert conversation.level is RiskLevel.NONE
            student = await lock_student(session, student_id)
            assert (student.last_seq, student.first_words_at) == (before + 1, None)

        assert (await heard(database, student_id))[-1] == "hello again"

    async def test_a_chat_that_somebody_holds_for_less_than_danger_is_deleted_too(
        self, database: Database, wording: Wording
    ) -> None:
        async with database.begin() as session:
            handoff = await make_handoff(session, level=RiskLevel.NONE)
            await queue.claim(session, handoff.id, volunteer=await make_account(session), at=EVENING)
            student, conversation = await registry.lock_conversation(session, handoff.conversation_id)

            erasure = await ask_erasure(session, student, conversation, wording=wording, at=LATER)

            assert erasure.is_done
            assert erasure.conversation.holder is Holder.NOBODY
            assert not conversation.is_open
        assert await count(database, Handoff) == 0


class TestDanger:
    async def test_it_waits_for_the_end_of_a_talk_about_danger_and_says_so(
        self, database: Database, wording: Wording
    ) -> None:
        async with database.begin() as session:
            handoff = await make_handoff(session, level=RiskLevel.SERIOUS)
            student, conversation = await registry.lock_conversation(session, handoff.conversation_id)

            erasure = await ask_erasure(session, student, conversation, wording=wording, at=LATER)

            assert not erasure.is_done
            student_id = student.id
        assert await heard(database, student_id) == [wording.say("privacy.erasure_waits", "zh-Hans")]
        assert await erase_waiting(database, wording=wording, at=LATER) == 0
        assert await count(database, Handoff) == 1

    async def test_it_is_done_once_a_person_has_closed_the_talk(self, database: Database, wording: Wording) -> None:
        async with database.begin() as session:
            handoff = await make_handoff(session, level=RiskLevel.CRITICAL)
            student, conversation = await registry.lock_conversation(session, handoff.conversation_id)
            await ask_erasure(session, student, conversation, wording=wording, at=LATER)
            supervisor = await make_account(session, role=Role.SUPERVISOR)
            await queue.claim(session, handoff.id, volunteer=supervisor, at=LATER)
            await queue.close(session, handoff.id, by=supervisor, closing=Closing(Outcome.CALMER, ""), at=LATER)
            student_id = student.id

        assert await erase_waiting(database, wording=wording, at=LATER) == 1

        assert await heard(database, student_id) == [wording.say("privacy.erased", "zh-Hans")]
        assert await erase_waiting(database, wording=wording, at=LATER) == 0


class TestForgetting:
    async def test_a_day_later_not_even_the_address_is_left(self, database: Database, wording: Wording) -> None:
        await make_erased(database, wording)
        assert await forget_blank_students(database, at=LATER + timedelta(hours=23)) == 0

        assert await forget_blank_students(database, at=LATER + timedelta(hours=24)) == 1

        assert await count(database, Student) == 0
        assert await count(database, Message) == 0

    async def test_who_has_written_again_is_not_forgotten(self, database: Database, wording: Wording) -> None:
        student_id = await make_erased(database, wording)
        async with database.begin() as session:
            await write(session, student_id, "hello again", platform_id="new")

        assert await forget_blank_students(database, at=LATER + timedelta(days=3)) == 0

    async def test_a_student_who_asked_for_nothing_is_not_forgotten(self, database: Database) -> None:
        async with database.begin() as session:
            await make_student(session)

        assert await forget_blank_students(database, at=LATER + timedelta(days=300)) == 0


@pytest.fixture
async def intake(
    database: Database, clock: FixedClock, wording: Wording, resources: Resources
) -> AsyncIterator[Intake]:
    """The whole way in, with a screen that finds nothing."""
    parts = IntakeParts(
        database=database,
        clock=clock,
        screen=lambda _: NOTHING,
        second_pass=lambda _text, reading, _memory: reading.signal,
        speech=Speech(wording, resources, has_pager=False),
        hours=load_hours(CONFIG),
        limits=StudentLimits(burst=100, per_second=100),
        buttons=frozenset(),
        gather=timedelta(seconds=1),
    )
    intake = Intake(parts)
    yield intake
    await intake.close()


class TestThroughIntake:
    async def test_who_writes_in_the_same_moment_as_the_wish_begins_anew(
        self, database: Database, intake: Intake, wording: Wording
    ) -> None:
        said = ["hello, this is invented", "删除我的记录", "still there?"]
        await asyncio.gather(
            *(intake.receive(Inbound("telegram", "chat-1", f"m{n}", text)) for n, text in enumerate(said))
        )

        async with database.read() as session:
            student_id = (await session.scalars(select(Student.id))).one()
        told = await heard(database, student_id)
        assert "hello, this is invented" not in told
        assert told[:2] == ["删除我的记录", wording.say("privacy.erased", "zh-Hans")]
        assert "still there?" in told


class TestScrubbing:
    async def test_nothing_is_scrubbed_without_a_recent_deletion(self, database: Database, wording: Wording) -> None:
        assert not await scrub_write_ahead_log(database, at=LATER)
        await make_erased(database, wording)
        assert not await scrub_write_ahead_log(database, at=LATER + timedelta(hours=1))

    async def test_a_closed_conversation_is_not_opened_by_the_answer(
        self, database: Database, wording: Wording
    ) -> None:
        await make_erased(database, wording)
        async with database.read() as session:
            (conversation,) = (await session.scalars(select(Conversation))).all()
        assert conversation.closed_at == LATER
