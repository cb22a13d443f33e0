"""Turns go on: leases of those who died, whatever breaks, and the loop that runs them."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.kit.crypto import Vault
from bot.levels import RiskLevel
from bot.store.database import Database
from bot.store.events import TURNS, Events
from bot.store.neighbours import register
from bot.store.tables import (
    Author,
    Conversation,
    LineProcess,
    Message,
    Student,
)
from bot.turns import AT_ONCE, LEASE
from tests.core import Core, MakeCore
from tests.factories import EVENING
from tests.scripted_rasa import saying

ANSWER = "我在听。"


async def messages(core: Core) -> list[Message]:
    async with core.database.read() as session:
        return list(
            await session.scalars(select(Message).where(Message.author == Author.STUDENT).order_by(Message.seq))
        )


class TestLeases:
    @pytest.mark.postgres
    async def test_two_processes_answer_once(
        self, make_core: MakeCore, postgres_address: str, postgres_database: Database, vault: Vault
    ) -> None:
        second = Database(postgres_address, vault, Events())
        cores = [make_core(postgres_database), make_core(second)]
        for number in range(8):
            await cores[0].receive("你好", chat=f"chat-{number}")
        cores[0].clock.move(timedelta(seconds=1))

        answered = await asyncio.gather(*(core.turns.answer_due() for core in cores))

        assert sum(answered) == 8
        assert len(cores[0].rasa.heard) == 8
        await second.close()

    async def test_a_turn_of_a_dead_process_is_taken_up_at_the_next_start(
        self, core: Core, make_core: MakeCore, vault: Vault
    ) -> None:
        await register(core.database, at=EVENING)
        await core.receive("你好")
        core.clock.move(timedelta(seconds=1))
        assert await core.turns._claim(1)  # and here the process dies
        again = make_core(Database(core.database.url, vault, Events()))

        await register(again.database, at=core.clock.now())

        assert await again.turns.answer_due() == 1
        assert (await again.told())[-1] == ANSWER
        async with again.database.read() as session:
            assert (await session.scalars(select(LineProcess.id))).all() == [again.database.process_id]
        await again.database.close()

    async def test_a_held_turn_is_left_alone_until_its_lease_has_run_out(self, core: Core) -> None:
        await core.receive("你好")
        core.clock.move(timedelta(seconds=1))
        await core.turns._claim(1)

        assert await core.turns.answer_due() == 0
        core.clock.move(LEASE + timedelta(seconds=1))
        assert await core.turns.answer_due() == 1
        assert (await core.told())[-1] == ANSWER

    async def test_a_turn_whose_lease_ran_out_while_rasa_thought_is_not_said_twice(self, core: Core) -> None:
        await core.receive("你好")

        async def be_overtaken() -> None:
            core.clock.move(LEASE + timedelta(seconds=1))
            await core.turns.answer_due()

        core.rasa.meanwhile = be_overtaken
        await core.answer()

        assert (await core.told()).count(ANSWER) == 1

    async def test_a_late_answer_does_not_join_a_turn_of_its_own_process_that_came_after(self, core: Core) -> None:
        await core.receive("第一句")

        async def be_overtaken() -> None:
            core.clock.move(LEASE + timedelta(seconds=1))
            await core.turns.answer_due()
            await core.receive("第二句")
            core.clock.move(timedelta(seconds=1))
            await core.turns._claim(1)

        core.rasa.meanwhile = be_overtaken
        core.rasa.answers = [saying("早的回答"), saying("晚的回答")]
        await core.answer()

        said_by_bot = [said.text for said in await core.history() if said.author is Author.BOT]
        assert len(said_by_bot) == 1


class TestWhatBreaks:
    async def test_an_answer_that_cannot_be_made_is_replaced_by_a_plain_one(self, core: Core) -> None:
        await core.receive("我不想活了")
        async with core.database.begin() as session:
            (student,) = await session.scalars(select(Student))
            student.region = "moon"  # no list of telephone lines has it
        await core.answer()

        assert (await core.told())[-1] == core.says("fallback.listening_1")

    async def test_an_unforeseen_fault_still_leaves_nobody_in_silence(self, core: Core) -> None:
        core.rasa.answers = [[{"recipient_id": "x", "text": "好", "custom": {"command": "dance"}}]]
        await core.receive("你好")
        await core.answer()

        assert (await core.told())[-1] == core.says("fallback.offer_person")

    async def test_a_damaged_message_holds_up_nobody_else(self, core: Core) -> None:
        await core.receive("你好", chat="mei")
        await core.receive("你好")
        async with core.database.begin() as session:
            (damaged, _) = await session.scalars(
                select(Message).where(Message.author == Author.STUDENT).order_by(Message.id)
            )
            damaged.text_sealed = damaged.text_sealed[:-1] + b"?"

        await core.answer()

        assert (await core.told())[-1] == ANSWER
        assert not any(message.awaits_turn for message in await messages(core))

    async def test_a_student_whose_key_is_damaged_holds_up_nobody_else(self, core: Core) -> None:
        await core.receive("你好", chat="mei")
        await core.receive("你好")
        async with core.database.begin() as session:
            mei = (await session.scalars(select(Student).order_by(Student.id))).first()
            assert mei is not None
            mei.wrapped_key = b"damaged"

        await core.answer()

        assert (await core.told())[-1] == ANSWER

    async def test_a_turn_for_somebody_erased_ends_quietly(self, core: Core) -> None:
        await core.receive("你好")
        core.clock.move(timedelta(seconds=1))
        (asked,) = await core.turns._claim(1)
        await core.receive("删除我的记录")

        await core.turns._answer(asked)

        assert (await core.told())[-1] == core.says("privacy.erased")

    async def test_a_conversation_that_is_due_with_nothing_to_answer_comes_to_rest(self, core: Core) -> None:
        await core.receive("你是人吗")
        async with core.database.begin() as session:
            (conversation,) = await session.scalars(select(Conversation))
            conversation.turn_due_at = core.clock.now()

        assert await core.answer() == 1
        assert await core.answer() == 0


class TestRunning:
    async def test_what_is_due_is_answered_as_long_as_the_line_runs(self, core: Core) -> None:
        await core.receive("你好")
        core.clock.move(timedelta(seconds=1))
        with core.database.events.listen(TURNS) as said:
            running = asyncio.create_task(core.turns.run())
            await said.wait(10)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

        assert (await core.told())[-1] == ANSWER

    async def test_when_it_ends_what_has_begun_is_finished(self, core: Core) -> None:
        await core.receive("你好")
        core.clock.move(timedelta(seconds=1))
        assert await core.turns._take_up_due() <= 0

        await core.turns.drain(timedelta(seconds=5))

        assert (await core.told())[-1] == ANSWER

    async def test_no_more_are_begun_than_may_stand_by(self, core: Core) -> None:
        for number in range(AT_ONCE + 4):
            await core.receive("你好", chat=f"chat-{number}")
        core.clock.move(timedelta(seconds=1))
        await core.turns._take_up_due()

        assert len(core.turns._running) == AT_ONCE
        assert await core.turns._take_up_due() == 0
        await core.turns.drain(timedelta(seconds=5))

    async def test_the_most_urgent_are_answered_first(self, core: Core) -> None:
        await core.receive("考试考砸了", chat="mei")
        await core.receive("我不想活了", chat="lin")
        core.clock.move(timedelta(seconds=1))

        (first,) = await core.turns._claim(1)

        assert first.level is RiskLevel.SERIOUS
