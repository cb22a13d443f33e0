import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.recognise import language_after, line_language, recognise
from bot.language.script import to_simplified, to_traditional

CHINESE = {"zh", "zh-Hans", "zh-Hant", "yue", "yue-Hans"}


class TestChinese:
    @pytest.mark.parametrize(
        "text",
        [
            "我想死",
            "我好累",
            "睡不著",
            "救我",
            "哈哈",
            "emo了",
            "微信 wechat",
            "难过 so sad",
            "我好累(つд⊂)",
            "ㅠㅠ我好难受",
            "我の妈妈",
        ],
    )
    def test_short_messages_are_chinese_whatever_else_stands_in_them(self, text: str) -> None:
        assert recognise(text) in CHINESE

    @pytest.mark.parametrize("text", ["我想死\ud83d", "\udc00難過", "\ud800\udfff我好累", "我\0好累"])
    def test_half_an_emoji_or_a_nul_among_them_breaks_nothing(self, text: str) -> None:
        assert recognise(text) in CHINESE
        assert len(to_traditional(to_simplified(text))) == len(text)

    @given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=20))
    def test_han_letters_alone_are_always_chinese(self, text: str) -> None:
        assert recognise(text) in CHINESE

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("我受不了了，没人懂", "zh-Hans"), ("我睡不著", "zh-Hant"), ("沒有人懂我", "zh-Hant"), ("台灣", "zh-Hant"), ("我好累", "zh"),
            ("我唔想返學", "yue"), ("佢哋冇理我", "yue"), ("我唔想返学", "yue-Hans"), ("唔，我不知道", "zh"),
        ],
    )  # fmt: skip
    def test_the_script_is_told_where_it_shows(self, text: str, code: str) -> None:
        assert recognise(text) == code

    @pytest.mark.parametrize("text", ["wo xiang si", "wo hao lei", "jiu ming", "xiangsi", "zì shā"])
    def test_pinyin_is_chinese(self, text: str) -> None:
        assert recognise(text) == "zh"


class TestOtherLanguages:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("I want to die", "en"), ("help me", "en"), ("hello", "en"), ("women", "en"), ("earphones concept", "en"), ("café", "en"),
            ("Tôi mệt quá", "vi"), ("Lý do là", "vi"), ("toi khong biet", "vi"), ("死にたい", "ja"), ("猫と手", "ja"), ("죽고 싶어", "ko"),
            ("Би ядарч байна", "mn"), ("བདག", "bo"), ("ياشىمەن", "ug"), ("ꆈꌠ", "ii"), ("สวัสดี", "th"), ("γειά", "und"),
        ],
    )  # fmt: skip
    def test_each_script_tells_its_language(self, text: str, code: str) -> None:
        assert recognise(text) == code

    @pytest.mark.parametrize("text", ["", "。。。", "2007", "😭", "ok", "hhh", "yyds", "?!"])
    def test_what_shows_no_language_is_none(self, text: str) -> None:
        assert recognise(text) is None

    @given(st.text(max_size=30))
    def test_the_answer_never_changes(self, text: str) -> None:
        assert recognise(text) == recognise(text)


class TestLineLanguage:
    @pytest.mark.parametrize(
        ("code", "current", "answered_in"),
        [
            ("zh-Hans", "en", "zh-Hans"), ("yue-Hans", "en", "zh-Hans"), ("zh-Hant", "en", "zh-Hant"), ("yue", "zh-Hans", "zh-Hant"),
            ("en", "zh-Hans", "en"), ("zh", "zh-Hant", "zh-Hant"), ("zh", "en", "zh-Hans"), ("ja", "zh-Hant", "zh-Hant"), (None, "en", "en"),
        ],
    )  # fmt: skip
    def test_the_line_answers_in_what_it_can_write(self, code: str | None, current: str, answered_in: str) -> None:
        assert line_language(code, current) == answered_in


class TestScripts:
    def test_taiwan_spelling_becomes_simplified(self) -> None:
        assert to_simplified("我睡不著，裡面好吵") == "我睡不着，里面好吵"

    def test_simplified_becomes_traditional(self) -> None:
        assert to_traditional("我们联系你") == "我們聯絡你"
        assert to_traditional("我是程序，发“转人工”") == "我是程式，發「轉人工」"


@pytest.mark.parametrize(
    ("text", "current", "chosen", "after"),
    [
        ("asdkjh", "zh-Hans", "", "zh-Hans"),
        ("qqq", "zh-Hant", "", "zh-Hant"),
        ("I can't sleep", "zh-Hans", "", "en"),
        ("asdkjh", "en", "", "en"),
        ("我好累", "en", "", "zh-Hans"),
        ("我们班今天考试", "zh-Hant", "zh-Hant", "zh-Hant"),
        ("我们班今天考试", "en", "en", "en"),
        ("hello", "zh-Hant", "zh-Hant", "zh-Hant"),
        ("ok, bye", "zh-Hans", "", "zh-Hans"),
        ("hello", "", "", "en"),
        ("hello, can we talk?", "zh-Hant", "zh-Hant", "en"),
    ],
)
def test_the_line_answers_in_the_language_of_what_is_said(text: str, current: str, chosen: str, after: str) -> None:
    assert language_after(text, current, chosen=chosen) == after
