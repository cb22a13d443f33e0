from hypothesis import given
from hypothesis import strategies as st

from bot.redact.fold import fold
from bot.redact.span import Kind, Span


@given(st.text())
def test_every_folded_character_knows_where_it_came_from(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.digits) == len(folded.numerals) == len(folded.origin)
    assert list(folded.origin) == sorted(folded.origin)
    assert all(0 <= place < len(text) for place in folded.origin)


def test_a_span_covers_the_invisible_characters_inside_it() -> None:
    folded = fold("叫小\u200b明吧")
    assert folded.text == "叫小明吧"
    assert folded.span(1, 3, Kind.PERSON) == Span(1, 4, Kind.PERSON)


def test_formal_digits_are_digits_only_where_long_numbers_are_sought() -> None:
    folded = fold("陆老师三班")
    assert folded.numerals == "陆老师3班"
    assert folded.digits == "6老师3班"


def test_traditional_letters_are_read_as_simplified_letter_by_letter() -> None:
    assert fold("學號壹貳").text == "学号壹贰"
