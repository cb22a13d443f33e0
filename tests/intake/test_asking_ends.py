"""Who is not asked, and what answers nothing: words typed too early, edits, doubts after a no, a person who is there."""

from datetime import timedelta

import pytest

from bot.handoffs import queue
from bot.handoffs.asking_rules import NO_HOLDS, PATIENCE, STILL_TYPING
from bot.handoffs.queue import Closing
from bot.levels import RiskLevel
from bot.store.tables import Account, Handoff, Holder, Outcome
from tests.core import Core
from tests.factories import DOUBTFUL_WORDS
from tests.intake.test_asking import SERIOUS_WORDS, ask, is_called_for, noted, questions
from tests.intake.test_asking_silence import look

MOMENT = timedelta(seconds=1)


async def deny(core: Core) -> None:
    await ask(core)
    await core.receive("没有")


async def claim(core: Core) -> tuple[Handoff, Account]:
    handoff, volunteer = await core.handoff(), await core.volunteer_on_duty()
    async with core.database.begin() as session:
        return await queue.claim(session, handoff.id, volunteer=volunteer, at=core.clock.now()), volunteer


class TestStillTyping:
    @pytest.mark.parametrize("text", ["就在我课桌上", DOUBTFUL_WORDS, "你是人吗"])
    async def test_what_comes_before_it_could_be_read_is_no_answer(self, core: Core, text: str) -> None:
        await core.receive(DOUBTFUL_WORDS)
        core.clock.move(STILL_TYPING - MOMENT)
        asked_at = (await core.conversation()).safety_asked_at
        await core.receive(text)

        assert (await core.conversation()).safety_asked_at == asked_at
        assert await core.handoffs() == []
        assert questions(core, await core.told()) == 1
        assert await core.answer() == 0

    async def test_danger_that_a_term_names_is_heard_at_once(self, core_on_any: Core) -> None:
        await core_on_any.receive(DOUBTFUL_WORDS)
        core_on_any.clock.move(MOMENT)
        await core_on_any.receive(SERIOUS_WORDS)

        assert await is_called_for(core_on_any)

    @pytest.mark.parametrize("farewell", ["退出", "删除我的记录"])
    async def test_who_goes_will_not_answer_any_more_and_is_looked_after(self, core: Core, farewell: str) -> None:
        await core.receive(DOUBTFUL_WORDS)
        core.clock.move(MOMENT)
        await core.receive(farewell)

        assert await is_called_for(core)

    async def test_it_is_answered_with_what_comes_after_the_no(self, core: Core) -> None:
        await core.receive(DOUBTFUL_WORDS)
        core.clock.move(MOMENT)
        await core.receive("就在我课桌上")
        core.clock.move(STILL_TYPING)
        await core.receive("没有，我只是想起了我的奶奶")
        await core.answer()

        assert core.rasa.texts == [f"{DOUBTFUL_WORDS}\n就在我课桌上\n没有，我只是想起了我的奶奶"]

    async def test_a_clock_that_was_set_back_makes_no_answer_unheard(self, core: Core) -> None:
        await core.receive(DOUBTFUL_WORDS)
        core.clock.move(-timedelta(minutes=20))
        await core.receive("有")

        assert await is_called_for(core)


class TestAfterANo:
    async def test_two_doubts_are_noted_and_not_asked_about(self, core: Core) -> None:
        await deny(core)
        for _ in range(2):
            core.clock.move(timedelta(minutes=5))
            await core.receive(DOUBTFUL_WORDS)
            await core.answer()

        assert questions(core, await core.told()) == 1
        assert await core.handoffs() == []
        assert await noted(core) == 3
        assert (await core.told()).count("我在听。") == 2

    async def test_the_third_calls_a_person(self, core_on_any: Core) -> None:
        await deny(core_on_any)
        for _ in range(3):
            core_on_any.clock.move(timedelta(minutes=5))
            await core_on_any.receive(DOUBTFUL_WORDS)

        assert await is_called_for(core_on_any)
        assert questions(core_on_any, await core_on_any.told()) == 1

    async def test_half_an_hour_later_it_is_asked_again(self, core: Core) -> None:
        await deny(core)
        core.clock.move(NO_HOLDS)
        await core.receive(DOUBTFUL_WORDS)

        assert questions(core, await core.told()) == 2

    async def test_danger_that_a_term_names_is_heard_at_once(self, core: Core) -> None:
        await deny(core)
        await core.receive(SERIOUS_WORDS)

        assert await is_called_for(core)


