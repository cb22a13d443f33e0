"""What the shipped terms say about invented messages."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.crisis.screen import Screen, load_screen, read
from bot.levels import RiskLevel
from tests.crisis.conftest import SHIPPED

CLEAR = ("我想自杀", "真的不想活了", "好想死", "我准备跳楼", "遗书都写了", "昨晚又自残", "活不下去了", "他又去割腕")
ORDINARY = ("今天食堂的面很好吃。", "明天要考数学", "谢谢你", "the bus was late today.", "晚安")


def level_of(text: str, known: Screen) -> RiskLevel:
    return read(text, known).level


@pytest.mark.parametrize(
    "text",
    [
        "遗书写好了，今晚就走",
        "炭买好了",
        "怎么走才不疼",
        "有没有一起走的，约一下",
        "过完生日就不撑了",
        "我已经吃了一整瓶安眠药",
        "我在楼顶，准备跳了",
        "他拿着刀在门外要杀我",
        "I want to kill myself tonight",
        "i took all my pills",
        "I wrote my suicide note",
        "he has a knife and wants to kill me",
    ],
)
def test_student_with_a_plan_or_in_danger_now_is_critical(text: str, known: Screen) -> None:
    assert level_of(text, known) is RiskLevel.CRITICAL


@pytest.mark.parametrize(
    "text",
    [
        "还是不想活",
        "要是没出生就好了",
        "没有我他们会过得更好",
        "睡着了就不要再醒来了",
        "我用刀片划手腕",
        "一道一道划",
        "三天两头让我跪着",
        "我爸天天打我",
        "我妈让我去死",
        "我爸骂我，你去死吧",
        "舅舅摸我下面",
        "他们都得完",
        "每次吃完都催吐",
        "脑子里有声音叫我去死",
        "i wanna die",
        "everyone would be better off without me",
        "I've been cutting myself",
        "my stepdad touches me at night",
    ],
)
def test_student_who_wishes_to_die_or_is_hurt_needs_a_person(text: str, known: Screen) -> None:
    assert level_of(text, known).is_danger


@pytest.mark.parametrize("text", ["考试考砸了", "最近压力好大", "I failed my exam"])
def test_distress_without_danger_is_a_concern(text: str, known: Screen) -> None:
    assert level_of(text, known) is RiskLevel.CONCERN


@pytest.mark.parametrize(
    "text",
    [
        "",
        "你好",
        "笑死我了",
        "想死你了宝贝",
        "妈妈给我买了紫砂壶",
        "这把狼人杀太好玩了",
        "手机死机了",
        "我不想活动",
        "明天我们去天台拍照",
        "我爸打电话给我",
        "I'm dying laughing",
        "We killed some time",
        "转人工",
        "删除我的记录",
    ],
)
def test_ordinary_talk_idioms_and_jokes_say_nothing(text: str, known: Screen) -> None:
    assert read(text, known).signal is None


@pytest.mark.parametrize(
    "text", ["我想自鲨", "我想紫砂", "wo xiang zisha", "好想4啊", "不想huo了", "tiao楼", "割w", "我bxhl"]
)
def test_word_respelled_to_slip_past_is_found(text: str, known: Screen) -> None:
    assert level_of(text, known).is_danger


def test_ambiguous_word_counts_only_beside_a_cue(known: Screen) -> None:
    assert not level_of("这把zs打得不错", known).is_danger
    assert level_of("好绝望，想zs", known).is_danger


def test_ambiguous_word_is_no_cue_for_itself(known: Screen) -> None:
    assert not level_of("天台，天台", known).is_danger


def test_latin_letters_inside_a_longer_word_are_not_the_term(known: Screen) -> None:
    assert read("kmsx", known).signal is None
    assert read("akms", known).signal is None


def test_volunteer_sees_the_students_own_words(known: Screen) -> None:
    text = "老師，我真的想自\u200b 殺了"
    signal = read(text, known).signal

    assert signal is not None
    assert signal.matched(text) == ("真的想自\u200b 殺",)
    assert "suicide" in signal.categories


def test_most_urgent_words_come_first(known: Screen) -> None:
    text = "我被家暴，好难过，遗书写好了"
    signal = read(text, known).signal

    assert signal is not None
    assert text[signal.spans[0].start : signal.spans[0].end] == "遗书"
    assert signal.categories[0] == "suicide"


@pytest.mark.parametrize("text", ["\0", "\ud800", "\u200b", "😀", "\ud800想\0死\udfff", "a" * 3, "。。。"])
def test_odd_characters_are_read_without_harm(text: str, known: Screen) -> None:
    read(text, known)


def test_student_who_says_they_would_never_is_not_nothing(known: Screen) -> None:
    assert level_of("我不会自杀的，你放心", known) is RiskLevel.CONCERN


def test_word_broken_by_a_nul_or_a_lone_surrogate_is_found(known: Screen) -> None:
    assert level_of("我想自\0\ud800杀", known).is_danger


@pytest.mark.parametrize(
    "unit", ["不想活", "今晚的", "笑死我了", "想", "i want to ", "解脱天台", "怎么才能让我妈去上楼", "\u200b"]
)
def test_longest_message_takes_no_longer_than_its_length(unit: str, known: Screen) -> None:
    text = unit * (65536 // len(unit.encode()))
    read(text, known)
    start = time.process_time()
    read(text, known)

    # A bound for a busy machine; a pattern that blows up takes minutes.
    assert time.process_time() - start < 10


def test_word_repeated_ten_thousand_times_shows_a_few_places(known: Screen) -> None:
    signal = read("今晚就走。" * 5000 + "不想活了，" * 5000, known).signal

    assert signal is not None
    assert signal.level is RiskLevel.CRITICAL
    assert len(signal.spans) <= 32


@settings(max_examples=60, deadline=None)
@given(clear=st.sampled_from(CLEAR), between=st.text(" .·*-_/|~　\t、+", min_size=1, max_size=3))
def test_separators_between_the_letters_change_nothing(clear: str, between: str, known: Screen) -> None:
    assert level_of(between.join(clear), known) >= level_of(clear, known)


@settings(max_examples=60, deadline=None)
@given(clear=st.sampled_from(CLEAR), between=st.text("\u200b\u200c\u200d\u2060\ufeff\ufe0f\u0336\u00ad", max_size=4))
def test_invisible_characters_change_nothing(clear: str, between: str, known: Screen) -> None:
    assert level_of(between.join(clear), known) == level_of(clear, known)


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("我想自殺", "我想自杀"),
        ("遺書寫好了", "遗书写好了"),
        ("我準備跳樓", "我准备跳楼"),
        ("動過輕生的念頭", "动过轻生的念头"),
        ("活著沒有意義了，不想活", "活着没有意义了，不想活"),
        ("我爸虐待我", "我爸虐待我"),
    ],
)
def test_traditional_characters_change_nothing(traditional: str, simplified: str, known: Screen) -> None:
    assert level_of(traditional, known) == level_of(simplified, known) >= RiskLevel.SERIOUS


@pytest.mark.parametrize("text", ["kill myself", "suicide", "want to die"])
def test_full_width_and_mathematical_letters_change_nothing(text: str, known: Screen) -> None:
    wide = "".join(chr(ord(char) + 0xFEE0) if char != " " else "　" for char in text)
    bold = "".join(chr(ord(char) - ord("a") + 0x1D41A) if char != " " else " " for char in text)

    assert level_of(wide, known) == level_of(bold, known) == level_of(text.upper(), known) >= RiskLevel.SERIOUS


@settings(max_examples=60, deadline=None)
@given(clear=st.sampled_from(CLEAR), times=st.integers(min_value=2, max_value=9))
def test_drawn_out_letters_change_nothing(clear: str, times: int, known: Screen) -> None:
    assert level_of("".join(char * times for char in clear), known) == level_of(clear, known)


@settings(max_examples=100, deadline=None)
@given(
    clear=st.sampled_from(CLEAR),
    before=st.one_of(st.text(max_size=40), st.sampled_from(ORDINARY)),
    after=st.one_of(st.text(max_size=40), st.sampled_from(ORDINARY)),
)
def test_more_sentences_never_lower_the_level(clear: str, before: str, after: str, known: Screen) -> None:
    assert level_of(f"{before}\n{clear}\n{after}", known) >= level_of(clear, known)


@settings(max_examples=150, deadline=None)
@given(
    parts=st.lists(
        st.one_of(st.text(max_size=12), st.sampled_from([*CLEAR, *ORDINARY, "笑死", "解脱", "天台", "殺", "kms"])),
        max_size=6,
    )
)
def test_every_span_lies_in_the_text(parts: list[str], known: Screen) -> None:
    text = "".join(parts)
    signal = read(text, known).signal

    for span in () if signal is None else signal.spans:
        assert 0 <= span.start < span.end <= len(text)
    assert signal is None or (signal.categories and all(signal.matched(text)))


def test_far_from_danger_is_only_what_neither_terms_nor_model_come_near() -> None:
    shipped = load_screen(SHIPPED.parent)
    told = [
        read(text, shipped).is_far_from_danger
        for text in ("她已经帮我决定好要念哪个系了", "我不想活了", "再也不想看到明天了")
    ]

    assert told == [True, False, False]


def test_terms_are_shipped_for_chinese_and_english() -> None:
    assert {file.parent.name for file in SHIPPED.glob("*/*.yml")} == {"zh", "en"}


@pytest.mark.parametrize(
    "text", ["我妈知道了会打死我", "我妈要是发现了，肯定会骂死我", "考不好我爸会打死我", "我爸要打死我了 哈哈"]
)
def test_manner_of_speaking_is_asked_about_first(text: str, known: Screen) -> None:
    signal = read(text, known).signal

    assert signal is not None
    assert signal.level is RiskLevel.SERIOUS
    assert signal.asks_first


@pytest.mark.parametrize(
    "text",
    [
        "我爸要打死我了",
        "mom slapped me and shoved me into the wall",
        "he grabbed me by the throat",
        "他知道了会打死我，我爸上周用皮鞭抽我",
        "他喝醉了说要打死我",
        "我爸昨天打我，他知道了会打死我",
        "我妈知道了会打死我，我不想活了",
    ],
)
def test_what_else_is_told_beside_it_is_no_manner_of_speaking(text: str, known: Screen) -> None:
    signal = read(text, known).signal

    assert signal is not None
    assert not signal.asks_first
