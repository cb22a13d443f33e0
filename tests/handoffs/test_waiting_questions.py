"""What is asked in the waiting room, and what an answer means."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.choices import Choices
from bot.handoffs.waiting_questions import (
    QUESTIONS,
    Question,
    Reply,
    is_happening,
    level_after,
    may_be_happening,
    may_be_hurt,
    question_at,
    reply_to,
    settled_by,
    settled_by_harmed,
    step_after,
    tells_place_at,
)
from bot.levels import RiskLevel
from bot.skills import Skills
from bot.waiting_room import CHOICES
from bot.wording import LANGUAGES, Wording

CRITICAL, SERIOUS, NONE = RiskLevel.CRITICAL, RiskLevel.SERIOUS, RiskLevel.NONE


@pytest.mark.parametrize(
    ("question", "text", "level"),
    [
        (Question.PLACE, "安全", NONE),
        (Question.PLACE, "不安全", CRITICAL),
        (Question.PLACE, "不安全，但是我妈在", CRITICAL),
        (Question.PLACE, "not safe", CRITICAL),
        (Question.PLACE, "我在教室", NONE),
        (Question.BODY, "没有", NONE),
        (Question.BODY, "有", CRITICAL),
        (Question.BODY, "刚才吃了好多", CRITICAL),
        (Question.BODY, "i took something", CRITICAL),
        (Question.AWAY, "能", NONE),
        (Question.AWAY, "不想", CRITICAL),
        (Question.AWAY, "I can't", CRITICAL),
        (Question.NEAR, "没人", NONE),
        (Question.THOUGHTS, "有", SERIOUS),
        (Question.THOUGHTS, "不想", NONE),
        (Question.PLAN, "有", CRITICAL),
        (Question.PLAN, "都想好了", CRITICAL),
        (Question.PLAN, "沒有", NONE),
        (Question.MEANS, "就在手边", CRITICAL),
        (Question.MEANS, "没有", NONE),
        (Question.TIME, "今晚", CRITICAL),
        (Question.TIME, "没想过", NONE),
        (Question.TIME, "tomorrow", CRITICAL),
        (Question.NEXT_HOUR, "有", NONE),
    ],
)
def test_a_grave_answer_counts_and_a_harmless_one_raises_nothing(
    question: Question, text: str, level: RiskLevel
) -> None:
    assert level_after(question, reply_to(question, text)) is level


@pytest.mark.parametrize(
    ("question", "text", "reply"),
    [
        (Question.NEAR, "一个人", Reply.NO),
        (Question.NEAR, "no one", Reply.NO),
        (Question.NEAR, "有人在", Reply.YES),
        (Question.BODY, "没有，但是手疼", Reply.YES),
        (Question.PLACE, "你是谁", Reply.OTHER),
        (Question.THOUGHTS, "不知道", Reply.UNSURE),
        (Question.PLACE, "idk", Reply.UNSURE),
        (Question.THOUGHTS, "有时候", Reply.YES),
        (Question.PLACE, "", Reply.OTHER),
    ],
)
def test_what_is_no_plain_answer_is_left_to_the_volunteer(question: Question, text: str, reply: Reply) -> None:
    assert reply_to(question, text) is reply


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_is_understood(wording: Wording, skills: Skills, language: str) -> None:
    choices = Choices(wording, skills)
    for question in set(QUESTIONS) - {Question.NEXT_HOUR}:
        yes, no = choices.labels(CHOICES[question], language)

        assert (reply_to(question, yes), reply_to(question, no)) == (Reply.YES, Reply.NO)


def test_the_questions_come_in_order_and_end() -> None:
    assert [question_at(step) for step in range(len(QUESTIONS))] == list(QUESTIONS)
    assert question_at(len(QUESTIONS)) is None


def test_who_has_no_such_thoughts_is_not_asked_how_and_when() -> None:
    step = QUESTIONS.index(Question.THOUGHTS) + 1

    assert question_at(step_after(Question.THOUGHTS, Reply.NO, step=step)) is Question.NEXT_HOUR
    assert question_at(step_after(Question.THOUGHTS, Reply.OTHER, step=step)) is Question.NEXT_HOUR
    assert question_at(step_after(Question.THOUGHTS, Reply.YES, step=step)) is Question.PLAN
    assert question_at(step_after(Question.THOUGHTS, Reply.UNSURE, step=step)) is Question.PLAN


def test_the_place_is_told_between_exercises_only() -> None:
    steps = [step for step in range(30) if tells_place_at(step)]

    assert steps[0] == len(QUESTIONS) + 2
    assert {later - earlier for earlier, later in pairwise(steps)} == {3}


@given(st.sampled_from(Question), st.sampled_from(Reply), st.integers(min_value=0, max_value=40))
def test_no_answer_leads_back(question: Question, reply: Reply, step: int) -> None:
    assert step_after(question, reply, step=step) >= step


@given(st.sampled_from(Question), st.text(max_size=60))
def test_every_text_is_an_answer_of_some_kind(question: Question, text: str) -> None:
    assert reply_to(question, text) in Reply


@pytest.mark.parametrize(
    "text",
    [
        "没受伤",
        "没受伤 就是手有点青",
        "冇受傷 但係我好怕",
        "not hurt but im scared",
        "haven't taken anything",
        "i didn't take any pills",
        "没有受伤",
        "什么都没吃",
        "没受伤，也没吃什么",
        "我没事",
        "I'm not hurt",
        "他没有受伤",
        "我儿子没吃什么",
        "she isn't hurt",
        "he hasn't taken anything",
        "no, i haven't taken anything",
    ],
)
def test_not_hurt_is_no_though_the_grave_words_are_in_it(text: str) -> None:
    assert reply_to(Question.BODY, text) is Reply.NO


@pytest.mark.parametrize(
    "text", ["没事，就是割了一下", "她没受伤，但是吃了药", "没受伤，但是吃了药", "not hurt but i took pills"]
)
def test_what_takes_it_back_is_heard(text: str) -> None:
    assert reply_to(Question.BODY, text) is Reply.YES


def test_none_is_no_answer_to_whether_one_is_safe() -> None:
    assert reply_to(Question.PLACE, "没有，我就是太想她了") is Reply.OTHER
    assert reply_to(Question.PLACE, "不安全") is Reply.NO


@pytest.mark.parametrize(
    "text",
    [
        "我吞了二十片药",
        "割腕了",
        "I swallowed something",
        "流血了",
        "我把药吃了",
        "i took some pills",
        "like 20 of my mums sleeping pills",
    ],
)
def test_who_may_be_hurt_need_not_be_asked_whether_they_are(text: str) -> None:
    assert may_be_hurt(text)
    assert not may_be_hurt("没有流血")


@pytest.mark.parametrize(
    "text",
    [
        "好多血", "血流不止，在流血", "我在流血", "滿手是血", "手上全是血", "流緊血", "血止不住", "我手里拿着药", "手上有刀", "刀在手上", "揸住把刀",
        "我站在天台", "企喺天台", "坐在窗台上", "so much blood", "it won’t stop bleeding", "knife in my hand", "knife in hand",
        "I'm holding the pills", "standing on the ledge",
    ],
)  # fmt: skip
def test_blood_means_in_hand_or_a_high_place_are_now(text: str) -> None:
    assert is_happening(text)


@pytest.mark.parametrize(
    "text",
    [
        "我没有拿着刀", "已经不站在天台了", "鼻子在流血", "来月经好多血", "拿着手机", "拿着剪刀做手工", "sitting on the edge of my bed",
        "I'm not standing on the roof", "holding my bottle of water", "我站在老师旁边", "",
    ],
)  # fmt: skip
def test_what_is_denied_or_harmless_is_not(text: str) -> None:
    assert not is_happening(text)


@pytest.mark.parametrize("text", ["我把药吃了", "头晕", "想吐", "割了", "I took them", "i feel dizzy", "爬上来了"])
def test_what_may_be_an_act_counts_at_the_highest_level(text: str) -> None:
    assert may_be_happening(text)


@pytest.mark.parametrize(
    "text",
    [
        "没有流血",
        "我吃了饭",
        "吃了顿饭",
        "药已经扔了，手里没有东西了",
        "I took a nap",
        "my friend took me home",
        "喝了点水",
    ],
)
def test_good_news_is_no_act(text: str) -> None:
    assert not may_be_happening(text)


@pytest.mark.parametrize("repeated", ["手里", "拿着一把", "在", "好", "took ", "won't "])
def test_no_text_takes_long_to_be_looked_at(repeated: str) -> None:
    assert not is_happening(repeated * 20000)
    assert not may_be_happening(repeated * 20000)


@pytest.mark.parametrize(
    "text", ["有 但不会真的做", "有一点吧 每天都有", "有 他说过 我听了腿都软了", "yes but i won't do it", "a little"]
)
def test_a_yes_to_thoughts_with_more_around_it_is_a_yes(text: str) -> None:
    assert reply_to(Question.THOUGHTS, text) is Reply.YES


def test_what_is_settled_is_not_asked() -> None:
    assert question_at(0, settled={Question.PLACE, Question.BODY}) is Question.AWAY
    assert question_at(len(QUESTIONS) - 1, settled={Question.NEXT_HOUR}) is None


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("我妈来了", {Question.NEAR}),
        ("我一个人在宿舍", {Question.NEAR}),
        ("i'm home alone", {Question.NEAR}),
        ("药我都扔了", {Question.AWAY, Question.MEANS}),
        ("i gave the pills to my sister", {Question.AWAY, Question.MEANS}),
        ("书包被他们扔了", set()),
        ("没事，不说了", set()),
        ("i have pills from last week", set()),
        ("药我扔了又捡回来了", set()),
        ("刀在抽屉里", set()),
        ("put the pills in my pocket", set()),
        ("他妈妈也在那边，我不敢回去", set()),
        ("我拍了视频给大家看", set()),
        ("已经结痂了", {Question.BODY}),
        ("旧伤又裂开了", set()),
        ("old scars and new ones", set()),
        ("已经好了", set()),
        ("我没有受伤", {Question.BODY}),
        ("安全，就是很累", {Question.PLACE}),
        ("我不知道", set()),
    ],
)
def test_what_is_told_settles_questions_unasked(text: str, settled: set[Question]) -> None:
    assert settled_by(text) == settled


def test_of_somebody_else_it_settles_more_that_an_adult_is_with_them() -> None:
    settled = {Question.NEAR, Question.AWAY, Question.MEANS, Question.NEXT_HOUR}

    assert settled_by("她妈妈已经在她旁边了", is_about_other=True) == settled
    assert settled_by("她妈妈已经在她旁边了") == set()


@pytest.mark.parametrize(
    ("question", "text", "reply"),
    [
        (Question.TIME, "要不我给我爸发个微信……嗯 我现在好像没刚才那么难受了", Reply.OTHER),
        (Question.TIME, "今晚", Reply.YES),
        (Question.TIME, "tonight", Reply.YES),
        (Question.PLAN, "我打算告诉我爸", Reply.OTHER),
        (Question.PLAN, "想好了", Reply.YES),
        (Question.PLAN, "没有想过怎么做", Reply.NO),
        (Question.MEANS, "我妈在旁边", Reply.OTHER),
        (Question.MEANS, "在手边", Reply.YES),
        (Question.THOUGHTS, "no im not gonna hurt myself. i just dont want to be hit anymore", Reply.NO),
        (Question.THOUGHTS, "no i just want to die", Reply.OTHER),
        (Question.THOUGHTS, "他没说过不想活", Reply.NO),
        (Question.NEAR, "my mum is downstairs", Reply.YES),
        (Question.NEAR, "室友都在", Reply.YES),
        (Question.PLACE, "唔安全", Reply.NO),
        (Question.PLACE, "我现在没危险", Reply.YES),
    ],
)
def test_an_answer_in_more_words(question: Question, text: str, reply: Reply) -> None:
    assert reply_to(question, text) is reply


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("在家", Reply.OTHER),
        ("他在旁边", Reply.NO),
        ("he's here", Reply.NO),
        ("安全", Reply.YES),
        ("在外婆家", Reply.OTHER),
    ],
)
def test_whom_others_hurt_is_not_safe_at_home(text: str, reply: Reply) -> None:
    assert reply_to(Question.PLACE, text, is_harmed=True) is reply


@pytest.mark.parametrize("text", ["不会啦 她不打人的", "没想过", "没有的事"])
def test_no_thought_of_it_is_no_answer_about_a_place(text: str) -> None:
    assert reply_to(Question.PLACE, text) is Reply.OTHER


def test_feeling_sick_of_something_is_no_poisoning() -> None:
    assert reply_to(Question.BODY, "i feel sick when he comes home") is Reply.OTHER
    assert reply_to(Question.BODY, "i feel sick") is Reply.YES


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("我房间门是关着的 锁了。发给小姨了 她还没回", {Question.NEAR, Question.AWAY}),
        ("she is on her way", {Question.NEAR}),
        ("i locked the door", {Question.AWAY}),
        ("他在外面", set()),
    ],
)
def test_whom_others_hurt_is_not_asked_whom_they_could_tell_once_they_have_told(
    text: str, settled: set[Question]
) -> None:
    assert settled_by_harmed(text) == settled


@pytest.mark.parametrize("text", ["she wont pick up, i live 2 hours away", "她不接电话，我们不在一个城市"])
def test_who_is_far_from_somebody_silent_is_not_asked_what_only_one_beside_them_knows(text: str) -> None:
    assert settled_by(text, is_about_other=True) >= {Question.BODY, Question.AWAY, Question.MEANS}
