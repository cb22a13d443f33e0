"""What the screen remembers comes back as it was, and nothing that somebody else wrote is taken for it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversations.remembering import HOLDS, UnknownMemory, from_json, recall, remember, to_json
from bot.crisis.context import Memory, Remembered
from bot.levels import RiskLevel
from bot.store.session import LineSession
from bot.store.tables import Conversation, Student
from tests.factories import EVENING, make_conversation, make_message

MEMORY = Memory((Remembered(RiskLevel.CONCERN, -0.5, ""), Remembered(RiskLevel.NONE, -9.0, "suicide")), "我不想")


async def heard(session: LineSession) -> tuple[Student, Conversation]:
    conversation = await make_conversation(session)
    await make_message(session, conversation, "我不想")
    student = await session.get_one(Student, conversation.student_id)
    remember(session, student, conversation, MEMORY)
    return student, conversation


class TestInWriting:
    @pytest.mark.parametrize("last_words", ["我不想", "", '"]', "\ud83d", "\x00", "a\nb"])
    def test_it_comes_back_as_it_was(self, last_words: str) -> None:
        memory = replace(MEMORY, last_words=last_words)

        assert from_json(to_json(memory)) == memory

    def test_a_score_is_kept_as_closely_as_it_matters(self) -> None:
        memory = Memory((Remembered(RiskLevel.NONE, -0.123456789, ""),))

        assert from_json(to_json(memory)).recent[0].score == pytest.approx(-0.123)

    @pytest.mark.parametrize(
        "text",
        ["", "{", "null", "5", "[]", "{}", '{"recent":[],"last_words":""}', "[[],5]", '[5,""]', '[[[1,0]],""]',
         '[[[9,0,""]],""]', '[[[1,"x",""]],""]', '[[null],""]'],
    )  # fmt: skip
    def test_anything_else_is_refused(self, text: str) -> None:
        with pytest.raises(UnknownMemory):
            from_json(text)


class TestOnTheConversation:
    async def test_it_is_there_while_the_student_talks(self, session: LineSession) -> None:
        student, conversation = await heard(session)

        assert recall(session, student, conversation, at=EVENING + HOLDS) == MEMORY

    async def test_it_is_gone_after_a_long_silence(self, session: LineSession) -> None:
        student, conversation = await heard(session)

        assert recall(session, student, conversation, at=EVENING + HOLDS + timedelta(seconds=1)) == Memory()

    async def test_it_does_not_open_in_another_conversation(self, session: LineSession) -> None:
        student, conversation = await heard(session)
        other = await make_conversation(session)
        other.memory_sealed = conversation.memory_sealed

        assert recall(session, student, other, at=EVENING) == Memory()

    async def test_what_another_version_wrote_is_no_memory(self, session: LineSession) -> None:
        student, conversation = await heard(session)
        row = f"conversations:{conversation.id}:memory"
        conversation.memory_sealed = student.key(session.vault).seal('{"version":2}', row=row)

        assert recall(session, student, conversation, at=EVENING) == Memory()

    async def test_nothing_to_remember_is_kept_as_nothing(self, session: LineSession) -> None:
        student, conversation = await heard(session)
        remember(session, student, conversation, Memory())

        assert conversation.memory_sealed is None
