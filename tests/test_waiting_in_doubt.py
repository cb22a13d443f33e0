"""Who may be wrongly in the waiting room, and what must not be taken for a reason to leave it."""

import pytest

from bot.handoffs.asking import call_for_the_silent
from bot.handoffs.asking_rules import PATIENCE, STILL_TYPING
from bot.levels import RiskLevel
from tests.core import GATHER, Core
from tests.factories import DOUBTFUL_WORDS
from tests.test_answering import talk


class TestWaitingInDoubt:
    @pytest.mark.parametrize("said", ["他说只是玩笑", "没那么严重，就是皮带打了几下", "你误会了", "i'm not suicidal"])
    async def test_whom_others_hurt_is_never_taken_for_a_mistake(self, core: Core, said: str) -> None:
        answers = await talk(core, "我爸喝醉了打我", "安全", said)

        assert core.says("waiting.told_mistaken") not in answers[-1]
        assert not (await core.conversation()).is_at_ease

    @pytest.mark.parametrize("said", [[DOUBTFUL_WORDS] * 3, ["我妈知道了会打死我"]])
    async def test_a_third_doubt_or_a_manner_of_speaking_ends_the_talk_of_who_was_at_ease(
        self, core: Core, said: list[str]
    ) -> None:
        answers = await talk(core, "我不想活了", "你搞错了", "就是考试没考好", *said)

        assert len(core.rasa.heard) == len(said)
        assert answers[-1].endswith(core.says("waiting.ask_place"))

    async def test_nobody_is_put_at_ease_while_danger_comes_in(self, core: Core) -> None:
        await talk(core, "我不想活了")
        await core.receive("你搞错了")
        core.clock.move(GATHER)
        (asked,) = await core.turns._claim(1)
        await core.receive("遗书写好了，今晚就走")
        await core.turns._answer(asked)

        assert not (await core.conversation()).is_at_ease

    async def test_who_comes_home_to_whom_they_hurt_is_no_comfort(self, core: Core) -> None:
        answers = await talk(core, "我爸喝醉了打我", "安全", "我爸回来了")

        assert answers[-1] == core.says("heard.outside_1_harmed", emergency="120 / 110")

    async def test_thoughts_are_asked_about_again_and_nobody_is_asked_how_before(self, core: Core) -> None:
        await talk(core, "我不想活了", "安全", "没有", "要钱吗")
        answers = await talk(core, "你会告诉我妈吗")

        assert answers[-1].endswith(core.says("waiting.ask_thoughts"))

    async def test_own_thoughts_make_it_more_than_what_others_do(self, core: Core) -> None:
        await talk(core, "我爸喝醉了打我", "安全", "没有", "没有", "有")

        assert not (await core.conversation()).is_harmed

    async def test_what_was_told_is_asked_once_there_is_more_danger(self, core: Core) -> None:
        answers = await talk(core, "我不想活了，我没有受伤", "安全", "遗书写好了，今晚就走")

        assert answers[-1].endswith(core.says("waiting.ask_body", emergency="120 / 110"))

    @pytest.mark.parametrize(
        "said",
        [
            "我说的是没有啊，怎么突然发一堆电话",
            "i literally just said no, its about a photo",
            "我就是想聊聊考试",
            "别吓我啊",
            "whoa no no. i was joking, i don't want to die or hurt myself at all",
            "omg nah im totally fine haha thats just how i talk. only my dignity got hurt",
        ],
    )
    async def test_who_takes_a_mere_doubt_back_is_believed(self, core: Core, said: str) -> None:
        await core.receive(DOUBTFUL_WORDS)
        core.clock.move(STILL_TYPING)
        answers = await talk(core, "不知道", said, "就是考试没考好")

        assert core.says("waiting.told_mistaken", "en" if said.isascii() else "zh-Hans") in answers
        assert core.rasa.texts[-1] == "就是考试没考好"
        assert (await core.conversation()).level is RiskLevel.SERIOUS

    async def test_a_mere_doubt_is_asked_about_in_one_question(self, core: Core) -> None:
        await core.receive(DOUBTFUL_WORDS)
        core.clock.move(STILL_TYPING)
        answers = await talk(core, "不知道", "没有")

        assert answers[-2].endswith(core.says("waiting.ask_thoughts"))
        assert answers[-1] == core.says("waiting.told_at_ease")

    @pytest.mark.parametrize(
        "said",
        [
            "我说的是真的",
            "大家都以为我没事",
            "nobody is going to miss me",
            "its about my uncle",
            "i said no and he kept going",
        ],
    )
    async def test_what_only_sounds_like_it_takes_no_doubt_back(self, core: Core, said: str) -> None:
        await core.receive(DOUBTFUL_WORDS)
        core.clock.move(STILL_TYPING)
        await talk(core, "不知道", said)

        assert not (await core.conversation()).is_at_ease

    async def test_a_yes_is_no_mere_doubt(self, core: Core) -> None:
        await core.receive(DOUBTFUL_WORDS)
        core.clock.move(STILL_TYPING)
        answers = await talk(core, "有", "安全", "没有")

        assert answers[-1].endswith(core.says("waiting.ask_thoughts"))
        assert not (await core.conversation()).rests_on_doubt

    async def test_who_has_thoughts_after_a_doubt_is_asked_what_was_passed_over(self, core: Core) -> None:
        await core.receive(DOUBTFUL_WORDS)
        core.clock.move(STILL_TYPING)
        answers = await talk(core, "不知道", "有", "安全", "没有")

        assert core.says("waiting.ask_place") in answers[-3]
        assert answers[-1].endswith(core.says("waiting.ask_away"))

    @pytest.mark.parametrize(
        "said", ["i'm not suicidal, i just can't do this anymore", "nothing is wrong, he just hits"]
    )
    async def test_half_a_denial_takes_nothing_back(self, core: Core, said: str) -> None:
        await talk(core, "i want to die", said)

        assert not (await core.conversation()).is_at_ease

    @pytest.mark.parametrize("said", ["found her, she is not waking up", "她回我了，说再见，对不起"])
    async def test_a_word_of_them_is_no_relief_where_it_tells_of_more(self, core: Core, said: str) -> None:
        answers = await talk(core, "我朋友说她不想活了", said)

        assert core.says("asked.safe_after_all", "en" if said.isascii() else "zh-Hans") not in answers[-1]

    async def test_once_they_are_found_nothing_more_is_asked(self, core: Core) -> None:
        answers = await talk(core, "我朋友说她不想活了", "安全", "她终于回我了！", "嗯")

        assert answers[-2] == core.says("asked.safe_after_all")
        assert core.says("waiting.ask_away_other") not in answers[-1]

    async def test_the_same_answer_is_not_given_twice_running(self, core: Core) -> None:
        answers = await talk(core, "我朋友说她不想活了", "要不要报警", "那我要不要报警啊")

        assert answers[-1].split("\n")[0] == core.says("waiting.as_said")

    async def test_words_of_danger_after_a_doubt_are_heard_like_the_first(self, core: Core) -> None:
        await core.receive(DOUBTFUL_WORDS)
        core.clock.move(STILL_TYPING)
        answers = await talk(core, "不知道", "安全", "我真的不想活了")

        assert answers[-2].startswith(core.says("safety.serious"))
        assert answers[-1].endswith(core.says("waiting.ask_place"))

    async def test_who_names_a_high_place_is_asked_to_leave_it(self, core: Core) -> None:
        answers = await talk(core, "我不想活了", "我在阳台")

        assert answers[-1].startswith(core.says("heard.high_place_2", emergency="120 / 110"))

    @pytest.mark.parametrize(
        "said",
        [
            "安全啊！！我没有想死啦 吓死我 我只是想讲我妈跟科系的事",
            "why are you giving me police numbers. im fine, thats all",
            "i dont want to die, i said rude stuff and my mum saw it",
        ],
    )
    async def test_a_doubt_is_taken_back_in_so_many_words_and_danger_is_not_asked_about_by_another_door(
        self, core: Core, said: str
    ) -> None:
        await core.receive(DOUBTFUL_WORDS)
        core.clock.move(STILL_TYPING)
        await talk(core, "不知道", said, "那我先说对不起吗")

        conversation = await core.conversation()
        assert conversation.is_at_ease
        assert conversation.level is RiskLevel.SERIOUS
        assert core.rasa.heard[-1]["metadata"]["level"] == 0

    @pytest.mark.parametrize(
        "said",
        [
            "我没事，就是他会打我",
            "im fine but i still want to die",
            "没事，我爸打我打惯了",
            "i dont want to die i just want it all to stop",
        ],
    )
    async def test_what_tells_of_danger_takes_nothing_back(self, core: Core, said: str) -> None:
        await core.receive(DOUBTFUL_WORDS)
        core.clock.move(STILL_TYPING)
        await talk(core, "不知道", said)

        assert not (await core.conversation()).is_at_ease

    async def test_a_no_that_comes_too_late_is_still_the_answer(self, core: Core) -> None:
        await core.receive(DOUBTFUL_WORDS)
        core.clock.move(PATIENCE)
        await call_for_the_silent(core.database, speech=core.speech, at=core.clock.now())
        answers = await talk(core, "啊？没有没有 我就是夸张一下哈哈")

        assert answers[-1] == core.says("waiting.told_mistaken")
        assert (await core.conversation()).level is RiskLevel.SERIOUS
