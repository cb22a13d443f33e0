"""What is answered in the waiting room raises the level, never lowers it, and reaches the volunteer."""

from bot.handoffs import queue, waiting_room
from bot.handoffs.escalation import URGED_AGAIN_AFTER
from bot.handoffs.waiting_questions import Question, Reply
from bot.levels import RiskLevel
from bot.store.tables import Author, MessageKind
from tests.core import Core


async def answers(core: Core) -> list[tuple[Question, Reply]]:
    async with core.database.read() as session:
        kept = await waiting_room.answers_of(session, (await core.conversation()).id)
    return [(answered.question, answered.reply) for answered in kept]


async def say(core: Core, *texts: str) -> None:
    for text in texts:
        await core.receive(text)
        await core.answer()


class TestAskedForAPerson:
    async def test_who_asks_for_a_person_is_asked_whether_they_are_safe(self, core_on_any: Core) -> None:
        core = core_on_any
        await core.receive("转人工")
        asked = (await core.history())[-1]
        await say(core, "安全")

        assert (asked.text, asked.choices) == (core.says("waiting.ask_place"), "safe")
        assert (await core.told())[-1] == core.says("waiting.heard")
        assert await answers(core) == [(Question.PLACE, Reply.YES)]
        assert (await core.conversation()).level is RiskLevel.NONE
        assert core.rasa.heard == []

    async def test_who_is_not_safe_comes_first_with_the_alarm(self, core_on_any: Core) -> None:
        core = core_on_any
        await core.receive("转人工")
        await say(core, "不安全")

        assert (await core.handoff()).level is RiskLevel.CRITICAL
        assert any(text.startswith(core.safety_text()) for text in await core.told())
        assert (await core.told())[-1].endswith(core.says("waiting.ask_body", emergency="120 / 110"))

    async def test_another_answer_is_talked_about(self, core: Core) -> None:
        await core.receive("转人工")
        await say(core, "我和室友吵架了")

        assert core.rasa.texts == ["我和室友吵架了"]
        assert await answers(core) == [(Question.PLACE, Reply.OTHER)]

    async def test_a_command_is_no_answer(self, core: Core) -> None:
        await core.receive("转人工")
        await core.receive("转人工")
        await core.receive("安全")

        assert await answers(core) == [(Question.PLACE, Reply.YES)]


class TestInDanger:
    async def test_a_grave_answer_raises_the_level_and_a_harmless_one_lowers_nothing(self, core: Core) -> None:
        await say(core, "我不想活了", "安全", "有", "能", "没有", "没有")

        assert (await core.handoff()).level is RiskLevel.CRITICAL
        assert (await core.conversation()).level is RiskLevel.CRITICAL
        assert await answers(core) == [
            (Question.PLACE, Reply.YES),
            (Question.BODY, Reply.YES),
            (Question.AWAY, Reply.YES),
            (Question.NEAR, Reply.NO),
            (Question.THOUGHTS, Reply.NO),
        ]
        assert (await core.told())[-1].endswith(core.says("waiting.ask_next_hour"))

    async def test_at_the_highest_level_danger_is_answered_with_where_help_is(self, core: Core) -> None:
        for text in ("遗书写好了，今晚就走", "我吞了一整瓶安眠药", "我割腕了", "我手里拿着药"):
            await say(core, text)
            core.clock.move(URGED_AGAIN_AFTER)

        urged = [core.says(f"waiting.call_now_{number}", emergency="120 / 110") for number in (1, 2, 3)]
        assert (await core.told())[-3:] == urged
        assert core.rasa.heard == []

    async def test_blood_or_means_in_hand_is_the_highest_level_once_there_is_danger(self, core: Core) -> None:
        await say(core, "我手里拿着药")
        calm = (await core.conversation()).level
        await say(core, "我不想活了", "我手里拿着药")

        assert calm < RiskLevel.CRITICAL
        assert (await core.handoff()).level is RiskLevel.CRITICAL
        assert any(text.startswith(core.safety_text()) for text in await core.told())

    async def test_who_tells_of_a_wound_is_told_to_call_and_never_asked_whether_they_are_hurt(self, core: Core) -> None:
        await say(core, "我不想活了", "我刚才吞了一整瓶安眠药", "她不在", "嗯……")

        told = await core.told()
        assert core.says("waiting.call_now_1", emergency="120 / 110") in told
        assert not any(core.says("waiting.ask_body", emergency="120 / 110") in text for text in told)

    async def test_what_turns_out_to_be_somebody_elses_is_asked_about_them(self, core: Core) -> None:
        await say(core, "我不想活了", "是她写的，不是我")

        assert (await core.told())[-2] == core.says("safety.corrected", emergency="120 / 110")
        assert (await core.told())[-1].endswith(core.says("waiting.ask_place_other"))
        assert (await core.conversation()).level is RiskLevel.SERIOUS

    async def test_several_messages_in_one_breath_are_urged_once(self, core: Core) -> None:
        await core.receive("遗书写好了，今晚就走")
        for _ in range(5):
            await core.receive("我吞了一整瓶安眠药")

        told = await core.told()
        assert sum(text.startswith(core.says("waiting.call_now_1", emergency="120 / 110")) for text in told) == 1

    async def test_what_was_asked_is_asked_again_after_it(self, core: Core) -> None:
        await say(core, "遗书写好了，今晚就走", "我吞了一整瓶安眠药", "她不在")

        assert await answers(core) == [(Question.PLACE, Reply.OTHER)]
        assert (await core.told())[-1].endswith(core.says("waiting.ask_away"))

    async def test_a_grave_answer_at_the_highest_level_is_not_passed_over(self, core: Core) -> None:
        await say(core, "遗书写好了，今晚就走", "安全", "有")

        assert (await answers(core))[-1] == (Question.BODY, Reply.YES)
        assert (await core.told())[-1] == core.says("waiting.call_now_1", emergency="120 / 110")
        await say(core, "打了")
        assert (await core.told())[-1] == core.says("waiting.told_called")
        await say(core, "她不在")
        assert (await core.told())[-1].endswith(core.says("waiting.ask_away"))

    async def test_of_somebody_else_it_is_their_help_that_is_called(self, core: Core) -> None:
        await say(core, "我女儿吞了一整瓶药，叫不醒", "她吞了一整瓶药")

        assert core.says("waiting.call_now_1_other", emergency="120 / 110") in await core.told()

    async def test_a_picture_is_an_answer_only_a_person_reads(self, core: Core) -> None:
        await say(core, "我不想活了")
        await core.receive("有", kind=MessageKind.PHOTO)

        assert await answers(core) == [(Question.PLACE, Reply.OTHER)]

    async def test_an_edit_answers_nothing(self, core: Core) -> None:
        await core.receive("我不想活了", platform_id="first")
        await core.answer()
        await core.receive("我不想活了。", platform_id="first", revision=1)

        assert await answers(core) == []

    async def test_once_a_person_is_there_they_read_it_themselves(self, core: Core) -> None:
        await say(core, "我不想活了")
        volunteer, handoff = await core.volunteer_on_duty(), await core.handoff()
        async with core.database.begin() as session:
            await queue.claim(session, handoff.id, volunteer=volunteer, at=core.clock.now())
        await core.receive("不安全")

        assert await answers(core) == []
        assert (await core.handoff()).level is RiskLevel.SERIOUS

    async def test_the_line_and_not_the_bot_asks_who_asked_for_a_person(self, core: Core) -> None:
        await core.receive("转人工")

        assert (await core.history())[-1].author is Author.LINE
