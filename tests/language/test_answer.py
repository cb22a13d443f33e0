import pytest

from bot.language.answer import answer


@pytest.mark.parametrize(
    ("text", "language"), [("我好累", "zh-Hans"), ("2007", "zh-Hans"), ("沒有人", "zh-Hant"), ("help me", "en")]
)
def test_every_row_gets_a_language(text: str, language: str) -> None:
    assert answer({"id": 7, "text": text}) == {"id": 7, "language": language}
