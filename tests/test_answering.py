"""Who answers a student, and in which words: the waiting room in danger, Rasa in talk, fixed sentences without it."""

import asyncio

import pytest

from bot.levels import RiskLevel
from bot.store.tables import MessageKind
from tests.core import Core
from tests.scripted_rasa import saying

HELLO = {"zh-Hans": "你好，我睡不着", "zh-Hant": "你好，我睡不著，很難過", "en": "Hello, I can't sleep at night"}


async def talk(core: Core, *texts: str) -> list[str]:
    """What the bot answers to each, one turn after another."""
    answers = []
    for text in texts:
        before = len(await core.told())
        await core.receive(text)
        await core.answer()
        answers += (await core.told())[before:]
    return answers


class TestRasaAnswers:
    async def test_traditional_words_are_asked_in_simplified_and_answered_in_traditional(self, core: Core) -> None:
        core.rasa.else_says = saying("我听到了，睡不着很难受。")

        answers = await talk(core, HELLO["zh-Hant"])

        assert core.rasa.texts == ["你好，我睡不着，很难过"]
        assert answers[-1] == "我聽到了，睡不著很難受。"

    async def test_english_stays_english(self, core: Core) -> None:
        core.rasa.else_says = saying("I hear you.")

        assert (await talk(core, HELLO["en"]))[-1] == "I hear you."
        assert core.rasa.heard[0]["metadata"]["language"] == "en"

    async def test_several_texts_are_several_messages_in_order(self, core: Core) -> None:
        core.rasa.else_says = saying("一", "二", "三")

        assert (await talk(core, HELLO["zh-Hans"]))[-3:] == ["一", "二", "三"]

    async def test_rasa_is_told_the_level_and_that_the_student_waits(self, core: Core) -> None:
        await talk(core, "转人工", "我和室友吵架了")

        known = {"language": "zh", "level": 0, "phase": "waiting", "topic": None, "about": "self"}
        assert core.rasa.heard[0]["metadata"] == known | {"before": "none", "screen": "near"}

    async def test_rasa_is_told_who_answered_before(self, core: Core) -> None:
        for text in ("我和室友吵架了", "昨天的事", "有什么办法", "上周也有"):
            await talk(core, text)

        assert [heard["metadata"]["before"] for heard in core.rasa.heard] == ["none", "rasa", "line"]

    async def test_a_long_talk_begins_a_new_session_so_that_rasa_stays_quick(self, core: Core) -> None:
        await talk(core, *("嗯" for _ in range(21)))

        senders = [message["sender"].rsplit("-", 1)[1] for message in core.rasa.heard]
        assert senders == ["0"] * 20 + ["1"]

    @pytest.mark.parametrize(
        "typed", ["/restart", " /restart", "　/restart", '/intent{"a": 1}', "\u200b/restart", "／restart"]
    )
    async def test_commands_of_rasa_never_reach_it_as_such(self, core: Core, typed: str) -> None:
        await talk(core, typed)

        assert not core.rasa.texts[0].lstrip().startswith("/")

    async def test_half_a_character_reaches_rasa_as_something_readable(self, core: Core) -> None:
        await talk(core, "好累\ud83d啊\x00")

        assert core.rasa.texts[0].encode("utf-8")


class TestWithoutRasa:
    @pytest.mark.parametrize("language", HELLO)
    async def test_fixed_sentences_listen_and_now_and_then_offer_a_person(self, core: Core, language: str) -> None:
        core.rasa.is_down = True

        answers = await talk(core, *([HELLO[language]] * 4))

        assert answers[1:] == [
            core.says("fallback.listening_1", language),
            core.says("fallback.offer_person", language),
            core.says("fallback.listening_2", language),
            core.says("fallback.listening_3", language),
            core.says("fallback.listening_1", language),
            core.says("fallback.offer_person", language),
        ]

    async def test_who_waits_for_a_person_is_not_offered_one_again(self, core: Core) -> None:
        core.rasa.is_down = True

        answers = await talk(core, "转人工", "有人吗")

        assert core.says("fallback.offer_person") not in answers


class TestWordless:
    @pytest.mark.parametrize("text", ["🔪🩸", "。。。", "", "？"])
    async def test_signs_without_words_get_an_answer_that_asks_for_nothing(self, core: Core, text: str) -> None:
        assert (await talk(core, text))[-1] == core.says("wordless")
        assert core.rasa.heard == []

    async def test_a_word_beside_signs_is_a_word(self, core: Core) -> None:
        await talk(core, "🌧 累")

        assert core.rasa.texts == ["🌧 累"]

    async def test_a_sign_and_a_sticker_get_both_answers(self, core: Core) -> None:
        await asyncio.gather(core.receive("。。。"), core.receive("", kind=MessageKind.STICKER))
        await core.answer()

        assert (await core.told())[-2:] == [core.says("unreadable"), core.says("wordless")]


async def test_after_danger_the_level_stays_in_what_rasa_would_be_told(core: Core) -> None:
    await core.receive("我压力好大，好绝望")

    level = (await core.conversation()).level
    await core.answer()

    assert level is not RiskLevel.NONE
    assert [message["metadata"]["level"] for message in core.rasa.heard] in ([int(level)], [])
