"""What a coordinator sees and never sees of a closed conversation, with the real name model."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.conversations import transcript
from bot.conversations.registry import close_conversation, lock_conversation
from bot.conversations.transcript import Words
from bot.crisis.signal import Basis, Span
from bot.crisis.signal import CrisisSignal as Signal
from bot.errors import NotAllowed
from bot.handoffs import queue
from bot.handoffs.queue import Closing
from bot.kit.ids import new_id
from bot.levels import RiskLevel
from bot.outbox.outbox import Saying, put
from bot.redact.finder import NameModelMissing
from bot.redact.redactor import Redactor, load_redactor
from bot.reviews.redaction import RedactorOnDemand
from bot.reviews.reviewing import Verdict, closed_conversations, give_verdict, redacted_transcript
from bot.reviews.rules import is_for_review
from bot.store.database import Database
from bot.store.session import LineSession
from bot.store.tables import (
    Account,
    AuditEntry,
    Author,
    Conversation,
    Judgement,
    Outcome,
    Role,
    Student,
)
from tests.factories import EVENING, make_account, make_conversation, make_handoff, make_message, make_student

MINUTE = timedelta(minutes=1)
LATER = EVENING + MINUTE
RIGHT = Verdict(Judgement.RIGHT, is_helpful=True)


@pytest.fixture(scope="session")
def redactor() -> Redactor:
    return load_redactor()


async def make_closed(
    session: LineSession, *, level: RiskLevel = RiskLevel.SERIOUS, at: datetime = EVENING, words: str = "I am here"
) -> Conversation:
    """A closed talk in which the student wrote `words` and a volunteer called 王小明 answered."""
    conversation = await make_conversation(session, await make_student(session))
    await make_message(session, conversation, words)
    volunteer = await make_account(session)
    volunteer.name = "王小明"
    student, _ = await lock_conversation(session, conversation.id)
    answer = Saying(Author.VOLUNTEER, "你好，我是王小明，我在听。", account_id=volunteer.id)
    put(session, student, conversation, answer, at=EVENING)
    conversation.level = level
    close_conversation(session, conversation, at=at)
    await session.flush()
    return conversation


async def make_coordinator(session: LineSession, *, desk: str = "main") -> Account:
    return await make_account(session, role=Role.COORDINATOR, desk=desk)


class TestList:
    async def test_danger_is_listed_the_last_closed_first(self, session: LineSession) -> None:
        older = await make_closed(session, at=EVENING)
        newer = await make_closed(session, at=LATER)

        listed = await closed_conversations(session, reader=await make_coordinator(session))

        assert [row.id for row in listed] == [newer.id, older.id]

    async def test_of_ordinary_talks_only_the_sample_is_listed(self, session: LineSession) -> None:
        closed = [await make_closed(session, level=RiskLevel.NONE) for _ in range(30)]

        listed = await closed_conversations(session, reader=await make_coordinator(session))

        sample = {talk.id for talk in closed if is_for_review(talk.id, level=RiskLevel.NONE)}
        assert {row.id for row in listed} == sample

    async def test_a_level_that_was_lowered_later_is_still_listed(self, session: LineSession) -> None:
        volunteer = await make_account(session)
        handoff = await make_handoff(session, level=RiskLevel.SERIOUS)
        await queue.claim(session, handoff.id, volunteer=volunteer, at=EVENING)
        closing = Closing(Outcome.CALMER, "")
        _, _, conversation = await queue.close(session, handoff.id, by=volunteer, closing=closing, at=LATER)
        conversation.level = RiskLevel.NONE
        await session.flush()

        (row,) = await closed_conversations(session, reader=await make_coordinator(session))

        assert (row.id, row.level, row.outcome) == (conversation.id, RiskLevel.SERIOUS, Outcome.CALMER)

    async def test_doubt_of_the_model_that_the_student_denied_is_listed_too(self, session: LineSession) -> None:
        closed = [await make_closed(session, level=RiskLevel.NONE) for _ in range(30)]
        denied = next(talk for talk in closed if not is_for_review(talk.id, level=RiskLevel.NONE))
        student = await session.get_one(Student, denied.student_id)
        doubtful = Words(Author.STUDENT, "风铃碎了", level=RiskLevel.SERIOUS)
        message = transcript.keep(session, student, denied, doubtful, at=EVENING)
        await session.flush()
        signal = Signal(RiskLevel.SERIOUS, ("suicide",), (Span(0, 2, "model"),), Basis.MODEL)
        await transcript.note_signal(session, message, signal, words="风铃碎了")

        listed = await closed_conversations(session, reader=await make_coordinator(session))

        assert {row.id: row.level for row in listed}[denied.id] is RiskLevel.SERIOUS

    async def test_what_is_still_open_is_not_listed(self, session: LineSession) -> None:
        await make_conversation(session, level=RiskLevel.CRITICAL)

        assert await closed_conversations(session, reader=await make_coordinator(session)) == []

    async def test_the_next_page_goes_on_where_the_last_one_ended(self, session: LineSession) -> None:
        talks = [await make_closed(session, at=EVENING + number * MINUTE) for number in range(5)]
        reader = await make_coordinator(session)

        first = await closed_conversations(session, reader=reader, limit=3)
        second = await closed_conversations(session, reader=reader, limit=3, before=first[-1].closed_at)

        assert [row.id for row in (*first, *second)] == [talk.id for talk in reversed(talks)]

    async def test_another_desk_and_other_roles_see_nothing(self, session: LineSession) -> None:
        await make_closed(session)

        assert await closed_conversations(session, reader=await make_coordinator(session, desk="hongkong")) == []
        for role in (Role.VOLUNTEER, Role.SUPERVISOR, Role.ADMINISTRATOR):
            with pytest.raises(NotAllowed):
                await closed_conversations(session, reader=await make_account(session, role=role))


class TestTranscript:
    async def test_names_numbers_and_schools_are_hidden(self, database: Database, redactor: Redactor) -> None:
        words = "我叫李小红，电话13812345678，在阳光实验中学读书"
        async with database.begin() as session:
            conversation = await make_closed(session, words=words)
            reader = await make_coordinator(session)

        seen = await redacted_transcript(
            database, reader=reader, conversation_id=conversation.id, redactor=redactor, at=LATER
        )

        shown = "\n".join(line.text or "" for line in seen.lines)
        assert seen.has_text
        for private in ("李小红", "13812345678", "阳光实验", "王小明"):
            assert private not in shown
        assert "读书" in shown
        assert [line.author for line in seen.lines] == [Author.STUDENT, Author.VOLUNTEER]

    async def test_without_the_name_model_the_facts_are_shown_and_no_text(self, database: Database) -> None:
        async with database.begin() as session:
            conversation = await make_closed(session)
            reader = await make_coordinator(session)

        seen = await redacted_transcript(
            database, reader=reader, conversation_id=conversation.id, redactor=None, at=LATER
        )

        assert not seen.has_text
        assert [line.text for line in seen.lines] == [None, None]
        assert seen.summary.level is RiskLevel.SERIOUS

    async def test_the_same_name_is_the_same_person_at_every_reading(
        self, database: Database, redactor: Redactor
    ) -> None:
        async with database.begin() as session:
            conversation = await make_closed(session, words="李小红欺负我，李小红还拿我的书")
            reader = await make_coordinator(session)

        readings = [
            await redacted_transcript(
                database, reader=reader, conversation_id=conversation.id, redactor=redactor, at=LATER
            )
            for _ in range(2)
        ]

        assert readings[0].lines == readings[1].lines

    async def test_every_reading_leaves_an_entry(self, database: Database, redactor: Redactor) -> None:
        async with database.begin() as session:
            conversation = await make_closed(session)
            reader = await make_coordinator(session)

        await redacted_transcript(database, reader=reader, conversation_id=conversation.id, redactor=redactor, at=LATER)

        async with database.read() as session:
            entry = (await session.scalars(select(AuditEntry))).one()
            assert (entry.account_id, entry.deed, entry.conversation_id) == (
                reader.id,
                "read_redacted",
                conversation.id,
            )

    @pytest.mark.parametrize(
        ("role", "desk"),
        [(Role.VOLUNTEER, "main"), (Role.SUPERVISOR, "main"), (Role.ADMINISTRATOR, "main"), (Role.COORDINATOR, "hk")],
    )
    async def test_others_get_the_answer_of_a_conversation_that_does_not_exist(
        self, database: Database, role: Role, desk: str
    ) -> None:
        async with database.begin() as session:
            conversation = await make_closed(session)
            reader = await make_account(session, role=role, desk=desk)

        for conversation_id in (conversation.id, "no-such-conversation"):
            with pytest.raises(NotAllowed):
                await redacted_transcript(
                    database, reader=reader, conversation_id=conversation_id, redactor=None, at=LATER
                )

    async def test_an_open_conversation_is_nobody_s_to_review(self, database: Database) -> None:
        async with database.begin() as session:
            conversation = await make_conversation(session)
            reader = await make_coordinator(session)

        with pytest.raises(NotAllowed):
            await redacted_transcript(database, reader=reader, conversation_id=conversation.id, redactor=None, at=LATER)


class TestVerdict:
    async def test_a_verdict_is_shown_in_the_list(self, session: LineSession) -> None:
        conversation = await make_closed(session)
        reader = await make_coordinator(session)

        await give_verdict(session, RIGHT, reader=reader, conversation_id=conversation.id, at=LATER)
        await session.flush()

        (row,) = await closed_conversations(session, reader=reader)
        assert row.verdict == RIGHT

    async def test_a_second_look_replaces_the_first_verdict(self, session: LineSession) -> None:
        conversation = await make_closed(session)
        reader = await make_coordinator(session)
        missed = Verdict(Judgement.MISSED_DANGER, is_helpful=False)
        for verdict in (RIGHT, missed):
            await give_verdict(session, verdict, reader=reader, conversation_id=conversation.id, at=LATER)
            await session.flush()

        (row,) = await closed_conversations(session, reader=reader)
        assert row.verdict == missed

    async def test_only_a_coordinator_of_the_desk_judges_and_only_what_is_closed(self, session: LineSession) -> None:
        closed, still_open = await make_closed(session), await make_conversation(session)
        coordinator = await make_coordinator(session)
        refused = [
            (await make_account(session, role=Role.SUPERVISOR), closed.id),
            (await make_coordinator(session, desk="hongkong"), closed.id),
            (coordinator, still_open.id),
            (coordinator, new_id()),
        ]
        for reader, conversation_id in refused:
            with pytest.raises(NotAllowed):
                await give_verdict(session, RIGHT, reader=reader, conversation_id=conversation_id, at=LATER)


class TestRedactorOnDemand:
    async def test_it_is_loaded_once(self, redactor: Redactor) -> None:
        loaded: list[Redactor] = []

        def load() -> Redactor:
            loaded.append(redactor)
            return redactor

        on_demand = RedactorOnDemand(load)

        assert await on_demand.find() is redactor
        assert await on_demand.find() is redactor
        assert len(loaded) == 1

    async def test_without_the_name_model_there_is_none_until_it_is_repaired(self, redactor: Redactor) -> None:
        is_repaired = False

        def load() -> Redactor:
            if not is_repaired:
                raise NameModelMissing("the file is gone")
            return redactor

        on_demand = RedactorOnDemand(load)
        assert await on_demand.find() is None

        is_repaired = True
        assert await on_demand.find() is redactor
