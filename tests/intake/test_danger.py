"""Danger brings the numbers and a person at once, in whatever phase and however it is written."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import NoReturn

import pytest
from sqlalchemy import select

from bot.channels.port import Inbound
from bot.handoffs import queue
from bot.handoffs.queue import Closing
from bot.intake import Intake
from bot.levels import RiskLevel
from bot.store.tables import (
    Account,
    Author,
    CrisisSignal,
    Handoff,
    HandoffState,
    Holder,
    Message,
    OutboxEntry,
    Outcome,
    Reason,
    Role,
    Student,
)
from tests.core import Core
from tests.factories import make_account

SERIOUS_WORDS = "我不想活了"
CRITICAL_WORDS = "遗书写好了，今晚就走"


def safety_texts(told: list[str]) -> list[str]:
    return [text for text in told if "12356" in text and "110" in text]


async def claim(core: Core) -> Handoff:
    handoff = await core.handoff()
    volunteer = await core.volunteer_on_duty()
    async with core.database.begin() as session:
        return await queue.claim(session, handoff.id, volunteer=volunteer, at=core.clock.now())


class TestButtons:
    async def test_a_topic_that_is_tapped_is_not_read_as_the_other_half_of_a_sentence(self, core: Core) -> None:
        await core.receive("被老师骂")
        await core.receive("校园欺凌")

        assert await core.handoffs() == []
        assert not (await core.conversation()).level.is_danger


class TestSafetyText:
    async def test_the_first_danger_brings_numbers_a_handoff_and_level_together(self, core_on_any: Core) -> None:
        await core_on_any.receive(CRITICAL_WORDS)

        assert (await core_on_any.told())[0].startswith(core_on_any.safety_text())
        conversation, handoff = await core_on_any.conversation(), await core_on_any.handoff()
        assert (conversation.level, conversation.holder) == (RiskLevel.CRITICAL, Holder.QUEUE)
        assert (handoff.level, handoff.state, handoff.reason) == (
            RiskLevel.CRITICAL, HandoffState.WAITING, Reason.DANGER,
        )  # fmt: skip

    async def test_repeats_do_not_bring_it_again(self, core: Core) -> None:
        for _ in range(3):
            await core.receive(SERIOUS_WORDS)

        assert len(safety_texts(await core.told())) == 1

    async def test_a_rise_brings_it_again(self, core: Core) -> None:
        await core.receive(SERIOUS_WORDS)
        await core.receive(CRITICAL_WORDS)

        first, second = safety_texts(await core.told())
        assert first.startswith(core.says("safety.serious"))
        assert second.startswith(core.says("safety.critical"))
        assert len(await core.handoffs()) == 1

    async def test_several_dangers_in_one_moment_bring_it_once(self, core: Core) -> None:
        await asyncio.gather(*(core.receive(CRITICAL_WORDS) for _ in range(5)))

        assert len(safety_texts(await core.told())) == 1

    async def test_it_is_in_the_language_of_the_dangerous_message(self, core: Core) -> None:
        await core.receive("I want to kill myself tonight")

        assert (await core.told())[0].startswith(core.safety_text("en"))

    async def test_it_goes_out_before_anything_that_waits(self, core: Core) -> None:
        await core.receive("你好")
        await core.answer()
        await core.receive(CRITICAL_WORDS)

        assert (await core.deliver())[0].startswith(core.safety_text())

    async def test_ordinary_talk_brings_none(self, core: Core) -> None:
        await core.receive("考试考砸了")

        assert safety_texts(await core.told()) == []
        assert await core.handoffs() == []


class TestWhatHappensNext:
    async def test_with_a_volunteer_on_duty_the_alarm_is_told(self, core: Core) -> None:
        await core.volunteer_on_duty()
        await core.receive(CRITICAL_WORDS)

        assert (await core.told())[0].endswith(core.says("safety.next_on_duty"))

    async def test_with_nobody_on_duty_nobody_is_promised(self, core: Core) -> None:
        await core.receive(CRITICAL_WORDS)

        assert (await core.told())[0].endswith(core.says("safety.next_nobody"))

    async def test_while_a_volunteer_holds_it_the_student_knows_they_see_it(self, core: Core) -> None:
        await core.receive(SERIOUS_WORDS)
        await claim(core)
        await core.receive(CRITICAL_WORDS)

        assert (await core.told())[-1].endswith(core.says("safety.next_volunteer"))
        handoff, conversation = await core.handoff(), await core.conversation()
        assert (handoff.level, handoff.state) == (RiskLevel.CRITICAL, HandoffState.CLAIMED)
        assert conversation.holder is Holder.VOLUNTEER


class TestLevel:
    @pytest.mark.parametrize("calmer", ["谢谢，我好多了", "哈哈", "我压力好大", SERIOUS_WORDS])
    async def test_no_message_lowers_it(self, core: Core, calmer: str) -> None:
        await core.receive(CRITICAL_WORDS)
        await core.receive(calmer)
        await core.answer()

        assert (await core.conversation()).level is RiskLevel.CRITICAL
        assert (await core.handoff()).level is RiskLevel.CRITICAL

    async def test_a_rise_wakes_the_alarm_that_somebody_had_acknowledged(self, core: Core) -> None:
        await core.receive(SERIOUS_WORDS)
        handoff = await core.handoff()
        async with core.database.begin() as session:
            await queue.acknowledge(session, handoff.id, by="on call", at=core.clock.now())
        await core.receive(CRITICAL_WORDS)

        assert (await core.handoff()).acknowledged_at is None

    async def test_a_request_becomes_urgent_when_danger_shows(self, core: Core) -> None:
        await core.receive("转人工")
        await core.receive(CRITICAL_WORDS)

        assert (await core.handoff()).level is RiskLevel.CRITICAL

    async def test_a_concern_is_noted_without_an_alarm(self, core: Core) -> None:
        await core.receive("我真的好绝望，压力太大了，撑不下去")

        conversation = await core.conversation()
        if conversation.level is RiskLevel.CONCERN:
            assert await core.handoffs() == []
        assert conversation.level >= RiskLevel.CONCERN


class TestWordsThatRaisedIt:
    async def test_are_kept_sealed_with_the_students_key(self, core: Core) -> None:
        await core.receive(f"今天下雨。{CRITICAL_WORDS}。再见")

        async with core.database.read() as session:
            (signal,) = await session.scalars(select(CrisisSignal))
            (student,) = await session.scalars(select(Student))
            words = student.key(core.database.vault).open(signal.matched_sealed, row=f"crisis_signals:{signal.id}")
            message = await session.get_one(Message, signal.message_id)
        assert "遗书" in words
        assert "下雨" not in words
        assert (signal.level, message.level) == (RiskLevel.CRITICAL, RiskLevel.CRITICAL)
        assert "遗书".encode() not in signal.matched_sealed


class TestOtherWordsUnderTheSameName:
    async def test_danger_is_not_taken_for_a_repeat(self, core: Core) -> None:
        first = await core.receive("你好", platform_id="7")
        again = await core.receive(CRITICAL_WORDS, platform_id="7")

        assert again.seq != first.seq
        assert (await core.handoff()).level is RiskLevel.CRITICAL
        assert (await core.told())[-1].startswith(core.safety_text())

    async def test_a_real_repeat_of_danger_is_kept_once(self, core: Core) -> None:
        await core.receive("你好", platform_id="7")
        await core.receive(CRITICAL_WORDS, platform_id="7")
        await core.receive(CRITICAL_WORDS, platform_id="7")
        await core.receive("你好", platform_id="7")

        assert [said.text for said in await core.history() if said.author is Author.STUDENT] == ["你好", CRITICAL_WORDS]

    async def test_both_at_the_same_moment_too(self, core: Core) -> None:
        await asyncio.gather(
            core.receive("你好", platform_id="7"),
            core.receive(CRITICAL_WORDS, platform_id="7"),
            core.receive("你好", platform_id="7"),
        )

        assert (await core.handoff()).level is RiskLevel.CRITICAL


class TestEdits:
    async def test_an_edit_into_danger_is_danger(self, core: Core) -> None:
        await core.receive("今晚出去走走", platform_id="7")
        await core.answer()
        await core.receive(CRITICAL_WORDS, platform_id="7", revision=1)

        assert (await core.handoff()).level is RiskLevel.CRITICAL
        assert (await core.told())[-1].startswith(core.safety_text())

    async def test_an_edit_out_of_danger_lowers_nothing(self, core: Core) -> None:
        await core.receive(CRITICAL_WORDS, platform_id="7")
        await core.receive("开玩笑的", platform_id="7", revision=1)

        assert (await core.conversation()).level is RiskLevel.CRITICAL

    async def test_an_ordinary_edit_is_kept_and_not_answered_again(self, core: Core) -> None:
        await core.receive("考试考杂了", platform_id="7")
        await core.answer()
        before = await core.told()
        await core.receive("考试考砸了", platform_id="7", revision=1)
        await core.answer()

        assert await core.told() == before

    async def test_an_edit_of_something_that_never_reached_us_is_answered(self, core: Core) -> None:
        await core.receive("考试考砸了", platform_id="7", revision=3)
        await core.answer()

        assert (await core.told())[-1] == "我在听。"

    async def test_a_command_corrected_by_an_edit_works(self, core: Core) -> None:
        await core.receive("转人共", platform_id="7")
        await core.receive("转人工", platform_id="7", revision=1)

        assert (await core.handoff()).reason is Reason.REQUEST


class TestAfterTheClose:
    async def test_the_next_message_opens_a_conversation_at_level_0(self, core: Core) -> None:
        await core.receive("你好")
        await core.receive("退出")
        await core.receive("我回来了")

        closed, fresh = await core.conversations()
        assert (closed.holder, fresh.holder, fresh.level) == (Holder.NOBODY, Holder.BOT, RiskLevel.NONE)

    async def test_danger_in_it_rings_anew(self, core: Core) -> None:
        await core.receive(CRITICAL_WORDS)
        handoff = await claim(core)
        async with core.database.begin() as session:
            volunteer = await session.get_one(Account, handoff.volunteer_id)
            supervisor = await make_account(session, role=Role.SUPERVISOR)
            closing = Closing(Outcome.CALMER, "talked", confirmed_by=supervisor)
            await queue.close(session, handoff.id, by=volunteer, closing=closing, at=core.clock.now())
        core.clock.move(timedelta(hours=1))
        await core.receive("还是不想活")

        first, second = await core.handoffs()
        assert (first.state, second.state) == (HandoffState.CLOSED, HandoffState.WAITING)
        assert len(safety_texts(await core.told())) == 2


class TestUrgency:
    async def test_only_the_safety_text_is_urgent(self, core: Core) -> None:
        await core.receive(CRITICAL_WORDS)

        async with core.database.read() as session:
            urgent = (await session.scalars(select(OutboxEntry.is_urgent).order_by(OutboxEntry.seq))).all()
        assert urgent == [True, False]


def broken(_text: str) -> NoReturn:
    raise ValueError("a text nobody foresaw")


async def test_a_screen_that_breaks_calls_a_person_instead_of_letting_the_message_pass(core: Core) -> None:
    intake = Intake(replace(core.intake._parts, screen=broken))

    await intake.receive(Inbound("fake", "lin", "m-odd", "…"))

    assert (await core.handoff()).level is RiskLevel.SERIOUS
    assert safety_texts(await core.told())
    await intake.close()
