"""Who does not answer the safety question within three minutes is called for: by one process, once, whatever breaks."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.conversations import access
from bot.handoffs.asking import call_for_the_silent
from bot.handoffs.asking_rules import PATIENCE, STILL_TYPING
from bot.levels import RiskLevel
from bot.store.tables import Student
from tests.core import Core
from tests.factories import DOUBTFUL_WORDS
from tests.intake.test_asking import ask, is_called_for

MOMENT = timedelta(seconds=1)


async def look(core: Core) -> int:
    """The job that looks for those who have not answered."""
    return await call_for_the_silent(core.database, speech=core.speech, at=core.clock.now())


class TestSilence:
    async def test_of_three_minutes_calls_a_person_with_the_safety_text(self, core_on_any: Core) -> None:
        await core_on_any.receive(DOUBTFUL_WORDS)
        core_on_any.clock.move(PATIENCE)

        assert await look(core_on_any) == 1

        assert await is_called_for(core_on_any)
        assert await look(core_on_any) == 0

    async def test_is_waited_out(self, core: Core) -> None:
        await core.receive(DOUBTFUL_WORDS)
        core.clock.move(PATIENCE - MOMENT)

        assert await look(core) == 0
        assert await core.handoffs() == []

    async def test_after_what_was_typed_too_early_is_silence(self, core: Core) -> None:
        await core.receive(DOUBTFUL_WORDS)
        core.clock.move(MOMENT / 2)
        await core.receive("没有")
        core.clock.move(PATIENCE - MOMENT / 2)

        assert await look(core) == 1
        assert await is_called_for(core)

    async def test_lets_the_bot_keep_company_afterwards(self, core: Core) -> None:
        await core.receive("考试考砸了")
        await core.receive(DOUBTFUL_WORDS)
        core.clock.move(PATIENCE)
        await look(core)
        await core.answer()

        assert (await core.told())[-1].startswith(core.says("heard.exams_1"))

    async def test_raises_a_request_that_waits(self, core: Core) -> None:
        await core.receive("转人工")
        await core.receive(DOUBTFUL_WORDS)
        core.clock.move(PATIENCE)
        await look(core)

        assert (await core.handoff()).level is RiskLevel.SERIOUS

    @pytest.mark.parametrize("answer", ["没有", "有"])
    async def test_is_none_once_the_student_has_answered(self, core: Core, answer: str) -> None:
        await ask(core)
        await core.receive(answer)
        core.clock.move(PATIENCE)
        before = await core.told()

        assert await look(core) == 0
        assert await core.told() == before

    @pytest.mark.parametrize("set_back", [timedelta(hours=2), timedelta(days=1)])
    async def test_is_not_longer_because_the_clock_was_set_back(self, core: Core, set_back: timedelta) -> None:
        await core.receive(DOUBTFUL_WORDS)
        core.clock.move(-set_back)

        assert await look(core) == 1

    async def test_of_somebody_to_whom_nothing_can_be_said_calls_a_person_all_the_same(self, core: Core) -> None:
        await core.receive(DOUBTFUL_WORDS)
        await core.receive(DOUBTFUL_WORDS, chat="mei")
        async with core.database.begin() as session:
            student = await session.scalar(select(Student).where(Student.chat_lookup == lookup_of(core, "lin")))
            assert student is not None
            student.wrapped_key = b"damaged"
        core.clock.move(PATIENCE)

        assert await look(core) == 2
        assert [handoff.level for handoff in await core.handoffs()] == [RiskLevel.SERIOUS, RiskLevel.SERIOUS]

    async def test_is_found_by_two_looks_at_once_and_acted_on_by_one(self, core_on_any: Core) -> None:
        await core_on_any.receive(DOUBTFUL_WORDS)
        core_on_any.clock.move(PATIENCE)

        assert sum(await asyncio.gather(*(look(core_on_any) for _ in range(3)))) == 1

    async def test_ends_with_a_message_at_the_same_moment_in_one_call(self, core_on_any: Core) -> None:
        await core_on_any.receive(DOUBTFUL_WORDS)
        core_on_any.clock.move(PATIENCE)

        await asyncio.gather(core_on_any.receive("不知道"), look(core_on_any))

        assert await is_called_for(core_on_any)


def lookup_of(core: Core, chat: str) -> str:
    return core.database.vault.lookup("fake", chat)


@pytest.mark.postgres
async def test_two_processes_call_for_the_silent_once(two_processes: list[Core]) -> None:
    first, second = two_processes
    for number in range(10):
        await first.receive(DOUBTFUL_WORDS, chat=f"chat-{number}")
    first.clock.move(PATIENCE)

    called = await asyncio.gather(*(look(core) for core in (first, second) * 2))

    assert sum(called) == 10
    assert len(await first.handoffs()) == 10
    for number in range(10):
        told = await first.told(chat=f"chat-{number}")
        assert sum(text.startswith(first.says("safety.serious")) for text in told) == 1


class TestTheStoreIsAway:
    async def test_the_job_looks_again_when_it_is_back(self, core: Core, database_file: Path) -> None:
        await core.receive(DOUBTFUL_WORDS)
        core.clock.move(PATIENCE)
        with closing(sqlite3.connect(database_file, isolation_level=None)) as connection:
            connection.execute("ALTER TABLE handoffs RENAME TO away")
            with pytest.raises(OperationalError):
                await look(core)
            connection.execute("ALTER TABLE away RENAME TO handoffs")

        assert await look(core) == 1
        assert await is_called_for(core)


async def test_a_volunteer_sees_the_words_because_of_which_a_silent_student_was_asked(core: Core) -> None:
    await core.receive(DOUBTFUL_WORDS)
    core.clock.move(PATIENCE)
    await look(core)
    volunteer, conversation = await core.volunteer_on_duty(), await core.conversation()

    async with core.database.read() as session:
        (raised,) = await access.raised_words(session, reader=volunteer, conversation=conversation)
    assert "风铃" in raised.words
    assert raised.level == RiskLevel.SERIOUS


async def test_an_answer_that_rasa_found_meanwhile_is_not_said_after_the_question(core: Core) -> None:
    await core.receive("考试考砸了")
    core.rasa.meanwhile = lambda: core.receive(DOUBTFUL_WORDS)
    await core.answer()

    assert (await core.told())[-1] == core.says("safety.question")
    core.clock.move(STILL_TYPING)
    await core.receive("没有")
    await core.answer()
    assert (await core.told())[-2:] == [core.says("safety.heard_no"), "我在听。"]
    assert core.rasa.texts == ["考试考砸了", f"考试考砸了\n{DOUBTFUL_WORDS}"]
