"""Which student, which conversation; at most one is open for a student, whatever happens at once."""

import asyncio

import pytest
from sqlalchemy import delete, text
from sqlalchemy.exc import IntegrityError

from bot.conversations.registry import (
    NoSuchStudent,
    close_conversation,
    find_or_open,
    load_chats,
    lock_conversation,
    lock_conversations,
    lock_student,
    open_conversation,
)
from bot.store.database import Database
from bot.store.session import LineSession
from bot.store.tables import Conversation, Holder
from tests.factories import EVENING, make_conversation, make_student


def was_asked(conversation: Conversation) -> None:
    conversation.safety_asked_at = EVENING
    conversation.memory_sealed = b"sealed"


class TestOneOpenConversation:
    async def test_the_open_one_is_found(self, session: LineSession) -> None:
        student = await make_student(session)
        conversation = await make_conversation(session, student)

        assert await find_or_open(session, student, at=EVENING) is conversation

    async def test_after_a_close_there_is_a_new_one(self, session: LineSession) -> None:
        student = await make_student(session)
        conversation = await make_conversation(session, student)
        close_conversation(session, conversation, at=EVENING)

        again = await find_or_open(session, student, at=EVENING)

        assert again is not conversation
        assert (again.holder, conversation.holder) == (Holder.BOT, Holder.NOBODY)

    async def test_a_close_leaves_no_question_and_no_memory(self, session: LineSession) -> None:
        conversation = await make_conversation(session)
        was_asked(conversation)
        close_conversation(session, conversation, at=EVENING)

        assert (conversation.safety_asked_at, conversation.memory_sealed) == (None, None)

    async def test_the_store_itself_refuses_a_second_one(self, any_database: Database) -> None:
        async with any_database.begin() as session:
            student = await make_student(session)
            await make_conversation(session, student)

        with pytest.raises(IntegrityError):
            async with any_database.begin() as session:
                open_conversation(session, student, at=EVENING)

    async def test_two_that_open_at_once_open_one(self, any_database: Database) -> None:
        async with any_database.begin() as session:
            student = await make_student(session)

        async def open_one() -> str:
            async with any_database.begin() as session:
                locked = await lock_student(session, student.id)
                return (await find_or_open(session, locked, at=EVENING)).id

        assert len(set(await asyncio.gather(*(open_one() for _ in range(8))))) == 1


class TestLocking:
    async def test_chats_are_found_by_where_they_are_and_strangers_are_absent(self, session: LineSession) -> None:
        student = await make_student(session, channel="fake", chat="lin")
        closed = await make_conversation(session, student)
        close_conversation(session, closed, at=EVENING)
        mei = await make_student(session, channel="fake", chat="mei")
        conversation = await make_conversation(session, mei)

        chats = await load_chats(session, {("fake", "lin"), ("fake", "mei"), ("web", "lin")})

        assert set(chats) == {("fake", "lin"), ("fake", "mei")}
        assert (chats["fake", "lin"].conversation, chats["fake", "mei"].conversation) == (None, conversation)

    async def test_who_was_erased_meanwhile_is_nobody(self, session: LineSession) -> None:
        with pytest.raises(NoSuchStudent):
            await lock_student(session, "gone")
        with pytest.raises(NoSuchStudent):
            await lock_conversation(session, "gone")

    async def test_of_many_those_erased_meanwhile_are_absent(self, session: LineSession) -> None:
        conversation = await make_conversation(session)

        assert set(await lock_conversations(session, [conversation.id, "gone"])) == {conversation.id}

    @pytest.mark.postgres
    async def test_a_conversation_deleted_while_its_student_was_waited_for_is_gone(
        self, postgres_database: Database
    ) -> None:
        async with postgres_database.begin() as session:
            conversation = await make_conversation(session)
        async with postgres_database.begin() as session:
            await lock_student(session, conversation.student_id)
            waiting = asyncio.create_task(self.lock(postgres_database, conversation.id))
            while not await session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
                pass
            await session.execute(delete(Conversation).where(Conversation.id == conversation.id))

        with pytest.raises(NoSuchStudent):
            await waiting

    async def lock(self, database: Database, conversation_id: str) -> None:
        async with database.begin() as session:
            await lock_conversation(session, conversation_id)
