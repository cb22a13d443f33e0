"""What is said with an answer: offers, the line's own words for a command, and never nothing."""

from datetime import timedelta

import pytest

from bot.dialogue.offers import SKILLS_AFTER
from bot.levels import RiskLevel
from bot.store.tables import Holder
from tests.core import GATHER, Core
from tests.scripted_rasa import naming, saying

LISTENING = "我在听。"
DOUBTED = "我把想说的都写下来了，不用等我"


async def turn(core: Core, text: str, *answer: dict[str, object]) -> None:
    core.rasa.answers = [list(answer)] if answer else []
    await core.receive(text)
    await core.answer()


def topic(word: str) -> list[dict[str, object]]:
    return [*saying(LISTENING), *naming("set_topic", topic=word)]


NOT_UNDERSTOOD = [*saying(LISTENING), *naming("not_understood")]


class TestOffers:
    async def test_what_is_not_understood_offers_topics_and_then_a_person(self, core: Core) -> None:
        await turn(core, "嗯哼哼", *NOT_UNDERSTOOD)
        first = (await core.history())[-1]
        await turn(core, "哼哼", *NOT_UNDERSTOOD)
        second = (await core.history())[-1]

        assert (first.text, first.choices) == (f"{LISTENING}\n{core.says('offer.topics')}", "topics")
        assert (second.text, second.choices) == (core.says("offer.person"), "person")

    async def test_what_is_understood_between_begins_the_count_anew(self, core: Core) -> None:
        for answer in (NOT_UNDERSTOOD, saying(LISTENING), NOT_UNDERSTOOD):
            await turn(core, "嗯哼哼", *answer)

        assert (await core.history())[-1].choices == "topics"

    async def test_after_many_messages_about_a_topic_there_is_something_to_try(self, core: Core) -> None:
        for _ in range(SKILLS_AFTER):
            await turn(core, "考试没考好", *topic("study"))
        offered = (await core.history())[-1]
        await turn(core, core.choices.labels("skills:study", "zh-Hans")[0])

        assert (offered.text, offered.choices) == (f"{LISTENING}\n{core.says('offer.skills')}", "skills:study")
        skill = core.config.skills.topics["study"].skills[0]
        assert (await core.told())[-1] == skill.steps.hans

    async def test_what_was_heard_is_said_before_it_and_what_only_asks_stays_alone(self, core: Core) -> None:
        asking = [*saying("听起来很累，也很不甘心。最难的是哪一点？"), *naming("set_topic", topic="study")]
        only_asking = [*saying("最难的是哪一点？"), *naming("set_topic", topic="study")]
        for _ in range(SKILLS_AFTER):
            await turn(core, "考试没考好", *asking)
        first = (await core.told())[-1]
        await turn(core, "我爸骂我", *topic("family"))
        for _ in range(SKILLS_AFTER):
            await turn(core, "考试没考好", *only_asking)

        assert first == f"听起来很累，也很不甘心。\n{core.says('offer.skills')}"
        assert (await core.told())[-1] == "最难的是哪一点？"

    async def test_who_wants_other_topics_is_shown_the_rest(self, core: Core) -> None:
        await turn(core, "嗯哼哼", *NOT_UNDERSTOOD)
        await turn(core, core.choices.labels("topics", "zh-Hans")[-1])

        last = (await core.history())[-1]
        assert (last.text, last.choices) == (core.says("offer.more_topics"), "more_topics")

    async def test_what_did_not_help_is_no_fault_and_there_are_others(self, core: Core) -> None:
        await turn(core, "考试没考好", *topic("study"))
        await turn(core, core.choices.labels("skills:study", "zh-Hans")[0])
        await turn(core, "我试了没用")

        last = (await core.history())[-1]
        assert (last.text, last.choices) == (core.says("offer.other_skills"), "skills:study")

    async def test_a_worried_adult_is_answered_by_rasa_that_knows_it(self, core: Core) -> None:
        await turn(core, "我女儿考试没考好", *topic("study"))
        await turn(core, "她不说话", *saying(LISTENING))
        await turn(core, "我该怎么办？")

        assert [message["metadata"]["about"] for message in core.rasa.heard] == ["other", "other"]
        last = (await core.history())[-1]
        assert (last.text, last.choices) == (core.says("for_other.what_to_do"), "person")

    async def test_a_worried_adult_is_not_spoken_to_as_the_student(self, core: Core) -> None:
        await turn(core, "我女儿最近不说话", *topic("peers"))
        await turn(core, "嗯哼", *NOT_UNDERSTOOD)

        assert (await core.told())[-2:] == [core.says("for_other.listening_1"), core.says("for_other.listening_2")]

    async def test_who_asks_for_a_friend_is_answered_about_the_friend(self, core: Core) -> None:
        await turn(core, "要带她看医生吗")

        last = (await core.history())[-1]
        assert (last.text, last.choices) == (core.says("for_other.doctor", emergency="120 / 110"), "person")

    async def test_who_asks_what_to_do_is_offered_what_there_is_for_the_topic(self, core: Core) -> None:
        await turn(core, "考试没考好", *topic("study"))
        await turn(core, "我该怎么办？")

        offered = (await core.history())[-1]
        assert (offered.text, offered.choices) == (core.says("offer.what_to_do"), "skills:study")

    async def test_who_asks_for_something_to_try_is_offered_it_at_any_time(self, core: Core) -> None:
        await turn(core, "有没有什么办法让我试试")

        assert (await core.history())[-1].choices == "skills:emotion"
        assert core.rasa.heard == []

    async def test_another_topic_begins_the_count_anew(self, core: Core) -> None:
        for word in ("study", "study", "family", "study"):
            await turn(core, "说不完", *topic(word))

        assert (await core.history())[-1].choices == ""

    async def test_about_life_a_person_is_offered_early(self, core: Core) -> None:
        for _ in range(2):
            await turn(core, "想这些有什么用", *topic("life"))

        assert (await core.told())[-1] == core.says("offer.person")

    async def test_who_waits_for_a_person_is_offered_nothing(self, core: Core) -> None:
        await core.receive("转人工")
        await core.receive("安全")
        for _ in range(3):
            await turn(core, "考试没考好", *topic("study"))

        assert (await core.told())[-1] == LISTENING

    async def test_a_long_talk_is_reminded_that_a_program_answers(self, core: Core) -> None:
        for _ in range(4):
            await turn(core, "今天看书", *saying(LISTENING))
            core.clock.move(timedelta(minutes=11) - GATHER)
        reminders = [text for text in await core.told() if text == core.says("offer.reminder")]
        await turn(core, "先歇一会儿")

        assert len(reminders) == 1
        assert (await core.told())[-1] == core.says("pause")

    async def test_a_talk_with_a_long_pause_is_no_long_talk(self, core: Core) -> None:
        await turn(core, "今天看书", *saying(LISTENING))
        core.clock.move(timedelta(minutes=31))
        await turn(core, "今天看书", *saying(LISTENING))

        assert core.says("offer.reminder") not in await core.told()


