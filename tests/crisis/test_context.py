"""The second pass: a message beside those before it. It only adds, and what it guesses is asked first."""

import pytest

from bot.crisis.context import LAST_WORDS, REMEMBERED, Memory, Remembered, read_in_context
from bot.crisis.features import Band
from bot.crisis.model import Model
from bot.crisis.screen import Reading, Screen, read
from bot.crisis.signal import CrisisSignal
from bot.levels import RiskLevel

SAD = Remembered(RiskLevel.CONCERN, -3.0, "")
CALM = Remembered(RiskLevel.NONE, -3.0, "")
NEAR = Remembered(RiskLevel.NONE, -0.3, "")


@pytest.fixture
def terms_alone(known: Screen) -> Screen:
    """The shipped terms beside a model that never sees anything."""
    return Screen(known.lexicon, Model({}, {}, dict.fromkeys(Band, -3.0)))


def after(messages: list[str], screen: Screen) -> CrisisSignal | None:
    """The signal of the last message, read beside the others."""
    memory, signal = Memory(), None
    for text in messages:
        reading = read(text, screen)
        signal = read_in_context(text, reading, memory, screen)
        memory = memory.after(text, reading)
    return signal


class TestSaidInTwoHalves:
    @pytest.mark.parametrize(
        "messages",
        [
            ["我不想", "活了"],
            ["真的好想", "死"],
            ["我想自", "殺"],
            ["不想活", "了"],
            ["i want to", "die"],
            ["i am going to kill", "myself"],
        ],
    )
    def test_wish_that_goes_over_two_messages_calls_a_person_at_once(
        self, messages: list[str], terms_alone: Screen
    ) -> None:
        signal = after(messages, terms_alone)

        assert signal is not None
        assert signal.level >= RiskLevel.SERIOUS
        assert not signal.asks_first

    def test_volunteer_sees_the_half_in_this_message(self, terms_alone: Screen) -> None:
        signal = after(["我真的不想", "活了，就这样"], terms_alone)

        assert signal is not None
        assert signal.matched("活了，就这样")[0].startswith("活")

    @pytest.mark.parametrize(
        "messages", [["我不想", "活动课取消"], ["我不想。", "活动"], ["今天", "很累"], ["", "活了"]]
    )
    def test_halves_that_make_nothing_stay_nothing(self, messages: list[str], terms_alone: Screen) -> None:
        signal = after(messages, terms_alone)

        assert signal is None or not signal.level.is_danger

    def test_empty_message_after_half_a_wish_is_nothing(self, terms_alone: Screen) -> None:
        assert after(["我不想", ""], terms_alone) is None


class TestUnclearWords:
    def test_ambiguous_word_after_a_sad_message_is_asked_about(self, terms_alone: Screen) -> None:
        reading = read("想重开", terms_alone)
        signal = read_in_context("想重开", reading, Memory((SAD,)), terms_alone)

        assert not reading.level.is_danger
        assert signal is not None
        assert signal.asks_first

    def test_sadness_after_an_ambiguous_word_is_asked_about_too(self, terms_alone: Screen) -> None:
        signal = after(["想重开", "最近压力好大"], terms_alone)

        assert signal is not None
        assert signal.asks_first
        assert signal.categories == ("suicide",)

    def test_ambiguous_word_of_a_story_is_not_asked_about_even_after_a_sad_message(self, terms_alone: Screen) -> None:
        reading = read("小说里主角重开", terms_alone)
        signal = read_in_context("小说里主角重开", reading, Memory((SAD,)), terms_alone)

        assert reading.unclear
        assert signal is None or not signal.level.is_danger

    def test_ambiguous_word_among_calm_ones_says_nothing(self, terms_alone: Screen) -> None:
        reading = read("想重开", terms_alone)

        assert read_in_context("想重开", reading, Memory((CALM,)), terms_alone) == reading.signal


class TestFallingMood:
    def test_messages_that_come_near_danger_one_after_another_are_asked_about(self, terms_alone: Screen) -> None:
        near = Reading(None, -0.2)
        signal = read_in_context("窗外下雨", near, Memory((NEAR, NEAR, NEAR, NEAR)), terms_alone)

        assert signal is not None
        assert signal.asks_first

    @pytest.mark.parametrize("reading", [Reading(None, -2.0), Reading(None, -0.9)])
    def test_calmer_message_or_a_single_near_one_is_left_alone(self, reading: Reading, terms_alone: Screen) -> None:
        assert read_in_context("窗外下雨", reading, Memory((CALM, NEAR)), terms_alone) is None

    def test_nothing_said_adds_nothing(self, terms_alone: Screen) -> None:
        assert read_in_context("", Reading(None, 0.0), Memory((NEAR,) * 4), terms_alone) is None


class TestMemory:
    def test_second_pass_is_never_less_than_the_first(self, terms_alone: Screen) -> None:
        reading = read("我今晚就跳楼", terms_alone)

        assert read_in_context("我今晚就跳楼", reading, Memory((SAD,) * 5, "开玩笑的"), terms_alone) == reading.signal

    def test_joke_afterwards_does_not_change_what_was_said(self, terms_alone: Screen) -> None:
        signal = after(["我不想活了", "开玩笑的"], terms_alone)

        assert signal is None or not signal.level.is_danger  # the conversation keeps its level: only a person lowers it

    def test_memory_holds_five_messages_and_the_last_words_only(self, terms_alone: Screen) -> None:
        memory = Memory()
        for number in range(9):
            text = f"第{number}句" * 20
            memory = memory.after(text, read(text, terms_alone))

        assert len(memory.recent) == REMEMBERED
        assert len(memory.last_words) == LAST_WORDS
