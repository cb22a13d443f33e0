"""What was said is kept once, in order, sealed with the student's own key at its own place."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.conversations import transcript
from bot.conversations.transcript import Words
from bot.crisis.signal import CrisisSignal
from bot.kit.crypto import CannotOpen
from bot.levels import RiskLevel
from bot.store.database import Database
from bot.store.session import LineSession
from bot.store.tables import Author, Message, Student
from tests.factories import EVENING, make_conversation, make_message, make_student

SECRET = "关于灯塔的一个虚构的秘密"


async def two_students(session: LineSession) -> tuple[Message, Message]:
    conversations = [await make_conversation(session), await make_conversation(session)]
    one, other = [await make_message(session, conversation, SECRET) for conversation in conversations]
    return one, other


async def read(session: LineSession, message: Message) -> str:
    student = await session.get_one(Student, message.student_id)
    return (await transcript.words_of(session, student, message.id)).text


class TestSealing:
    async def test_words_come_back_as_they_were(self, session: LineSession) -> None:
        message, _ = await two_students(session)

        assert await read(session, message) == SECRET

    async def test_words_moved_to_another_row_do_not_open(self, session: LineSession) -> None:
        conversation = await make_conversation(session)
        one, other = await make_message(session, conversation, SECRET), await make_message(session, conversation, "…")
        other.text_sealed = one.text_sealed

        with pytest.raises(CannotOpen):
            await read(session, other)

    async def test_words_of_one_student_do_not_open_as_anothers(self, session: LineSession) -> None:
        one, other = await two_students(session)
        other.text_sealed = one.text_sealed

        with pytest.raises(CannotOpen):
            await read(session, other)

    async def test_another_students_key_opens_nothing_even_when_it_is_swapped_in(self, session: LineSession) -> None:
        one, other = await two_students(session)
        thief, victim = [await session.get_one(Student, each.student_id) for each in (one, other)]
        victim.wrapped_key = thief.wrapped_key

        with pytest.raises(CannotOpen):
            await read(session, other)

    async def test_nothing_that_was_said_or_by_whom_can_be_read_in_the_file(
        self, database: Database, database_file: Path
    ) -> None:
        async with database.begin() as session:
            student = await make_student(session, channel="fake", chat="4711-4712")
            await make_message(session, await make_conversation(session, student), SECRET)
        with closing(sqlite3.connect(database_file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

        raw = b"".join(file.read_bytes() for file in database_file.parent.glob("tingjian.db*"))
        assert "灯塔".encode() not in raw
        assert b"4711-4712" not in raw


class TestOrder:
    async def test_the_place_runs_over_the_students_whole_history(self, session: LineSession) -> None:
        student = await make_student(session)
        conversation = await make_conversation(session, student)
        for author in (Author.STUDENT, Author.BOT, Author.LINE):
            transcript.keep(session, student, conversation, Words(author, f"{author}"), at=EVENING)
        await session.flush()

        history = await transcript.of_student_after(session, student, after=0)
        assert [(said.seq, said.author) for said in history] == [
            (1, Author.STUDENT), (2, Author.BOT), (3, Author.LINE),
        ]  # fmt: skip
        assert [said.seq for said in await transcript.of_student_after(session, student, after=2)] == [3]

    async def test_a_history_is_given_in_pieces_that_a_page_can_bear(self, session: LineSession) -> None:
        student = await make_student(session)
        conversation = await make_conversation(session, student)
        for _ in range(501):
            transcript.keep(session, student, conversation, Words(Author.STUDENT, "…"), at=EVENING)
        await session.flush()

        first = await transcript.of_student_after(session, student, after=0)
        rest = await transcript.of_student_after(session, student, after=first[-1].seq)
        assert (len(first), len(rest)) == (500, 1)


class TestFinding:
    async def test_a_message_sent_under_a_name_is_found_by_it(self, session: LineSession) -> None:
        message, other = await two_students(session)
        student = await session.get_one(Student, message.student_id)
        assert message.platform_id
        assert other.platform_id

        assert await transcript.find_named(session, student, message.platform_id) is message
        assert await transcript.find_named(session, student, other.platform_id) is None

    async def test_signals_are_counted_since_a_moment_and_of_one_conversation(self, session: LineSession) -> None:
        message, other = await two_students(session)
        for each in (message, message, other):
            await transcript.note_signal(session, each, CrisisSignal(RiskLevel.SERIOUS, ("suicide",), ()), words="")
        since = message.at

        assert await transcript.count_signals(session, message.conversation_id, since=since) == 2
        assert await transcript.count_signals(session, message.conversation_id, since=since + timedelta(seconds=1)) == 0

    async def test_what_a_person_answers_waits_for_no_turn(self, session: LineSession) -> None:
        message, _ = await two_students(session)
        message.awaits_turn = True
        await session.flush()

        await transcript.leave_to_a_person(session, message.conversation_id)

        assert await session.scalar(select(Message.awaits_turn).where(Message.id == message.id)) is False