class TestCommands:
    @pytest.mark.parametrize("is_on_duty", [True, False])
    async def test_hours_are_told_as_they_are(self, core: Core, *, is_on_duty: bool) -> None:
        if is_on_duty:
            await core.volunteer_on_duty()
        await turn(core, "几点有人", *naming("tell_hours"))

        key = "hours.with_somebody" if is_on_duty else "hours.with_nobody"
        assert (await core.told())[-1] == core.says(key, times="每天 08:00-24:00（北京时间）")

    async def test_numbers_follow_what_the_bot_says(self, core: Core) -> None:
        await turn(core, "孩子不肯上学", *saying(LISTENING), *naming("tell_lines"))

        lines = core.config.resources.lines_text("mainland", "zh-Hans")
        assert (await core.told())[-2:] == [LISTENING, core.says("lines", lines=lines)]

    async def test_numbers_are_told_once_and_again_only_when_asked_for(self, core: Core) -> None:
        for _ in range(2):
            await turn(core, "孩子不肯上学", *saying(LISTENING), *naming("tell_lines"))
        lines = core.says("lines", lines=core.config.resources.lines_text("mainland", "zh-Hans"))
        told = await core.told()
        await core.receive("热线")

        assert told.count(lines) == 1
        assert told[-1] == LISTENING
        assert (await core.told())[-1] == lines

    async def test_a_language_that_was_asked_for_stays(self, core: Core) -> None:
        await turn(core, "可以用繁体吗", *naming("change_language", language="zh-Hant"))
        told = (await core.told())[-1]
        core.rasa.else_says = saying("我听到了。")
        await turn(core, "我们班今天考试")

        assert told == core.says("language.changed", "zh-Hant")
        assert (await core.told())[-1] == "我聽到了。"

    async def test_who_asks_for_chinese_in_traditional_characters_reads_them(self, core: Core) -> None:
        await turn(core, "說中文啦", *naming("change_language", language="zh-Hans"))

        assert (await core.told())[-1] == core.says("language.changed", "zh-Hant")

    async def test_a_language_that_is_not_named_is_asked_for(self, core: Core) -> None:
        await turn(core, "换一种语言", *naming("change_language", language="unsaid"))

        assert (await core.told())[-1] == core.says("language.which")


class TestDoubt:
    """The dialogue model saw danger that the screen did not."""

    async def test_the_student_is_asked_first(self, core_on_any: Core) -> None:
        core = core_on_any
        await turn(core, DOUBTED, *naming("disclose_risk"))
        asked = (await core.history())[-1]

        assert (asked.text, asked.choices) == (core.says("safety.question"), "yes_no")
        assert await core.handoffs() == []

    async def test_a_yes_opens_the_handoff_with_the_words(self, core: Core) -> None:
        await turn(core, DOUBTED, *naming("disclose_risk"))
        core.clock.move(timedelta(seconds=5))
        await core.receive("有")

        assert (await core.handoff()).level is RiskLevel.SERIOUS
        assert (await core.conversation()).holder is Holder.QUEUE

    async def test_a_no_is_believed_and_then_the_bot_answers(self, core: Core) -> None:
        await turn(core, DOUBTED, *naming("disclose_risk"))
        core.clock.move(timedelta(seconds=5))
        await core.receive("没有")
        believed = (await core.told())[-1]
        await turn(core, DOUBTED, *naming("disclose_risk"))

        assert believed == core.says("safety.heard_no")
        assert await core.handoffs() == []
        assert (await core.told())[-1] in {core.says(f"fallback.listening_{number}") for number in (1, 2, 3)} | {
            core.says("fallback.offer_person")
        }

    async def test_who_talks_to_a_person_is_asked_nothing(self, core: Core) -> None:
        await core.receive("遗书写好了，今晚就走")
        await turn(core, DOUBTED, *naming("disclose_risk"))

        assert core.says("safety.question") not in await core.told()
