"""One turn at a time for a conversation; the bot looks again before it speaks, and is silent once a person is there."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.handoffs import queue
from bot.handoffs.escalation import request_person
from bot.outbox.outbox import Saying, put
from bot.store.tables import (
    Account,
    Author,
    CheckIn,
    Conversation,
    Holder,
    Message,
    Reason,
    Student,
    Turn,
)
from tests.core import Core
from tests.scripted_rasa import naming, saying

ANSWER = "我在听。"


async def ask_for_person(core: Core) -> None:
    await core.receive("转人工")


async def claim(core: Core, volunteer: Account) -> None:
    handoff = await core.handoff()
    async with core.database.begin() as session:
        await queue.claim(session, handoff.id, volunteer=volunteer, at=core.clock.now())


async def messages(core: Core) -> list[Message]:
    async with core.database.read() as session:
        return list(
            await session.scalars(select(Message).where(Message.author == Author.STUDENT).order_by(Message.seq))
        )


class TestJoining:
    async def test_quick_messages_are_one_turn_that_names_them_all(self, core_on_any: Core) -> None:
        for text in ("我今天", "考试", "考砸了"):
            await core_on_any.receive(text)
        await core_on_any.answer()

        async with core_on_any.database.read() as session:
            (turn,) = await session.scalars(select(Turn))
        assert {message.turn_id for message in await messages(core_on_any)} == {turn.id}
        assert core_on_any.rasa.texts == ["我今天\n考试\n考砸了"]
        assert (await core_on_any.told()).count(ANSWER) == 1

    async def test_nothing_is_answered_while_more_may_come(self, core: Core) -> None:
        await core.receive("我今天")

        assert await core.turns.answer_due() == 0

    async def test_two_hundred_in_a_second_are_one_question_in_order(self, core: Core) -> None:
        await asyncio.gather(*(core.receive(f"{number}") for number in range(200)))
        await core.answer()

        (asked,) = core.rasa.texts
        assert asked.split("\n") == [str(number) for number in range(200)]

    async def test_what_comes_while_rasa_thinks_is_the_next_turn(self, core_on_any: Core) -> None:
        core = core_on_any
        await core.receive("第一句")
        core.rasa.meanwhile = lambda: core.receive("第二句")
        await core.answer()
        await core.answer()

        assert core.rasa.texts == ["第一句", "第二句"]
        assert len({message.turn_id for message in await messages(core)}) == 2
        assert not any(message.awaits_turn for message in await messages(core))

    async def test_students_are_answered_side_by_side_and_not_mixed(self, core_on_any: Core) -> None:
        core = core_on_any
        core.rasa.else_says = saying("好的。")
        await asyncio.gather(*(core.receive(f"我是 {number} 号", chat=f"chat-{number}") for number in range(16)))

        assert await core.answer() == 16
        assert {message["sender"] for message in core.rasa.heard} == {
            f"{each.id}-0" for each in await core.conversations()
        }
        for number in range(16):
            assert (await core.told(chat=f"chat-{number}"))[-1] == "好的。"

    async def test_answered_is_answered(self, core: Core) -> None:
        await core.receive("你好")
        await core.answer()

        assert await core.answer() == 0
        assert (await core.conversation()).turn_due_at is None


class TestLookingAgain:
    """The volunteer presses "claim" between the question to Rasa and the bot's answer."""

    async def test_a_claim_while_rasa_thinks_silences_the_bot(self, core_on_any: Core) -> None:
        core = core_on_any
        volunteer = await core.volunteer_on_duty()
        await ask_for_person(core)
        await core.receive("我和室友吵架了")
        core.rasa.meanwhile = lambda: claim(core, volunteer)

        await core.answer()

        assert ANSWER not in await core.told()
        assert not any(message.awaits_turn for message in await messages(core))
        assert (await core.conversation()).holder is Holder.VOLUNTEER

    @pytest.mark.parametrize("round_", range(10))
    async def test_whoever_wins_the_race_no_bot_speaks_after_the_volunteer_has_come(
        self, core_on_any: Core, round_: int
    ) -> None:
        core = core_on_any
        volunteer = await core.volunteer_on_duty()
        await ask_for_person(core)
        await core.receive("我和室友吵架了")
        core.clock.move(timedelta(seconds=1))

        async def claim_soon() -> None:
            for _ in range(round_ * 3):
                await asyncio.sleep(0)
            await claim(core, volunteer)
            await join(core)

        await asyncio.gather(core.turns.answer_due(), claim_soon())

        told = await core.told()
        came = told.index(core.says("handoff.volunteer_joined"))
        assert ANSWER not in told[came:]

    async def test_a_claim_that_was_given_back_meanwhile_leaves_no_stale_answer(self, core: Core) -> None:
        volunteer = await core.volunteer_on_duty()
        await ask_for_person(core)
        await core.receive("我和室友吵架了")

        async def come_and_go() -> None:
            await claim(core, volunteer)
            handoff = await core.handoff()
            async with core.database.begin() as session:
                await queue.release(session, handoff.id, holder_id=volunteer.id, at=core.clock.now())

        core.rasa.meanwhile = come_and_go
        await core.answer()

        assert ANSWER not in await core.told()

    async def test_what_is_said_to_a_volunteer_is_not_answered_by_the_bot(self, core: Core) -> None:
        volunteer = await core.volunteer_on_duty()
        await ask_for_person(core)
        await claim(core, volunteer)
        await core.receive("你好")

        assert await core.answer() == 0

    async def test_after_a_release_the_bot_keeps_company_again(self, core: Core) -> None:
        volunteer = await core.volunteer_on_duty()
        await ask_for_person(core)
        await claim(core, volunteer)
        handoff = await core.handoff()
        async with core.database.begin() as session:
            await queue.release(session, handoff.id, holder_id=volunteer.id, at=core.clock.now())
        await core.receive("他走了吗")
        await core.answer()

        assert (await core.told())[-1] == ANSWER

    async def test_a_student_who_leaves_while_rasa_thinks_hears_nothing_more(self, core: Core) -> None:
        await core.receive("我走了")
        core.rasa.meanwhile = lambda: core.receive("退出")
        await core.answer()

        assert (await core.told())[-1] == core.says("leave.bye")

    async def test_a_student_erased_while_rasa_thinks_hears_nothing_more(self, core: Core) -> None:
        await core.receive("我走了")
        core.rasa.meanwhile = lambda: core.receive("删除我的记录")
        await core.answer()

        assert (await core.told())[-1] == core.says("privacy.erased")

    async def test_danger_that_shows_while_rasa_thinks_replaces_the_calm_answer(self, core_on_any: Core) -> None:
        core = core_on_any
        await core.receive("今天好累")
        core.rasa.meanwhile = lambda: core.receive("遗书写好了，今晚就走")
        await core.answer()

        told = await core.told()
        assert ANSWER not in told
        assert told[-2].startswith(core.safety_text())
        assert told[-1] == f"{core.says('waiting.company_1')}\n{core.says('waiting.ask_place')}"


