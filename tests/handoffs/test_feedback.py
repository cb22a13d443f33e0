"""Two small questions after a talk, that nobody has to answer and that never stand in the way of danger."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.handoffs import queue, talk
from bot.handoffs.queue import Closing
from bot.handoffs.talk import Ending
from bot.levels import RiskLevel
from bot.store.tables import Feedback, Helpfulness, Message, Outcome
from tests.core import Core


async def talk_to_the_end(core: Core, *, outcome: Outcome = Outcome.CALMER) -> None:
    await core.receive("转人工")
    volunteer, handoff = await core.volunteer_on_duty(), await core.handoff()
    async with core.database.begin() as session:
        await queue.claim(session, handoff.id, volunteer=volunteer, at=core.clock.now())
        ending = Ending(volunteer, Closing(outcome, "Calmer."))
        await talk.finish(session, handoff.id, ending=ending, wording=core.config.wording, at=core.clock.now())


async def feedback(core: Core) -> Feedback:
    async with core.database.read() as session:
        (only,) = await session.scalars(select(Feedback))
        return only


async def test_both_questions_are_asked_one_after_the_other(core_on_any: Core) -> None:
    core = core_on_any
    await talk_to_the_end(core)
    first = (await core.history())[-1]
    await core.receive("有帮助")
    second = (await core.history())[-1]
    await core.receive("没有了")

    assert (first.text, first.choices) == (core.says("feedback.question"), "helped")
    assert (second.text, second.choices) == (core.says("feedback.words"), "nothing_more")
    assert (await core.told())[-1] == core.says("feedback.thanks")
    assert (await feedback(core)).helped is Helpfulness.HELPED
    assert await core.answer() == 0


@pytest.mark.parametrize(
    ("said", "helped"),
    [
        ("It helped a little", Helpfulness.PARTLY),
        ("沒有幫助。", Helpfulness.NOT_HELPED),
        ("kinda", Helpfulness.PARTLY),
        ("没什么用", Helpfulness.NOT_HELPED),
        ("有，谢谢", Helpfulness.HELPED),
    ],
)
async def test_a_button_of_any_language_counts_and_so_do_plain_words(
    core: Core, said: str, helped: Helpfulness
) -> None:
    await talk_to_the_end(core)
    await core.receive(said)

    assert (await feedback(core)).helped is helped


async def test_what_they_write_about_it_is_kept_and_answered_like_any_message(core: Core) -> None:
    await talk_to_the_end(core)
    await core.receive("有帮助")
    await core.receive("志愿者很耐心")
    await core.answer()

    async with core.database.read() as session:
        message = await session.get_one(Message, (await feedback(core)).message_id)
    assert message.seq == (await core.history())[-2].seq
    assert core.rasa.texts == ["志愿者很耐心"]


async def test_who_goes_on_with_something_else_is_not_asked_again(core: Core) -> None:
    await talk_to_the_end(core)
    await core.receive("我今天考试了")
    await core.receive("有帮助")

    assert (await feedback(core)).helped is None


async def test_danger_is_no_feedback(core: Core) -> None:
    await talk_to_the_end(core)
    await core.receive("遗书写好了，今晚就走")

    assert (await feedback(core)).helped is None
    assert (await core.handoffs())[-1].level is RiskLevel.CRITICAL


async def test_after_a_day_nobody_remembers_what_was_asked(core: Core) -> None:
    await talk_to_the_end(core)
    core.clock.move(timedelta(hours=25))
    await core.receive("有帮助")

    assert (await feedback(core)).helped is None


async def test_nobody_is_asked_after_an_emergency(core: Core) -> None:
    await talk_to_the_end(core, outcome=Outcome.EMERGENCY)

    assert (await core.told())[-1] == core.says("handoff.closed")


async def test_deleting_everything_forgets_the_question(core: Core) -> None:
    await talk_to_the_end(core)
    await core.receive("删除我的记录")
    await core.receive("有帮助")
    await core.answer()

    async with core.database.read() as session:
        assert list(await session.scalars(select(Feedback))) == []
    assert core.rasa.texts == ["有帮助"]


async def test_in_danger_no_answer_is_taken_for_an_opinion(core: Core) -> None:
    await talk_to_the_end(core)
    await core.receive("我不想活了")
    await core.answer()
    await core.receive("没有")

    assert (await feedback(core)).helped is None
    assert core.says("feedback.words") not in await core.told()
