"""Who may read what was said; refused and missing look the same, and every reading is on record."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.conversations import access, transcript
from bot.conversations.access import Transcript
from bot.conversations.registry import close_conversation
from bot.crisis.signal import CrisisSignal as Signal
from bot.crisis.signal import Span
from bot.errors import NotAllowed
from bot.handoffs import queue
from bot.handoffs.queue import Closing
from bot.levels import RiskLevel
from bot.store.session import LineSession
from bot.store.tables import Account, AuditEntry, Conversation, Handoff, Outcome, Role, Student
from tests.factories import EVENING, MINUTE, make_account, make_conversation, make_handoff, make_message, make_student

LATER = EVENING + MINUTE
Read = Callable[[LineSession, Account, str], Awaitable[object]]


async def read_transcript(session: LineSession, reader: Account, conversation_id: str) -> Transcript:
    return await access.transcript_for(session, reader=reader, conversation_id=conversation_id, at=LATER)


async def follow(session: LineSession, reader: Account, conversation_id: str) -> object:
    return await access.lines_after(session, reader=reader, conversation_id=conversation_id, after=0)


async def review(session: LineSession, reader: Account, conversation_id: str) -> object:
    return await access.closed_for_review(session, reader=reader, conversation_id=conversation_id, at=LATER)


async def held_conversation(session: LineSession, volunteer: Account) -> Conversation:
    """A talk about exams, held by this volunteer."""
    conversation = await make_conversation(session)
    await make_message(session, conversation, "考试考砸了")
    handoff = await make_handoff(session, conversation)
    await queue.claim(session, handoff.id, volunteer=volunteer, at=EVENING)
    return conversation


async def records(session: LineSession) -> list[tuple[str, str, str | None]]:
    await session.flush()
    rows = await session.execute(
        select(AuditEntry.account_id, AuditEntry.deed, AuditEntry.conversation_id)
        .where(AuditEntry.deed.startswith("read"))
        .order_by(AuditEntry.id)
    )
    return [(row.account_id, row.deed, row.conversation_id) for row in rows]


class TestReading:
    @pytest.mark.parametrize("read", [read_transcript, follow])
    async def test_who_holds_it_reads_it(self, session: LineSession, read: Read) -> None:
        volunteer = await make_account(session)
        conversation = await held_conversation(session, volunteer)

        assert "考试考砸了" in str(await read(session, volunteer, conversation.id))

    @pytest.mark.parametrize("read", [read_transcript, follow])
    async def test_a_supervisor_of_the_desk_reads_every_talk_of_it(self, session: LineSession, read: Read) -> None:
        conversation = await held_conversation(session, await make_account(session))
        supervisor = await make_account(session, role=Role.SUPERVISOR)

        assert "考试考砸了" in str(await read(session, supervisor, conversation.id))

    async def test_it_leaves_a_record(self, session: LineSession) -> None:
        volunteer = await make_account(session)
        conversation = await held_conversation(session, volunteer)

        await read_transcript(session, volunteer, conversation.id)

        assert await records(session) == [(volunteer.id, "read_transcript", conversation.id)]

    async def test_following_a_page_that_was_recorded_is_not_recorded_each_second(self, session: LineSession) -> None:
        volunteer = await make_account(session)
        conversation = await held_conversation(session, volunteer)

        await follow(session, volunteer, conversation.id)

        assert await records(session) == []

    async def test_following_shows_only_this_conversation(self, session: LineSession) -> None:
        volunteer = await make_account(session)
        student = await make_student(session)
        earlier = await make_conversation(session, student)
        await make_message(session, earlier, "去年的事")
        close_conversation(session, earlier, at=EVENING)
        await session.flush()
        conversation = await make_conversation(session, student)
        message = await make_message(session, conversation, "今年的事")
        await make_message(session, conversation, "还有一件")
        handoff = await make_handoff(session, conversation)
        await queue.claim(session, handoff.id, volunteer=volunteer, at=EVENING)

        _, lines = await access.lines_after(session, reader=volunteer, conversation_id=conversation.id, after=0)
        _, newer = await access.lines_after(
            session, reader=volunteer, conversation_id=conversation.id, after=message.seq
        )

        assert [line.text for line in lines] == ["今年的事", "还有一件"]
        assert [line.text for line in newer] == ["还有一件"]


class TestRefusing:
    @pytest.mark.parametrize("read", [read_transcript, follow])
    @pytest.mark.parametrize(
        ("role", "desk"),
        [
            (Role.VOLUNTEER, "main"), (Role.VOLUNTEER, "north"), (Role.SUPERVISOR, "north"),
            (Role.COORDINATOR, "main"), (Role.ADMINISTRATOR, "main"),
        ],
    )  # fmt: skip
    async def test_nobody_else_reads_it_and_none_learns_that_it_exists(
        self, session: LineSession, read: Read, role: Role, desk: str
    ) -> None:
        conversation = await held_conversation(session, await make_account(session))
        curious = await make_account(session, role=role, desk=desk)

        with pytest.raises(NotAllowed) as refused:
            await read(session, curious, conversation.id)
        with pytest.raises(NotAllowed) as missing:
            await read(session, curious, "no-such-conversation")

        assert type(refused.value) is type(missing.value)
        assert str(refused.value) == conversation.id  # only what the asker named themself
        assert await records(session) == []

    async def test_who_held_it_before_reads_it_no_more(self, session: LineSession) -> None:
        volunteer = await make_account(session)
        conversation = await held_conversation(session, volunteer)
        (handoff,) = await session.scalars(select(Handoff))
        await queue.release(session, handoff.id, holder_id=volunteer.id, at=LATER)

        with pytest.raises(NotAllowed):
            await read_transcript(session, volunteer, conversation.id)

    async def test_who_closed_it_reads_it_no_more(self, session: LineSession) -> None:
        volunteer = await make_account(session)
        conversation = await held_conversation(session, volunteer)
        (handoff,) = await session.scalars(select(Handoff))
        await queue.close(session, handoff.id, by=volunteer, closing=Closing(Outcome.CALMER, "ok"), at=LATER)

        with pytest.raises(NotAllowed):
            await read_transcript(session, volunteer, conversation.id)

    @pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.SUPERVISOR])
    async def test_whose_account_has_ended_reads_nothing(self, session: LineSession, role: Role) -> None:
        reader = await make_account(session, role=role)
        conversation = await held_conversation(session, reader)
        reader.ended_at = LATER
        await session.flush()

        with pytest.raises(NotAllowed):
            await read_transcript(session, reader, conversation.id)


class TestEarlierTalks:
    async def two_talks(self, session: LineSession, volunteer: Account) -> tuple[Conversation, Conversation]:
        student = await make_student(session)
        earlier = await make_conversation(session, student)
        await make_message(session, earlier, "去年的事")
        handoff = await make_handoff(session, earlier)
        await queue.claim(session, handoff.id, volunteer=volunteer, at=EVENING)
        await queue.close(session, handoff.id, by=volunteer, closing=Closing(Outcome.CALMER, "聊了考试"), at=LATER)
        await session.flush()
        now = await make_conversation(session, student)
        now.opened_at = LATER + MINUTE
        await session.flush()
        return earlier, now

    async def test_who_holds_the_student_now_reads_what_was_said_before(self, session: LineSession) -> None:
        earlier, now = await self.two_talks(session, await make_account(session))
        volunteer = await make_account(session)
        handoff = await make_handoff(session, now)
        await queue.claim(session, handoff.id, volunteer=volunteer, at=LATER)

        present = await read_transcript(session, volunteer, now.id)

        assert [each.id for each in present.earlier] == [earlier.id]
        assert [line.text for line in (await read_transcript(session, volunteer, earlier.id)).lines] == ["去年的事"]
        assert [conversation_id for _, _, conversation_id in await records(session)] == [now.id, earlier.id]

    async def test_and_what_their_volunteer_noted(self, session: LineSession) -> None:
        _, now = await self.two_talks(session, await make_account(session))
        supervisor = await make_account(session, role=Role.SUPERVISOR)

        present = await read_transcript(session, supervisor, now.id)
        notes = await access.closing_notes(session, reader=supervisor, of=present)

        assert [note for _, note in notes] == ["聊了考试"]

    async def test_the_notes_are_for_nobody_else(self, session: LineSession) -> None:
        _, now = await self.two_talks(session, await make_account(session))
        supervisor = await make_account(session, role=Role.SUPERVISOR)
        present = await read_transcript(session, supervisor, now.id)

        with pytest.raises(NotAllowed):
            await access.closing_notes(session, reader=await make_account(session), of=present)


class TestReview:
    async def closed(self, session: LineSession) -> Conversation:
        conversation = await make_conversation(session)
        await make_message(session, conversation, "考试考砸了")
        close_conversation(session, conversation, at=LATER)
        await session.flush()
        return conversation

    async def test_a_coordinator_of_the_desk_gets_a_closed_talk_for_redaction(self, session: LineSession) -> None:
        conversation, coordinator = await self.closed(session), await make_account(session, role=Role.COORDINATOR)

        _, lines = await access.closed_for_review(
            session, reader=coordinator, conversation_id=conversation.id, at=LATER
        )

        assert [line.text for line in lines] == ["考试考砸了"]
        assert await records(session) == [(coordinator.id, "read_redacted", conversation.id)]

    @pytest.mark.parametrize(
        ("role", "desk"),
        [
            (Role.COORDINATOR, "north"),
            (Role.VOLUNTEER, "main"),
            (Role.SUPERVISOR, "main"),
            (Role.ADMINISTRATOR, "main"),
        ],
    )
    async def test_nobody_else_does(self, session: LineSession, role: Role, desk: str) -> None:
        conversation, reader = await self.closed(session), await make_account(session, role=role, desk=desk)

        with pytest.raises(NotAllowed):
            await review(session, reader, conversation.id)

    async def test_an_open_talk_is_not_reviewed(self, session: LineSession) -> None:
        conversation, coordinator = await make_conversation(session), await make_account(session, role=Role.COORDINATOR)

        with pytest.raises(NotAllowed):
            await review(session, coordinator, conversation.id)

    async def test_a_missing_one_is_refused_alike(self, session: LineSession) -> None:
        with pytest.raises(NotAllowed):
            await review(session, await make_account(session, role=Role.COORDINATOR), "no-such-conversation")


class TestWordsInTheQueue:
    async def raised(self, session: LineSession) -> Conversation:
        conversation = await make_conversation(session)
        text = "今天下雨，我不想活了"
        for later in (0, 1):
            message = await make_message(session, conversation, text, at=EVENING + timedelta(seconds=later))
            signal = Signal(RiskLevel.SERIOUS, ("suicide", "wish"), (Span(5, 10, "t1"),))
            await transcript.note_signal(session, message, signal, words=text)
        await session.flush()
        return conversation

    @pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.SUPERVISOR])
    async def test_those_on_the_desk_see_what_raised_it_and_no_more(self, session: LineSession, role: Role) -> None:
        conversation, reader = await self.raised(session), await make_account(session, role=role)

        raised = await access.raised_words(session, reader=reader, conversation=conversation)

        assert [(each.level, each.categories, each.words) for each in raised] == [
            (2, ("suicide", "wish"), "我不想活了"),
        ] * 2  # fmt: skip

    @pytest.mark.parametrize(
        ("role", "desk"), [(Role.VOLUNTEER, "north"), (Role.COORDINATOR, "main"), (Role.ADMINISTRATOR, "main")]
    )
    async def test_nobody_else_sees_them(self, session: LineSession, role: Role, desk: str) -> None:
        conversation, reader = await self.raised(session), await make_account(session, role=role, desk=desk)

        with pytest.raises(NotAllowed):
            await access.raised_words(session, reader=reader, conversation=conversation)

    async def test_they_stand_in_the_transcript_too(self, session: LineSession) -> None:
        conversation, supervisor = await self.raised(session), await make_account(session, role=Role.SUPERVISOR)

        read = await read_transcript(session, supervisor, conversation.id)

        assert [each.words for each in read.raised] == ["我不想活了"] * 2
        assert isinstance(read.student, Student)
