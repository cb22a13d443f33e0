"""What somebody hears who waits for a person in danger: an answer, then one question at a time."""

import pytest

from bot.handoffs.waiting_questions import Question
from bot.levels import RiskLevel
from bot.store.tables import MessageKind
from tests.core import Core
from tests.test_answering import talk

OPEN = "每天 08:00-24:00（北京时间）"
THOUGHTS_FIRST = sorted(
    Question, key=lambda each: (each is not Question.PLACE, each is not Question.BODY, each is not Question.THOUGHTS)
)
"""Whether they have such thoughts now is asked before how to be safe."""


class TestWaitingRoom:
    async def test_one_safety_question_at_a_time_then_exercises_and_never_rasa(self, core: Core) -> None:
        answers = await talk(core, *(["我不想活了"] + ["不知道"] * 12))

        company = [text.split("\n")[0] for text in answers[2:]]
        asked = [text.split("\n")[-1] for text in answers[2:]]
        assert core.rasa.heard == []
        unsure = core.says("replied.unsure")
        assert company[:3] == [core.says("waiting.company_1"), unsure, core.says("waiting.company_3")]
        emergency = core.config.resources.region("mainland").emergency
        facts = {Question.BODY: {"emergency": emergency}}
        assert asked == [
            *(core.says(f"waiting.ask_{question}", **facts.get(question, {})) for question in THOUGHTS_FIRST),
            *(core.says(f"waiting.grounding_{number}") for number in (1, 2, 3)),
            core.says("waiting.stay_1"),
        ]

    async def test_what_is_told_and_what_is_answered_is_heard_before_the_next_question(self, core: Core) -> None:
        answers = await talk(core, "我不想活了", "安全", "没有受伤，都是我的错", "有", "能", "没人")

        heard = [text.split("\n")[0] for text in answers[3:]]
        keys = ("replied.place_yes", "heard.fault_1", "heard.again_1", "replied.away_yes", "replied.near_no")
        assert heard == [core.says(key) for key in keys]

    async def test_who_says_that_it_is_a_mistake_is_asked_nothing_more_and_a_person_comes_all_the_same(
        self, core: Core
    ) -> None:
        answers = await talk(core, "我不想活了", "你搞错了，我没有危险", "就是考试没考好")

        assert answers[3] == core.says("waiting.told_mistaken")
        assert core.rasa.texts == ["就是考试没考好"]
        assert (await core.conversation()).level is RiskLevel.SERIOUS
        assert (await core.handoff()).level is RiskLevel.SERIOUS

    async def test_danger_after_a_mistake_is_heard_like_the_first(self, core: Core) -> None:
        answers = await talk(core, "我不想活了", "你搞错了，我没有危险", "我真的不想活了", "安全")

        assert answers[-3].startswith(core.says("safety.serious"))
        assert answers[-2].endswith(core.says("waiting.ask_place"))
        assert answers[-1].endswith(core.says("waiting.ask_body", emergency="120 / 110"))
        assert core.rasa.heard == []

    @pytest.mark.parametrize("text", ["你搞错了", "别一直问了"])
    async def test_at_the_highest_level_nobody_is_told_that_the_questions_end(self, core: Core, text: str) -> None:
        answers = await talk(core, "我站在楼顶，马上跳下去", text)

        assert (await core.conversation()).level is RiskLevel.CRITICAL
        assert core.says("waiting.told_mistaken") not in answers[-1]
        assert core.says("waiting.told_why_ask") not in answers[-1]
        assert core.says("waiting.ask_place") in answers[-1]

    async def test_a_worried_adult_is_heard_as_one(self, core: Core) -> None:
        answers = await talk(core, "我儿子说他不想活了", "安全", "他没有受伤，他觉得都是他的错", "他在学校很累")

        heard = [text.split("\n")[0] for text in answers[3:]]
        assert heard[:2] == [core.says("replied.place_yes_other"), core.says("replied.body_no_other")]
        assert heard[2] == core.says("heard.tired_2_other")

    async def test_each_exercise_is_offered_once_and_then_the_line_stays(self, core: Core) -> None:
        answers = await talk(core, *(["我不想活了"] + ["不知道"] * (len(Question) + 7)))

        facts = {"emergency": core.config.resources.region("mainland").emergency}
        stays = [core.says(f"waiting.stay_{number}", **facts) for number in (1, 2, 3, 4, 1)]
        assert [text.split("\n")[0] for text in answers[-5:]] == stays

    @pytest.mark.parametrize(
        ("asked", "key"),
        [
            ("还要多久", "told_how_long"),
            ("真的没人值班吗", "told_how_long"),
            ("你会告诉我爸妈吗", "told_privacy"),
            ("要不要去医院", "told_doctor"),
            ("没有人懂我", "told_alone"),
            ("谢谢", "told_thanks"),
            ("我没有那个意思", "told_better"),
            ("我不敢打", "told_cannot_call"),
            ("有人吗", "told_anybody"),
            ("要钱吗", "told_cost"),
            ("明天再来问问我好吗", "told_check_in"),
        ],
    )
    async def test_what_is_asked_is_answered_and_the_next_question_comes_with_the_next_answer(
        self, core: Core, asked: str, key: str
    ) -> None:
        answers = await talk(core, "我不想活了", "嗯……", asked, "不知道")

        assert answers[-2] == core.says(f"waiting.{key}", place=1, times=OPEN, emergency="120 / 110")
        assert answers[-1].endswith(core.says("waiting.ask_thoughts"))

    async def test_what_was_asked_before_may_still_be_answered(self, core: Core) -> None:
        await talk(core, "我不想活了", "安全", "要钱吗", "有")

        assert (await core.conversation()).level is RiskLevel.CRITICAL

    async def test_at_the_highest_level_it_is_asked_all_the_same_whether_they_are_unhurt(self, core: Core) -> None:
        answers = await talk(core, "遗书写好了，今晚就走", "安全", "要钱吗", "你会告诉我妈吗")

        ask = core.says("waiting.ask_body", emergency="120 / 110")
        assert all(text.endswith(ask) for text in answers[-2:])

    async def test_what_being_better_means_is_said_once(self, core: Core) -> None:
        answers = await talk(core, "我不想活了", "嗯……", "开玩笑的啦", "我没有那个意思")

        assert answers[-2].startswith(core.says("waiting.told_better"))
        assert answers[-1].startswith(core.says("waiting.told_noted"))

    async def test_who_says_goodbye_may_go_once_it_is_known_that_they_are_not_hurt(self, core: Core) -> None:
        answers = await talk(core, "我不想活了", "安全", "没有", "没有", "晚安", "我好怕")

        assert answers[-3].endswith(core.says("waiting.ask_next_hour"))
        assert answers[-2] == core.says("waiting.goodbye", emergency="120 / 110")
        assert core.says("waiting.grounding_1") in answers[-1]

    @pytest.mark.parametrize(
        "said", [("遗书写好了，今晚就走", "晚安"), ("我不想活了", "晚安"), ("我不想活了", "安全", "先去睡了")]
    )
    async def test_where_life_may_be_at_stake_a_goodbye_is_not_the_end(self, core: Core, said: tuple[str, ...]) -> None:
        answers = await talk(core, *said)

        assert core.says("waiting.goodbye", emergency="120 / 110") not in answers
        assert core.says("waiting.before_you_go") in answers[-1]
        assert (await core.conversation()).waiting_question != ""

    async def test_who_asks_for_something_to_try_is_given_it(self, core: Core) -> None:
        answers = await talk(core, "我不想活了", "有没有什么办法", "还有别的办法吗")

        first, second = (core.says(f"waiting.grounding_{number}") for number in (1, 2))
        assert answers[-2].split("\n")[1:] == [first]
        assert answers[-1].split("\n")[1:] == [second, core.says("waiting.ask_body", emergency="120 / 110")]

    async def test_who_asks_what_to_do_for_somebody_is_told_what_helps_them(self, core: Core) -> None:
        answers = await talk(core, "我女儿说她不想活了", "我该怎么办")

        assert answers[-1].split("\n")[0] == core.says("waiting.try_other", emergency="120 / 110")

    @pytest.mark.parametrize(("danger", "key"), [("我不想活了", "try"), ("我爸喝醉了打我", "try_harmed")])
    async def test_who_asks_what_to_do_is_told_the_first_step(self, core: Core, danger: str, key: str) -> None:
        answers = await talk(core, danger, "我该怎么办")

        assert answers[-1] == core.says(f"waiting.{key}", emergency="120 / 110")

    async def test_who_waits_for_somebody_else_may_ask_about_them(self, core: Core) -> None:
        answers = await talk(core, "我女儿说她不想活了", "要不要告诉学校")

        assert answers[-1] == core.says("asked.should_tell_adult")

    async def test_who_asks_the_same_three_times_does_not_read_the_same_three_times(self, core: Core) -> None:
        answers = await talk(core, "我不想活了", "有人吗", "有人吗", "有人吗")

        assert len(set(answers[-3:])) > 1

    async def test_of_somebody_else_the_questions_are_about_them(self, core: Core) -> None:
        answers = await talk(core, "我女儿说她不想活了", "安全")

        assert answers[0].startswith(core.says("safety.serious_other"))
        assert answers[-2].endswith(core.says("waiting.ask_place_other"))
        assert answers[-1].endswith(core.says("waiting.ask_body_other", emergency="120 / 110"))

    @pytest.mark.parametrize("said", ["其实那个人就是我", "我也有这样的念头", "我自己也不想活了"])
    async def test_once_it_is_about_themself_everything_is_asked_anew(self, core: Core, said: str) -> None:
        answers = await talk(core, "我朋友说她不想活了", "安全", "没有", said)

        assert answers[-2].startswith(core.says("safety.serious"))
        assert answers[-1].endswith(core.says("waiting.ask_place"))

    async def test_whom_others_hurt_is_asked_what_fits_that(self, core: Core) -> None:
        answers = await talk(core, "我爸喝醉了打我", "安全", "没有受伤", "有", "没有")

        emergency = "120 / 110"
        assert [text.split("\n")[-1] for text in answers[2:]] == [
            core.says("waiting.ask_place"),
            core.says("waiting.ask_body_harmed", emergency=emergency),
            core.says("waiting.ask_near_harmed"),
            core.says("waiting.ask_thoughts_harmed"),
            core.says("waiting.ask_next_hour_harmed"),
        ]
        assert answers[-2].startswith(core.says("replied.near_yes_harmed"))

    async def test_once_they_do_not_want_to_live_they_are_asked_about_that(self, core: Core) -> None:
        answers = await talk(core, "我爸喝醉了打我", "我不想活了", "不知道")

        assert answers[-1].endswith(core.says("waiting.ask_away"))
        assert not (await core.conversation()).is_harmed

    async def test_what_was_told_is_not_asked(self, core: Core) -> None:
        answers = await talk(core, "我不想活了，我一个人在宿舍，没有受伤", "安全", "有", "能")

        asked = [text.split("\n")[-1] for text in answers[2:]]
        assert core.says("waiting.ask_body", emergency="120 / 110") not in asked
        assert core.says("waiting.ask_near") not in asked
        assert asked[1:] == [core.says(f"waiting.ask_{each}") for each in ("thoughts", "away", "plan")]

    @pytest.mark.parametrize(
        ("said", "key"),
        [
            ("要不要报警", "asked.police_other"),
            ("我怎么跟她说", "asked.what_to_say_other"),
            ("她会没事吗", "asked.they_ok"),
            ("是不是我的错", "asked.fault_other"),
            ("不是我，是我朋友", "replied.about_them"),
            ("那边下雨了吗？", "asked.unknown_2"),
        ],
    )
    async def test_who_is_afraid_for_another_is_answered_before_they_are_asked(
        self, core: Core, said: str, key: str
    ) -> None:
        answers = await talk(core, "我朋友说她不想活了", said, "嗯")

        assert answers[-2] == core.says(key, emergency="120 / 110")
        assert answers[-1].endswith(core.says("waiting.ask_body_other", emergency="120 / 110"))

    async def test_danger_that_goes_on_is_heard(self, core: Core) -> None:
        answers = await talk(core, "我不想活了", "安全", "我就是不想活了")

        assert answers[-1].startswith(core.says("heard.again_1"))

    async def test_where_help_has_come_nothing_more_is_asked(self, core: Core) -> None:
        answers = await talk(core, "我不想活了", "救护车来了")

        assert answers[-1] == core.says("waiting.told_in_care")

    async def test_what_is_asked_back_in_calm_leaves_the_question_open(self, core: Core) -> None:
        await talk(core, "转人工", "你们会告诉我爸妈吗", "不安全")

        assert (await core.conversation()).level is RiskLevel.CRITICAL

    async def test_who_asks_for_help_for_somebody_in_danger_is_told_what_to_do_now(self, core: Core) -> None:
        answers = await talk(core, "我有个朋友，她今晚要跳楼", "我该怎么帮她")

        assert core.says("waiting.try_other", emergency="120 / 110") in answers[-1]

    async def test_who_waits_in_calm_hears_their_place_when_they_ask(self, core: Core) -> None:
        answers = await talk(core, "转人工", "还要多久", "有人吗")

        told = core.says("waiting.told_how_long", place=1, times=OPEN)
        assert answers[-2:] == [told, core.says("waiting.told_anybody")]
        assert core.rasa.heard == []

    async def test_the_place_is_told_with_every_third_exercise(self, core: Core) -> None:
        answers = await talk(core, *(["我不想活了"] + ["不知道"] * 11))

        told_at = [number for number, text in enumerate(answers[2:]) if core.says("waiting.place", place=1) in text]
        assert told_at == [len(Question) + 2]

    async def test_a_photo_in_danger_is_told_honestly_and_kept_company(self, core: Core) -> None:
        await talk(core, "我不想活了")
        await core.receive("", kind=MessageKind.PHOTO)
        await core.answer()

        told = await core.told()
        assert told[-2] == core.says("unreadable")
        assert told[-1].startswith(core.says("waiting.company_2"))

    async def test_who_has_called_for_somebody_is_not_urged_to_call(self, core: Core) -> None:
        told = ("打了120了，他们派人了，她吃了药", "我该怎么办", "找到她了，在医院", "我要不要去看她", "那我去睡了")
        answers = await talk(core, "我朋友说不想活了", *told)

        called, waits, found, visits, bye = answers[-5:]
        assert (await core.conversation()).level is RiskLevel.CRITICAL
        assert not any(core.says("safety.critical_other") in answer for answer in answers)
        assert bye == core.says("waiting.goodbye", emergency="120 / 110")
        assert called.startswith(core.says("heard.help_called_1")[:6])
        assert waits.endswith(core.says("waiting.try_after"))
        assert found in {core.says("heard.found_1"), core.says("heard.found_2")}
        assert visits == core.says("asked.contact_after")

    async def test_whom_somebody_hurts_reads_words_for_that_also_in_the_greatest_danger(self, core: Core) -> None:
        answers = await talk(core, "我爸刚才打我了", "他拿刀在门外要砍我")

        assert any(core.says("safety.critical_harmed") in answer for answer in answers)

    @pytest.mark.parametrize(
        ("asked", "key"),
        [
            ("so can i go to sleep or not", "may_sleep"),
            ("do i really need to go?", "need_care"),
            ("if i call 120 what happens? will they tell the uni", "after_ambulance"),
        ],
    )
    async def test_after_too_many_tablets_nobody_is_sent_to_bed(self, core: Core, asked: str, key: str) -> None:
        answers = await talk(core, "i took 20 paracetamol an hour ago", "safe", asked)

        assert core.says(f"asked.{key}", "en", emergency="120 / 110") in answers[-1]
        assert core.says("waiting.ask_body", "en", emergency="120 / 110") not in answers[-1]

    async def test_what_nobody_here_knows_names_the_ambulance_at_the_highest_level(self, core: Core) -> None:
        answers = await talk(core, "我吃了好多药", "安全", "那边下雨了吗？")

        assert "120 / 110" in answers[-1]

    async def test_who_has_no_such_thoughts_is_not_asked_how_to_be_safe(self, core: Core) -> None:
        answers = await talk(core, "我不想活了", "安全", "没有受伤", "没有")

        assert answers[-1].endswith(core.says("waiting.ask_next_hour"))

    @pytest.mark.parametrize(
        ("said", "key"),
        [
            ("你问过这个了", "told_already_said"),
            ("安全 别问了好不", "told_why_ask"),
            ("志愿者到底会不会来嘛", "told_how_long"),
            ("会不会告诉我们学校啊 求你别", "told_privacy"),
        ],
    )
    async def test_who_is_tired_of_questions_or_asks_back_is_answered(self, core: Core, said: str, key: str) -> None:
        answers = await talk(core, "我不想活了", "安全", said)

        assert core.says(f"waiting.{key}", place=1, times=OPEN) in answers[-1]

    async def test_whether_they_are_worth_nothing_is_answered_with_a_no(self, core: Core) -> None:
        answers = await talk(core, "我不想活了", "安全", "我是不是真的很废物")

        assert core.says("asked.worth") in answers[-1]

    async def test_my_sister_not_me_is_believed(self, core: Core) -> None:
        await talk(core, "我不想活了", "受伤的是我妹不是我")

        assert (await core.conversation()).is_about_other

    async def test_who_is_by_the_water_is_answered_at_once(self, core: Core) -> None:
        answers = await talk(core, "我朋友说她不想活了", "她说她在河边坐着")

        assert "120 / 110" in answers[-1]

    async def test_whom_an_aunt_comes_to_is_not_asked_for_an_adult_again(self, core: Core) -> None:
        answers = await talk(core, "我爸喝醉了打我", "安全", "没有受伤", "能", "我阿姨马上过来", "嗯")

        assert core.says("waiting.ask_near_harmed") not in answers[-1]

    async def test_a_friend_who_wrote_farewell_is_the_one_in_danger(self, core: Core) -> None:
        answers = await talk(core, "我朋友刚给我发了一段像遗书一样的话 现在怎么都不回我")

        assert answers[0].startswith(core.says("safety.critical_other")) or answers[1].startswith(
            core.says("safety.critical_other")
        )
        assert (await core.conversation()).is_about_other

    async def test_whose_it_is_is_believed_beside_words_of_danger(self, core: Core) -> None:
        await talk(core, "遗书写好了，今晚就走", "不是我 是我朋友!! 她说下辈子再见")

        conversation = await core.conversation()
        assert (conversation.is_about_other, conversation.level) == (True, RiskLevel.CRITICAL)

    @pytest.mark.parametrize(
        ("said", "key"),
        [
            ("is someone gonna come to my house", "asked.comes_here"),
            ("ok.. will you tell my parents tho?", "waiting.told_privacy"),
        ],
    )
    async def test_who_fears_a_visit_or_a_call_home_is_told_what_is_done(self, core: Core, said: str, key: str) -> None:
        answers = await talk(core, "i want to die", "im safe", said)

        assert core.says(key, "en") in answers[-1]