async def join(core: Core) -> None:
    async with core.database.begin() as session:
        (student,) = await session.scalars(select(Student).with_for_update())
        (conversation,) = await session.scalars(select(Conversation))
        text = core.says("handoff.volunteer_joined")
        put(session, student, conversation, Saying(Author.LINE, text), at=core.clock.now())


class TestCommands:
    async def test_a_wish_for_a_person_that_rasa_understood_is_carried_out(self, core: Core) -> None:
        core.rasa.answers = [naming("request_handoff", topic="study")]
        await core.receive("能不能找个人跟我聊聊")
        await core.answer()

        assert (await core.handoff()).reason is Reason.REQUEST
        lines = core.config.resources.lines_text("mainland", "zh-Hans")
        assert (await core.told())[-2:] == [
            core.says("handoff.requested_nobody", lines=lines), core.says("waiting.ask_place"),
        ]  # fmt: skip

    async def test_a_topic_is_noted_and_told_to_rasa_next_time(self, core: Core) -> None:
        core.rasa.answers = [[*saying("考试的事。"), *naming("set_topic", topic="study")]]
        await core.receive("考试考砸了")
        await core.answer()
        await core.receive("数学卷子太难了")
        await core.answer()

        assert (await core.conversation()).topic == "study"
        assert [message["metadata"]["topic"] for message in core.rasa.heard] == [None, "study"]

    async def test_a_topic_alone_is_no_answer(self, core: Core) -> None:
        core.rasa.answers = [naming("set_topic", topic="study")]
        await core.receive("考试考砸了")
        await core.answer()

        assert (await core.told())[-2:] == [core.says("fallback.listening_1"), core.says("fallback.offer_person")]
        assert (await core.conversation()).topic == "study"

    async def test_a_check_in_is_booked_and_said(self, core: Core) -> None:
        core.rasa.answers = [naming("book_check_in", after_hours=24)]
        await core.receive("明天再问问我吧")
        await core.answer()

        assert (await core.told())[-1] == core.says("check_in.booked", hours=24)
        async with core.database.read() as session:
            assert await session.scalar(select(CheckIn.due_at)) == core.clock.now() + timedelta(hours=24)

    async def test_a_check_in_in_some_days_is_said_in_days(self, core: Core) -> None:
        core.rasa.answers = [naming("book_check_in", after_hours=72)]
        await core.receive("三天后再问问我吧")
        await core.answer()

        assert (await core.told())[-1] == core.says("check_in.booked_days", days=3)

    async def test_no_check_in_is_booked_for_who_does_not_want_it(self, core: Core) -> None:
        core.rasa.answers = [naming("book_check_in", after_hours=24)]
        await core.receive("不要再联系我")
        await core.receive("明天再问问我吧")
        await core.answer()

        last = (await core.history())[-1]
        assert (last.text, last.choices) == (core.says("check_in.not_booked"), "contact_again")
        async with core.database.read() as session:
            assert (await session.scalars(select(CheckIn))).all() == []

    async def test_a_request_while_waiting_already_tells_so(self, core: Core) -> None:
        await core.volunteer_on_duty()
        await ask_for_person(core)
        core.rasa.answers = [naming("request_handoff", topic="unsaid")]
        await core.receive("有人吗，想找个人聊聊")
        await core.answer()

        assert len(await core.handoffs()) == 1
        assert (await core.told())[-1] == core.says("handoff.still_waiting", place=1)


async def test_a_request_the_student_made_in_talk_is_one_handoff(core: Core) -> None:
    await core.receive("你好")
    async with core.database.begin() as session:
        (student,) = await session.scalars(select(Student))
        (conversation,) = await session.scalars(select(Conversation))
        for _ in range(2):
            await request_person(session, student, conversation, at=core.clock.now(), speech=core.speech)

    assert len(await core.handoffs()) == 1
