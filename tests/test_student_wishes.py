"""What a student can always ask for is done at once, in every phase, in three languages, with Rasa away."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.check_ins.booking import book
from bot.handoffs import queue
from bot.handoffs.queue import Closing
from bot.kit.crypto import CannotOpen
from bot.levels import RiskLevel
from bot.privacy.erase import erase_waiting
from bot.store.tables import (
    Account,
    Author,
    CheckIn,
    CheckInState,
    CrisisSignal,
    Handoff,
    HandoffState,
    Holder,
    Message,
    Outcome,
    Reason,
    Role,
    Student,
)
from tests.core import Core
from tests.factories import make_account

SPOKEN = {
    "zh-Hans": {"hello": "你好，我睡不着", "person": "转人工", "stop": "不要再联系我", "erase": "删除我的记录",
                "is_bot": "你是人吗", "leave": "退出"},
    "zh-Hant": {"hello": "你好，我睡不著，很難過", "person": "轉人工", "stop": "不要再聯絡我", "erase": "刪除我的記錄",
                "is_bot": "你是人嗎", "leave": "結束對話"},
    "en": {"hello": "Hello, I can't sleep at night", "person": "talk to a person", "stop": "stop contacting me",
           "erase": "delete my records", "is_bot": "Are you human?", "leave": "end chat"},
}  # fmt: skip
LANGUAGES = tuple(SPOKEN)
Phase = Callable[[Core], Awaitable[None]]


async def with_the_bot(core: Core) -> None:
    """Nothing has happened yet."""


async def in_the_queue(core: Core) -> None:
    conversation = await core.conversation()
    async with core.database.begin() as session:
        conversation = await session.merge(conversation, load=True)
        await queue.request(session, conversation, reason=Reason.REQUEST, level=RiskLevel.NONE, at=core.clock.now())


async def with_a_volunteer(core: Core) -> None:
    await in_the_queue(core)
    handoff, volunteer = await core.handoff(), await core.volunteer_on_duty()
    async with core.database.begin() as session:
        await queue.claim(session, handoff.id, volunteer=volunteer, at=core.clock.now())


PHASES = (with_the_bot, in_the_queue, with_a_volunteer)


async def say(core: Core, language: str, what: str) -> str:
    """What the student is told last after saying it."""
    await core.receive(SPOKEN[language][what])
    return (await core.told())[-1]


async def arrive(core: Core, language: str, phase: Phase) -> None:
    core.rasa.is_down = True
    await core.receive(SPOKEN[language]["hello"])
    await phase(core)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("phase", PHASES)
class TestInEveryPhase:
    async def test_asking_for_a_person(self, core: Core, language: str, phase: Phase) -> None:
        await arrive(core, language, phase)

        told = await say(core, language, "person")

        if phase is with_a_volunteer:
            assert told == core.says("handoff.with_volunteer", language)
        else:
            assert (await core.handoff()).state is HandoffState.WAITING
            assert told.splitlines()[0]
        assert len(await core.handoffs()) == 1

    async def test_not_wanting_to_be_contacted(self, core: Core, language: str, phase: Phase) -> None:
        await arrive(core, language, phase)
        await book_check_in(core)

        assert await say(core, language, "stop") == core.says("privacy.stopped", language)

        async with core.database.read() as session:
            assert await session.scalar(select(CheckIn.state)) is CheckInState.CANCELLED
            assert await session.scalar(select(Student.accepts_contact)) is False

    async def test_having_everything_deleted(self, core: Core, language: str, phase: Phase) -> None:
        await arrive(core, language, phase)
        before = await sealed_words(core)

        assert await say(core, language, "erase") == core.says("privacy.erased", language)

        assert [said.text for said in await core.history()] == [
            SPOKEN[language]["erase"], core.says("privacy.erased", language),
        ]  # fmt: skip
        assert await core.handoffs() == []
        await cannot_be_read_any_more(core, before)

    async def test_asking_whether_it_is_a_program(self, core: Core, language: str, phase: Phase) -> None:
        await arrive(core, language, phase)

        told = await say(core, language, "is_bot")

        key = {with_the_bot: "bot", in_the_queue: "queue", with_a_volunteer: "volunteer"}[phase]  # type: ignore[index]  # functions are their own names
        assert told == core.says(f"ask_if_bot.{key}", language)

    async def test_leaving(self, core: Core, language: str, phase: Phase) -> None:
        await arrive(core, language, phase)

        told = await say(core, language, "leave")

        if phase is with_the_bot:
            assert told == core.says("leave.bye", language)
            assert (await core.conversation()).holder is Holder.NOBODY
        elif phase is in_the_queue:
            assert told == core.says("leave.still_asked", language)
            assert (await core.conversation()).holder is Holder.QUEUE
        else:
            assert told == core.says("leave.with_volunteer", language)
            assert (await core.conversation()).holder is Holder.VOLUNTEER


async def book_check_in(core: Core) -> None:
    conversation = await core.conversation()
    async with core.database.begin() as session:
        await book(
            session,
            await session.merge(conversation),
            booked_by=None,
            due_at=core.clock.now() + timedelta(hours=24),
            at=core.clock.now(),
        )


async def sealed_words(core: Core) -> list[tuple[str, bytes]]:
    async with core.database.read() as session:
        rows = await session.execute(select(Message.id, Message.text_sealed))
        return [(row.id, row.text_sealed) for row in rows]


async def cannot_be_read_any_more(core: Core, before: list[tuple[str, bytes]]) -> None:
    async with core.database.read() as session:
        (student,) = await session.scalars(select(Student))
    key = student.key(core.database.vault)
    for message_id, sealed in before:
        with pytest.raises(CannotOpen):
            key.open(sealed, row=f"messages:{message_id}")


class TestLines:
    @pytest.mark.parametrize(
        ("asked", "language"), [("热线", "zh-Hans"), ("有什麼電話可以打？", "zh-Hant"), ("hotline", "en")]
    )
    async def test_whoever_asks_for_numbers_gets_them(self, core: Core, asked: str, language: str) -> None:
        await core.receive({"zh-Hans": "我在家", "zh-Hant": "我睡不著，很難過", "en": "Hello, I can't sleep"}[language])
        await core.receive(asked)

        lines = core.config.resources.lines_text("mainland", language)
        assert (await core.told())[-1] == core.says("lines", language, lines=lines)


class TestNotSilent:
    async def test_a_command_is_not_answered_a_second_time_by_the_bot(self, core: Core) -> None:
        await core.receive("你是人吗")

        assert await core.answer() == 0
        assert core.rasa.heard == []

    async def test_the_bot_still_answers_what_was_said_just_before(self, core: Core) -> None:
        await core.receive("我好累")
        await core.receive("你是人吗")
        await core.answer()

        assert core.rasa.texts == ["我好累"]

    async def test_asking_again_tells_the_place(self, core: Core) -> None:
        await core.volunteer_on_duty()
        await core.receive("转人工", chat="mei")
        core.clock.move(timedelta(seconds=1))
        await core.receive("转人工")
        first = (await core.told())[-2]
        await core.receive("转人工")

        assert first == core.says("handoff.requested_on_duty", place=2)
        assert (await core.told())[-1] == core.says("handoff.still_waiting", place=2)

    async def test_with_nobody_on_duty_it_is_said_at_once_with_numbers(self, core: Core) -> None:
        await core.receive("转人工")

        lines = core.config.resources.lines_text("mainland", "zh-Hans")
        assert (await core.told())[-2] == core.says("handoff.requested_nobody", lines=lines)


class TestDeletionInDanger:
    @pytest.fixture
    async def in_danger(self, core: Core) -> Core:
        await core.receive("遗书写好了，今晚就走")
        return core

    async def test_waits_for_the_open_handoff_and_says_so(self, in_danger: Core) -> None:
        core = in_danger
        await core.receive("删除我的记录")

        assert (await core.told())[-1] == core.says("privacy.erasure_waits")
        assert (await core.handoff()).state is HandoffState.WAITING
        assert "遗书写好了，今晚就走" in [said.text for said in await core.history()]

    async def test_is_done_by_itself_once_a_person_has_closed_it(self, in_danger: Core) -> None:
        core = in_danger
        await core.receive("删除我的记录")
        before = await sealed_words(core)
        await close_with_supervisor(core, await core.handoff())

        assert await erase_waiting(core.database, wording=core.speech.wording, at=core.clock.now()) == 1

        assert [said.text for said in await core.history()] == [core.says("privacy.erased")]
        await cannot_be_read_any_more(core, before)
        async with core.database.read() as session:
            assert (await session.scalars(select(CrisisSignal))).all() == []

    async def test_leaving_says_that_somebody_will_look(self, in_danger: Core) -> None:
        core = in_danger
        await core.receive("退出")

        assert (await core.told())[-1] == core.says("leave.still_waiting")
        assert (await core.conversation()).holder is Holder.QUEUE


class TestContactAgain:
    async def test_who_has_changed_their_mind_can_be_asked_after_again(self, core_on_any: Core) -> None:
        core = core_on_any
        await core.receive("不要再联系我")
        await core.receive(core.choices.labels("contact_again", "zh-Hans")[0])
        async with core.database.begin() as session:
            check_in = await book(
                session,
                await core.conversation(),
                booked_by=None,
                due_at=core.clock.now() + timedelta(hours=24),
                at=core.clock.now(),
            )

        assert (await core.told())[-1] == core.says("privacy.contact_again")
        assert check_in.state is CheckInState.BOOKED


class TestNoContactInDanger:
    @pytest.mark.parametrize("is_held", [False, True])
    async def test_it_is_not_promised_that_nobody_writes(self, core: Core, *, is_held: bool) -> None:
        await core.receive("遗书写好了，今晚就走")
        if is_held:
            handoff, volunteer = await core.handoff(), await core.volunteer_on_duty()
            async with core.database.begin() as session:
                await queue.claim(session, handoff.id, volunteer=volunteer, at=core.clock.now())
        await core.receive("不要再联系我")

        assert (await core.told())[-1] == core.says("privacy.stopped_in_danger")
        assert (await core.handoff()).closed_at is None
        async with core.database.read() as session:
            assert await session.scalar(select(Student.accepts_contact)) is False


async def close_with_supervisor(core: Core, handoff: Handoff) -> None:
    volunteer = await core.volunteer_on_duty()
    async with core.database.begin() as session:
        supervisor = await make_account(session, role=Role.SUPERVISOR)
        await queue.claim(session, handoff.id, volunteer=volunteer, at=core.clock.now())
        volunteer = await session.get_one(Account, volunteer.id)
        closing = Closing(Outcome.CALMER, "talked", confirmed_by=supervisor)
        await queue.close(session, handoff.id, by=volunteer, closing=closing, at=core.clock.now())


class TestAfterADeletion:
    async def test_the_wish_brought_again_is_known_and_deletes_nothing_more(self, core: Core) -> None:
        await core.receive("你好")
        await core.receive("删除我的记录", platform_id="9")
        await core.receive("我又来了")

        assert not (await core.receive("删除我的记录", platform_id="9")).is_new
        assert "我又来了" in [said.text for said in await core.history()]

    async def test_the_next_message_starts_anew_with_the_first_words(self, core: Core) -> None:
        await core.receive("你好")
        await core.receive("删除我的记录")
        await core.receive("我又来了")
        await core.answer()

        assert [said.text for said in await core.history()][2:] == ["我又来了", core.says("first_words"), "我在听。"]

    async def test_what_comes_in_the_same_moment_as_the_wish_is_kept(self, core: Core) -> None:
        await core.receive("你好")
        await asyncio.gather(core.receive("删除我的记录"), core.receive("等等"))

        students = [said.text for said in await core.history() if said.author is Author.STUDENT]
        assert students == ["删除我的记录", "等等"]
        await core.answer()
        assert (await core.told())[-1] == "我在听。"
