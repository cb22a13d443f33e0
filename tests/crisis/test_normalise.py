import pytest

from bot.crisis.normalise import normalise


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("自 殺", "自杀"),
        ("自.*杀", "自杀"),
        ("自😀杀", "自杀"),
        ("Ｋｉｌｌ my-self", "kil my self"),
        ("don’t", "dont"),
        ("死死死了", "死了"),
        ("100 块", "100 块"),
        ("第一行\r\n第二行", "第一行\n第二行"),
        ("真的。假的", "真的。假的"),
        ("a、b", "a、b"),
        ("…", ""),
        ("ﷺ", "ﷺ"),
        ("", ""),
    ],
)
def test_text_is_read_as_the_terms_are_written(written: str, read: str) -> None:
    assert normalise(written).text == read


def test_each_letter_remembers_where_it_stood() -> None:
    assert normalise("我\u200b想 自.殺").places == (0, 2, 4, 6)


def test_character_that_becomes_several_letters_keeps_one_place() -> None:
    plain = normalise("½ ㎏")

    assert len(plain.text) == len(plain.places)
    assert plain.places[-1] == 2


def test_letters_that_stood_side_by_side_are_unbroken() -> None:
    assert normalise("笑死我").is_unbroken(0, 2)
    assert not normalise("笑 死我").is_unbroken(0, 2)