class TestAPersonIsThere:
    async def test_a_volunteer_sees_the_doubt_and_nobody_is_asked(self, core_on_any: Core) -> None:
        core = core_on_any
        await core.receive("转人工")
        await claim(core)
        before = await core.told()
        await core.receive(DOUBTFUL_WORDS)

        assert await core.told() == before
        assert (await core.history())[-1].level is RiskLevel.SERIOUS
        assert await noted(core) == 1
        assert (await core.conversation()).level is RiskLevel.NONE

    async def test_a_volunteer_who_comes_ends_the_question(self, core_on_any: Core) -> None:
        core = core_on_any
        await core.receive("转人工")
        await core.receive(DOUBTFUL_WORDS)
        await claim(core)
        core.clock.move(PATIENCE)

        assert await look(core) == 0
        assert (await core.conversation()).safety_asked_at is None

    async def test_who_is_in_danger_already_is_not_asked(self, core: Core) -> None:
        await core.receive(SERIOUS_WORDS)
        before = await core.told()
        await core.receive(DOUBTFUL_WORDS)

        assert await core.told() == before
        assert await noted(core) == 2


class TestTheClose:
    async def test_ends_everything_and_the_next_conversation_begins_anew(self, core: Core) -> None:
        await core.receive("转人工")
        await core.receive(DOUBTFUL_WORDS)
        handoff, volunteer = await claim(core)
        async with core.database.begin() as session:
            volunteer = await session.get_one(Account, volunteer.id)
            closing = Closing(Outcome.CALMER, "talked")
            await queue.close(session, handoff.id, by=volunteer, closing=closing, at=core.clock.now())
        core.clock.move(PATIENCE)

        assert await look(core) == 0
        await core.receive(DOUBTFUL_WORDS)
        closed, fresh = await core.conversations()
        assert (closed.safety_asked_at, closed.memory_sealed) == (None, None)
        assert fresh.safety_asked_at == core.clock.now()

    async def test_a_doubt_as_somebody_closes_wakes_nobody(self, core: Core) -> None:
        await deny(core)
        await core.receive("退出")
        await core.receive(DOUBTFUL_WORDS)

        assert questions(core, await core.told()) == 2
        assert [each.holder for each in await core.conversations()] == [Holder.NOBODY, Holder.BOT]


class TestEdits:
    async def test_an_edit_into_doubt_is_asked_about(self, core: Core) -> None:
        await core.receive("风铃睡了", platform_id="7")
        await core.receive(DOUBTFUL_WORDS, platform_id="7", revision=1)

        assert questions(core, await core.told()) == 1

    @pytest.mark.parametrize("text", ["风铃没碎", "没有", f"是{DOUBTFUL_WORDS}"])
    async def test_an_edit_of_what_was_said_before_is_no_answer(self, core: Core, text: str) -> None:
        await core.receive(DOUBTFUL_WORDS, platform_id="7")
        core.clock.move(STILL_TYPING)
        await core.receive(text, platform_id="7", revision=1)

        assert await core.handoffs() == []
        assert (await core.conversation()).safety_asked_at is not None

    async def test_an_edit_into_danger_is_heard_while_the_question_is_open(self, core: Core) -> None:
        await core.receive(DOUBTFUL_WORDS, platform_id="7")
        core.clock.move(STILL_TYPING)
        await core.receive(SERIOUS_WORDS, platform_id="7", revision=1)

        assert await is_called_for(core)

    async def test_a_no_that_is_taken_back_calls_a_person(self, core_on_any: Core) -> None:
        await ask(core_on_any)
        await core_on_any.receive("没有", platform_id="8")
        core_on_any.clock.move(timedelta(minutes=5))
        await core_on_any.receive("有", platform_id="8", revision=1)

        assert await is_called_for(core_on_any)

    async def test_a_no_in_better_words_is_still_a_no(self, core: Core) -> None:
        await ask(core)
        await core.receive("没有", platform_id="8")
        await core.receive("真的没有", platform_id="8", revision=1)

        assert await core.handoffs() == []
        assert (await core.told()).count(core.says("safety.heard_no")) == 1
