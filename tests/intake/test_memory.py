"""A conversation remembers a little: a wish said in two halves is one wish, and a falling mood is asked about."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, NoReturn

import pytest
import structlog

from bot.channels.port import Inbound
from bot.conversations.remembering import HOLDS
from bot.intake import Intake
from bot.levels import RiskLevel
from bot.store.tables import Author, MessageKind
from tests.core import Core
from tests.factories import DOUBTFUL_WORDS, NEARLY_DOUBTFUL_WORDS
from tests.intake.test_asking import ask, is_called_for, questions

HALVES = ("我不想", "活了")


class TestTwoHalves:
    async def test_are_one_wish(self, core_on_any: Core) -> None:
        for half in HALVES:
            await core_on_any.receive(half)

        assert await is_called_for(core_on_any)

    async def test_the_second_half_keeps_the_level_of_the_wish(self, core: Core) -> None:
        for half in HALVES:
            await core.receive(half)

        levels = [said.level for said in await core.history() if said.author is Author.STUDENT]
        assert levels == [RiskLevel.NONE, RiskLevel.SERIOUS]

    @pytest.mark.parametrize(
        "between", [{"text": "", "kind": MessageKind.STICKER}, {"text": "😭", "kind": MessageKind.STICKER},
                    {"text": "……"}, {"text": "你是人吗"}]
    )  # fmt: skip
    async def test_with_signs_or_our_own_words_between_them_too(self, core: Core, between: dict[str, Any]) -> None:
        await core.receive(HALVES[0])
        await core.receive(**between)
        await core.receive(HALVES[1])

        assert await is_called_for(core)

    async def test_brought_again_change_nothing(self, core_on_any: Core) -> None:
        for _ in range(5):
            for half in HALVES:
                await core_on_any.receive(half, platform_id=half)

        assert await is_called_for(core_on_any)
        assert len([said for said in await core_on_any.history() if said.author is Author.STUDENT]) == 2

    async def test_of_which_one_is_brought_again_are_no_wish(self, core: Core) -> None:
        await core.receive("活了", platform_id="7")
        await core.receive("我不想", platform_id="8")
        await core.receive("活了", platform_id="7")

        assert await core.handoffs() == []

    async def test_of_which_the_first_was_misspelt_are_heard_once_it_is_put_right(self, core: Core) -> None:
        await core.receive("我不像", platform_id="7")
        await core.receive("我不想", platform_id="7", revision=1)
        await core.receive("活了")

        assert await is_called_for(core)

    async def test_of_two_students_are_no_wish(self, core: Core) -> None:
        await core.receive(HALVES[0], chat="lin")
        await core.receive(HALVES[1], chat="mei")

        assert await core.handoffs() == []

    async def test_in_two_conversations_are_no_wish(self, core: Core) -> None:
        for text in (HALVES[0], "退出", HALVES[1]):
            await core.receive(text)

        assert await core.handoffs() == []

    async def test_long_apart_are_no_wish(self, core: Core) -> None:
        await core.receive(HALVES[0])
        core.clock.move(HOLDS + timedelta(seconds=1))
        await core.receive(HALVES[1])

        assert await core.handoffs() == []

    async def test_a_sticker_after_a_long_silence_does_not_wake_what_was_before_it(self, core: Core) -> None:
        await core.receive(HALVES[0])
        core.clock.move(HOLDS + timedelta(seconds=1))
        await core.receive("", kind=MessageKind.STICKER)
        await core.receive(HALVES[1])

        assert await core.handoffs() == []


class TestMood:
    async def test_that_falls_message_by_message_is_asked_about(self, core: Core) -> None:
        for _ in range(4):
            await core.receive(NEARLY_DOUBTFUL_WORDS)
        assert questions(core, await core.told()) == 0

        await core.receive(NEARLY_DOUBTFUL_WORDS)

        assert questions(core, await core.told()) == 1

    async def test_does_not_fall_by_typing_errors_that_are_put_right(self, core: Core) -> None:
        for revision in range(8):
            await core.receive(NEARLY_DOUBTFUL_WORDS, platform_id="7", revision=revision)

        assert questions(core, await core.told()) == 0

    async def test_has_risen_after_a_long_silence(self, core: Core) -> None:
        for _ in range(4):
            await core.receive(NEARLY_DOUBTFUL_WORDS)
        core.clock.move(HOLDS + timedelta(seconds=1))
        await core.receive(NEARLY_DOUBTFUL_WORDS)

        assert questions(core, await core.told()) == 0

    async def test_that_had_fallen_before_the_question_does_not_spoil_the_no(self, core: Core) -> None:
        await ask(core)
        await core.receive("没有，发灰")

        assert (await core.told())[-1] == core.says("safety.heard_no")
        levels = [said.level for said in await core.history() if said.author is Author.STUDENT]
        assert levels == [RiskLevel.SERIOUS, RiskLevel.NONE]


class TestWhatIsKept:
    async def test_is_sealed_with_the_students_key(self, core: Core) -> None:
        await core.receive("今天下雨")

        sealed = (await core.conversation()).memory_sealed
        assert sealed is not None
        assert "下雨".encode() not in sealed
        assert b"u4e0b" not in sealed

    async def test_goes_with_everything_else_the_student_wants_deleted(self, core: Core) -> None:
        await core.receive(HALVES[0])
        await core.receive("删除我的记录")

        assert (await core.conversation()).memory_sealed is None
        await core.receive(HALVES[1])
        assert await core.handoffs() == []

    @pytest.mark.parametrize("damaged", [b"", b"damaged", b"\x00" * 80])
    async def test_if_it_is_damaged_is_told_by_its_id_and_begins_anew(self, core: Core, damaged: bytes) -> None:
        await core.receive(HALVES[0])
        async with core.database.begin() as session:
            conversation = await session.merge(await core.conversation())
            conversation.memory_sealed = damaged
        with structlog.testing.capture_logs() as logged:
            await core.receive(HALVES[0])
        await core.receive(HALVES[1])

        assert [line["event"] for line in logged if line["log_level"] == "error"] == ["memory_unreadable"]
        assert logged[0]["conversation"] == conversation.id
        assert await is_called_for(core)


def broken(*_given: object) -> NoReturn:
    raise ValueError("我不想活了")


class TestASecondPassThatBreaks:
    async def test_takes_nothing_from_the_first(self, core: Core) -> None:
        intake = Intake(replace(core.intake._parts, second_pass=broken))
        with structlog.testing.capture_logs() as logged:
            await intake.receive(Inbound("fake", "lin", "m-1", "我不想活了"))

        assert await is_called_for(core)
        assert "second_pass_broke" in [line["event"] for line in logged]
        assert "不想活" not in str(logged)
        await intake.close()

    async def test_lets_ordinary_talk_and_doubts_through(self, core: Core) -> None:
        intake = Intake(replace(core.intake._parts, second_pass=broken))
        await intake.receive(Inbound("fake", "lin", "m-1", "你好"))
        await intake.receive(Inbound("fake", "lin", "m-2", DOUBTFUL_WORDS))

        assert questions(core, await core.told()) == 1
        await intake.close()
